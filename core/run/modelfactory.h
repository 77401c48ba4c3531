// SPDX-License-Identifier: GPL-3.0-or-later
// What makes the things that a run asks: a model for single calls, and what takes batches for it.
#pragma once

#include "core/provider/batch.h"
#include "core/run/plan.h"

#include <concepts>
#include <functional>
#include <memory>

namespace assay::run {

/// Makes the model on the engine's thread; called once per model of a run. Errors: secretMissing leaves out its model alone, as a refused key
/// does later; any other ends the run before anything is asked.
using ModelMaker = std::function<Result<std::unique_ptr<provider::ChatModel>>(const PlannedModel &)>;
/// Likewise for a run in batches; null when the model's API has none.
using BatchApiMaker = std::function<Result<std::shared_ptr<provider::BatchApi>>(const PlannedModel &)>;

class ModelFactory {
public:
    ModelFactory() = default;
    /// Without a maker of batches no API has any.
    template<typename Make>
        requires std::constructible_from<ModelMaker, Make>
    ModelFactory(Make models, BatchApiMaker batches = {}) : m_models(std::move(models)),
                                                            m_batches(std::move(batches))
    {
    }

    explicit operator bool() const { return bool(m_models); }
    [[nodiscard]] Result<std::unique_ptr<provider::ChatModel>> operator()(const PlannedModel &model) const { return m_models(model); }
    [[nodiscard]] Result<std::shared_ptr<provider::BatchApi>> batches(const PlannedModel &model) const
    {
        return m_batches ? m_batches(model) : Result<std::shared_ptr<provider::BatchApi>>(nullptr);
    }

private:
    ModelMaker m_models;
    BatchApiMaker m_batches;
};

} // namespace assay::run
