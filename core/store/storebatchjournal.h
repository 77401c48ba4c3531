// SPDX-License-Identifier: GPL-3.0-or-later
// The engine's batches into a workspace, in one line with the rest of its journal.
#pragma once

#include "core/run/batchrecord.h"
#include "core/store/job.h"

namespace assay::store {

class StoreBatchJournal final : public run::BatchJournal {
public:
    /// Must outlive the journal.
    explicit StoreBatchJournal(JobQueue &writer) : m_writer(writer) {}

    [[nodiscard]] QFuture<Result<run::BatchId>> batchMade(run::RunId run, run::BatchRecord batch) override;
    [[nodiscard]] QFuture<Result<void>> batchChanged(run::BatchRecord batch) override;
    [[nodiscard]] QFuture<Result<void>> batchClosed(run::RunId run, run::BatchRecord batch, QList<run::Attempt> failed) override;
    [[nodiscard]] QFuture<Result<run::OpenBatches>> openBatches(run::RunId run) override;

private:
    JobQueue &m_writer;
};

} // namespace assay::store
