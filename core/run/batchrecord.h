// SPDX-License-Identifier: GPL-3.0-or-later
// A batch as it is on record, and where its steps are put down. Everything about it is durable before the step after it: a program that is gone at any
// moment finds out from here, and from the provider, what it had handed over.
#pragma once

#include "core/run/cellresult.h"

#include <QFuture>
#include <QSet>

namespace assay::run {

using BatchId = Id<struct BatchTag>;

enum class BatchState {
    submitting, ///< on its way; without a job's id it has to be looked for at the provider before anything is handed over again
    working,    ///< the provider has it
    collected,  ///< its answers are here
    failed,     ///< refused as a whole, never arrived, or given up: its open cells may be asked again
    lost        ///< nobody can tell what became of it: not asked again without the user's word, since it may have been billed
};
[[nodiscard]] QString toText(BatchState state);
[[nodiscard]] std::optional<BatchState> batchStateFromText(QStringView text);

struct BatchRecord {
    BatchId id; ///< invalid until stored
    int model = 0;
    QString tag;   ///< ours, unique: what the job is found again by
    QString jobId; ///< the provider's; empty until told
    BatchState state = BatchState::submitting;
    QString reason; ///< what the provider said last, or why it is closed
    int requests = 0;
    UtcTime submittedAt;
    std::optional<UtcTime> lookedAt;
    QList<Attempt> open; ///< its attempts that have not ended

    /// Its cells wait for it, and must not be asked otherwise.
    [[nodiscard]] bool isOpen() const { return state != BatchState::collected && state != BatchState::failed; }
    bool operator==(const BatchRecord &) const = default;
};

/// What a run that goes on has to know.
struct OpenBatches {
    QList<BatchRecord> batches; ///< of the run, those that are open
    QSet<QString> knownJobs;    ///< of all runs in the workspace
};

/// Used from the engine's thread. Futures and order as Journal has them.
class BatchJournal {
public:
    virtual ~BatchJournal() = default;
    /// The batch with all its attempts in one transaction, before anything is sent.
    [[nodiscard]] virtual QFuture<Result<BatchId>> batchMade(RunId run, BatchRecord batch) = 0;
    /// State, job, reason and time of the last look.
    [[nodiscard]] virtual QFuture<Result<void>> batchChanged(BatchRecord batch) = 0;
    /// The same, with the attempts that ended without an answer, in one transaction.
    [[nodiscard]] virtual QFuture<Result<void>> batchClosed(RunId run, BatchRecord batch, QList<Attempt> failed) = 0;
    [[nodiscard]] virtual QFuture<Result<OpenBatches>> openBatches(RunId run) = 0;
};

} // namespace assay::run
