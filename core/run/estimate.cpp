// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/plan.h"
#include "core/run/requestbuilder.h"

namespace assay::run {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kLikelyShareOfCap = 4;

void addCalls(Estimate &estimate, const provider::ChatRequest &request, const PlannedModel &model, qint64 cap, int calls)
{
    const qint64 input = estimatedInput(request);
    estimate.inputTokens += input * calls;
    if (!model.price)
        return;
    estimate.likely += pricing::cost({.input = input, .output = cap / kLikelyShareOfCap}, *model.price) * calls;
    estimate.worstCase += pricing::worstCase(input, cap, *model.price) * calls;
}

} // namespace

Result<Estimate> estimate(const RunPlan &plan)
{
    Estimate estimate{.calls = plan.cellCount()};
    for (const PlannedModel &model : plan.models)
        estimate.modelsWithoutPrice += !model.price;
    if (plan.models.isEmpty())
        return estimate;
    for (const prompt::Version &version : plan.versions) {
        const auto compiled = prompt::CompiledPrompt::compile(version.content);
        if (!compiled)
            return std::unexpected(compiled.error().with(u"file"_s, version.label()));
        for (const evalset::Item &item : plan.set.items) {
            // What is asked of one model is asked of all; only the cap differs.
            const auto request = buildRequest(*compiled, version, plan.models.first(), item);
            if (!request)
                return std::unexpected(request.error().with(u"file"_s, version.label()));
            for (const PlannedModel &model : plan.models)
                addCalls(estimate, *request, model, outputCap(version, model), plan.repeats);
        }
    }
    return estimate;
}

} // namespace assay::run
