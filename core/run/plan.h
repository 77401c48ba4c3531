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
#include "core/tokens/calibration.h"

#include <QHash>
#include <QSet>

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

enum class RunMode {
    live, ///< each cell is asked for at once
    batch ///< cells are handed over in batches, answered within a day at a lower price
};
[[nodiscard]] QString toText(RunMode mode);
[[nodiscard]] std::optional<RunMode> runModeFromText(QStringView text);

/// Whether an answer that is already in the workspace may stand for one that would be asked for. It does only for the very same request:
/// address, model, messages, parameters, tools and repeat.
enum class CachePolicy {
    off,     ///< always ask, and never stand for another run's answer
    use,     ///< take the newest stored answer, else ask
    refresh, ///< always ask; what is stored from now on counts as newest
    only     ///< take the newest stored answer, never ask: how answers are graded again
};
[[nodiscard]] QString toText(CachePolicy policy);
[[nodiscard]] std::optional<CachePolicy> cachePolicyFromText(QStringView text);

struct RunPlan {
    RunId id; ///< invalid until stored
    QList<prompt::Version> versions;
    QList<PlannedModel> models;
    evalset::EvalSet set;    ///< without the items that are left out (exampledraw.h)
    QStringList leftOut = {}; ///< keys of the set's items that a version draws as examples
    int repeats = 1;
    std::optional<Money> budget;
    std::optional<int> concurrency; ///< replaces every model's own
    qint64 seed = 1;                ///< of the order in which cells are asked, and of simulated draws
    std::optional<int> baseline;    ///< index of the version that the others are compared with
    UtcTime createdAt;
    RunMode mode = RunMode::live;
    CachePolicy cache = CachePolicy::off;
    std::optional<Milliseconds> cacheLife; ///< answers older than this are not taken; absent: any age
    std::optional<RunId> answersFrom;      ///< with CachePolicy::only: take the answers of this run alone
    QString label;                         ///< under which the prompt is run, for keys of their own per label; may be empty

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

/// Everything that can be known to be wrong before money is spent: no items, versions, models; templates that do not parse; schemas that are none; items that do not
/// render with each version; assertions of unknown types or with bad values; items without any assertion; a budget with a model of unknown price;
/// a baseline that is no version; more than a million cells; an item that a version draws as an example.
/// What a model cannot do of what is asked of it, as far as that is known; options of a model that are wrong; in batches, a model that takes none.
/// Errors name version, item, line and column. At most 20 findings are joined in one error's context ("finding" entries).
[[nodiscard]] Result<void> validate(const RunPlan &plan);
/// What is no error and still good to know before the run, each once: items that are left out; parameters that a model leaves out, names that move on to
/// newer models; in batches, prices that are not known for them and assertions that they cannot be judged by.
[[nodiscard]] QStringList notes(const RunPlan &plan);

/// What the calls of one model, or of all, will take.
struct Takings {
    int calls = 0;               ///< that are asked; cached ones are not
    int cached = 0;              ///< that the cache answers
    qint64 lowInputTokens = 0;   ///< the likely ones less the error of the count
    qint64 inputTokens = 0;      ///< likely: as counted, corrected by what providers told of earlier calls
    qint64 worstInputTokens = 0; ///< the upper bound of the count
    double inputError = 0;       ///< of the likely ones, as a share, in nearly all calls; 0: they are exact
    qint64 likelyOutputTokens = 0;
    qint64 worstOutputTokens = 0; ///< all caps
    Money low;                    ///< with the lowest input and no output at all
    Money likely;                 ///< with the output that the model gave before, else a quarter of the cap
    Money worstCase;              ///< with the most input and every cap used up; what a budget reserves
    Money saved;                  ///< what the cached calls would have cost, likely

    Takings &operator+=(const Takings &other);
    bool operator==(const Takings &) const = default;
};

/// How long the calls of a model take at least at its limits a minute, however fast it answers.
struct LeastTime {
    Milliseconds time{0};
    QString limit; ///< that makes it so: "120 requests a minute"; empty without limits, or where they hold nothing back

    bool operator==(const LeastTime &) const = default;
};

/// Before the start: what the run will take.
struct Estimate {
    Takings all;
    QList<Takings> models;       ///< in the order of the plan
    QList<LeastTime> leastTimes; ///< likewise; by the limits that were set
    int modelsWithoutPrice = 0;
};

/// What is known of earlier runs.
struct Experience {
    QSet<QString> cachedRequests;               ///< hashes that the cache answers
    QHash<QString, double> outputTokensByModel; ///< mean of an answer, by the model's name
    tokens::Calibration calibration = {};       ///< of counts of input, by the API's name of the model
};
[[nodiscard]] Result<Estimate> estimate(const RunPlan &plan, const Experience &experience = {});
/// Of every cell by index, as requesthash.h has it; empty for one that cannot be rendered. Errors: render, of a template that does not parse.
[[nodiscard]] Result<QStringList> requestHashes(const RunPlan &plan);

} // namespace assay::run
