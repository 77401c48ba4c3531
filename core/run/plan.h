// SPDX-License-Identifier: GPL-3.0-or-later
// What a run is going to do: prompt versions × models × items × repeats, in a fixed order of cells. A plan is made once, stored with
// the run, and made again from the stored run digit for digit, so that a cell's index names the same cell for ever.
#pragma once

#include "core/base/clock.h"
#include "core/base/money.h"
#include "core/evalset/item.h"
#include "core/pricing/price.h"
#include "core/prompt/promptversion.h"
#include "core/provider/modelconfig.h"

namespace assay::run {

using RunId = Id<struct RunTag>;

struct PlannedModel {
    provider::ModelConfig model;
    provider::ProviderConfig provider;
    std::optional<pricing::Price> price; ///< of the model, parsed

    bool operator==(const PlannedModel &) const = default;
};

/// One cell's place in the plan.
struct CellKey {
    int version = 0; ///< index into RunPlan::versions
    int model = 0;   ///< index into RunPlan::models
    int item = 0;    ///< index into RunPlan::set.items
    int repeat = 0;  ///< from 0

    bool operator==(const CellKey &) const = default;
};

struct RunPlan {
    RunId id; ///< invalid until stored
    QList<prompt::Version> versions;
    QList<PlannedModel> models;
    evalset::EvalSet set;
    int repeats = 1;
    std::optional<Money> budget;
    std::optional<int> concurrency; ///< replaces every model's own
    qint64 seed = 1;                ///< of the order in which cells are asked, and of simulated draws
    std::optional<int> baseline;    ///< index of the version that the others are compared with
    UtcTime createdAt;

    /// versions × models × items × repeats.
    [[nodiscard]] int cellCount() const;
    /// Index ↔ place; indexes run from 0 with the repeat fastest, then item, model, version.
    [[nodiscard]] CellKey cellKey(int cell) const;
    [[nodiscard]] int cellIndex(const CellKey &key) const;
    /// All cells in the order they are asked: items shuffled by the seed, and for each item all columns next to each other, so
    /// that pairs are complete early and no version is favoured by the time of day.
    [[nodiscard]] QList<int> order() const;
    [[nodiscard]] bool isSimulated() const; ///< any of its providers is

    bool operator==(const RunPlan &) const = default;
};

/// Everything that can be known to be wrong before money is spent: no items, versions, models; templates that do not parse; items that do not
/// render with each version; assertions of unknown types or with bad values; items without any assertion; a budget with a model of unknown price;
/// a baseline that is no version; more than a million cells.
/// Errors name version, item, line and column. At most 20 findings are joined in one error's context ("finding" entries).
[[nodiscard]] Result<void> validate(const RunPlan &plan);

/// Before the start: what the run will take.
struct Estimate {
    int calls = 0;
    qint64 inputTokens = 0;
    Money likely;    ///< with output guessed at a quarter of the cap
    Money worstCase; ///< with every cap used up
    int modelsWithoutPrice = 0;
};
[[nodiscard]] Result<Estimate> estimate(const RunPlan &plan);

} // namespace assay::run
