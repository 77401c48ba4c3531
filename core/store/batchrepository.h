// SPDX-License-Identifier: GPL-3.0-or-later
// Batches of runs in a workspace. To be called inside a transaction, like the journal's records.
#pragma once

#include "core/run/batchrecord.h"
#include "core/store/database.h"

namespace assay::store {

/// One batch as a list shows it.
struct BatchSummary {
    run::BatchRecord batch; ///< without its attempts
    run::RunId run;
    QString model;
    QString provider;
    int answered = 0;
    int failed = 0; ///< also those that were never answered
    int open = 0;

    bool operator==(const BatchSummary &) const = default;
};

/// What of a run is with providers.
struct WaitingRun {
    run::RunId run;
    int batches = 0;
    int requests = 0; ///< without an answer so far
    int lost = 0;     ///< of them, those of which nobody knows what became of them

    bool operator==(const WaitingRun &) const = default;
};

class BatchRepository {
public:
    explicit BatchRepository(Database &database) : m_database(database) {}

    /// With its attempts, each as sent. Errors: conflict for a tag that is there; those of recordAttemptStarted().
    [[nodiscard]] Result<run::BatchId> create(run::RunId run, const run::BatchRecord &batch);
    /// State, job, reason and time of the last look. Errors: notFound.
    [[nodiscard]] Result<void> update(const run::BatchRecord &batch);
    /// The same, and these attempts ended without an answer. Errors: also those of recordAttemptFailed().
    [[nodiscard]] Result<void> close(run::RunId run, const run::BatchRecord &batch, const QList<run::Attempt> &failed);
    [[nodiscard]] Result<run::OpenBatches> open(run::RunId run);

    /// Newest first.
    [[nodiscard]] Result<QList<BatchSummary>> list();
    /// Errors: notFound.
    [[nodiscard]] Result<BatchSummary> summary(run::BatchId batch);
    /// Newest first.
    [[nodiscard]] Result<QList<WaitingRun>> waitingRuns();
    /// By the user's word: a lost batch is closed and its cells may be asked again. Its attempts stay without an end, since they may have been
    /// billed, and count with their reservations. Errors: conflict for a batch that is not lost; notFound.
    [[nodiscard]] Result<void> giveUp(run::BatchId batch);

private:
    Database &m_database;
};

} // namespace assay::store
