// SPDX-License-Identifier: GPL-3.0-or-later
// Runs and their cells in a workspace. No query here grows with the number of other runs.
#pragma once

#include "core/run/attemptrecord.h"
#include "core/run/journal.h"
#include "core/run/totals.h"
#include "core/store/database.h"

namespace assay::store {

struct RunSummary {
    run::RunId id;
    run::RunState state = run::RunState::running;
    QString reason;
    UtcTime createdAt;
    std::optional<UtcTime> endedAt;
    QString setName;
    int setRevision = 0;
    QStringList versions; ///< "triage@3"
    QStringList models;
    int cells = 0;
    int done = 0; ///< with an outcome other than skipped
    bool isSimulated = false;
    bool operator==(const RunSummary &) const = default;
};

/// How a version did in a run on one of its models.
struct ColumnHistory {
    run::RunId run;
    UtcTime at; ///< when the run was made
    run::RunState state = run::RunState::running;
    QString setName;
    int setRevision = 0;
    int version = 0; ///< number
    QString model;
    bool isSimulated = false;
    run::Totals totals; ///< cells and outcomes alone; compare::passRate() makes the rate of them
    bool operator==(const ColumnHistory &) const = default;
};

/// What a run asked for so far.
struct RequestCounts {
    int requests = 0;
    int retries = 0;     ///< beyond a cell's first
    int rateLimited = 0; ///< refused as too many
    int failed = 0;      ///< with those
    int lost = 0;        ///< that may have been billed: they broke off, or nobody saw their end and nobody waits for it
    Money lostAtMost;    ///< what those could have cost
    bool operator==(const RequestCounts &) const = default;
};

class RunRepository {
public:
    explicit RunRepository(Database &database) : m_database(database) {}

    /// Stores the plan with all its cells; returns it with its id. Versions and set must be of this workspace.
    [[nodiscard]] Result<run::RunPlan> create(const run::RunPlan &plan);
    [[nodiscard]] Result<QList<RunSummary>> list(int limit = 200); ///< newest first
    [[nodiscard]] Result<RunSummary> summary(run::RunId run);
    [[nodiscard]] Result<std::optional<run::RunId>> newest();
    /// Who used a prompt, and how it did: of each of its versions, or of one, in the newest runs that have it, newest first, a row a version and model.
    [[nodiscard]] Result<QList<ColumnHistory>> history(const QString &promptName, std::optional<int> number = {}, int newestRuns = 100);
    /// The plan as it was made: same versions, revision, models, prices, order.
    [[nodiscard]] Result<run::RunPlan> plan(run::RunId run);
    /// Every cell of the run by index, its text cut to 400 characters.
    [[nodiscard]] Result<QList<run::CellResult>> cells(run::RunId run);
    [[nodiscard]] Result<run::CellDetail> cell(run::RunId run, int cell);
    /// For a resume: what is on record of each cell.
    [[nodiscard]] Result<QList<run::CellProgress>> progress(run::RunId run);
    /// For each request hash that has one the newest answer that was asked for, at or after `since`: of one run (then also what that took from the
    /// cache), or of all that did not turn the cache off.
    [[nodiscard]] Result<QHash<QString, run::Response>> answers(const QStringList &requestHashes, std::optional<UtcTime> since, std::optional<run::RunId> from);
    /// What earlier runs tell of this plan: which of its requests the cache would answer, and how long each model's answers were lately. Errors:
    /// also those of a prompt version that does not parse.
    [[nodiscard]] Result<run::Experience> experience(const run::RunPlan &plan);
    /// How what was counted beforehand and what providers told compared in the newest answers, by the API's names of the models.
    [[nodiscard]] Result<tokens::Calibration> calibration();
    /// Every request of the run, in the order in which they left, and every answer from its cache. `goesOn`: the run is carried out right now, so
    /// that a request without an end is under way, and not lost.
    [[nodiscard]] Result<QList<run::AttemptRecord>> log(run::RunId run, bool goesOn = false);
    /// The same of `count` cells from `first` on.
    [[nodiscard]] Result<QList<run::AttemptRecord>> log(const run::RunPlan &plan, int first, int count, bool goesOn);
    [[nodiscard]] Result<RequestCounts> requestCounts(run::RunId run, bool goesOn = false);
    /// In the order in which they happened.
    [[nodiscard]] Result<QList<run::RunEvent>> events(run::RunId run);
    /// What the run counts for under a cap: what attempts cost where it was told, and the whole reservation of those that may have been billed.
    [[nodiscard]] Result<Money> spent(run::RunId run);
    /// The same for each model of the plan, by its index.
    [[nodiscard]] Result<QList<Money>> spentByModel(run::RunId run);
    /// Attempts of which nobody knows whether and how much they were billed: their end was not seen, or they broke off.
    [[nodiscard]] Result<run::UnknownBills> unknownBills(run::RunId run);
    [[nodiscard]] Result<void> setBudget(run::RunId run, std::optional<Money> budget);

private:
    Database &m_database;
};

} // namespace assay::store
