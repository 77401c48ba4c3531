// SPDX-License-Identifier: GPL-3.0-or-later
// The engine's journal into a workspace: each event becomes a job of the writer, in the order of the calls.
#pragma once

#include "core/run/journal.h"
#include "core/store/job.h"
#include "core/store/storebatchjournal.h"

namespace assay::store {

class StoreJournal final : public run::Journal {
public:
    /// Both must outlive the journal.
    StoreJournal(JobQueue &writer, const Clock &clock) : m_writer(writer), m_clock(clock), m_batches(writer) {}

    [[nodiscard]] QFuture<Result<void>> attemptStarted(run::RunId run, run::Attempt attempt) override;
    [[nodiscard]] QFuture<Result<void>> attemptFailed(run::RunId run, run::Attempt attempt) override;
    [[nodiscard]] QFuture<Result<void>> attemptAnswered(run::RunId run, run::Attempt attempt, run::Response response) override;
    [[nodiscard]] QFuture<Result<void>> cellCached(run::RunId run, run::Response response) override;
    [[nodiscard]] QFuture<Result<void>> cellEnded(run::RunId run, run::CellEnd end) override;
    [[nodiscard]] QFuture<Result<void>> eventHappened(run::RunId run, run::RunEvent event) override;
    [[nodiscard]] QFuture<Result<void>> runStateChanged(run::RunId run, run::RunState state, QString reason) override;
    [[nodiscard]] run::BatchJournal *batches() override { return &m_batches; }

private:
    JobQueue &m_writer;
    const Clock &m_clock;
    StoreBatchJournal m_batches;
};

} // namespace assay::store
