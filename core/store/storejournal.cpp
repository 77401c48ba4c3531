// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/storejournal.h"

#include "core/store/journalrecords.h"
#include "core/store/queuedrecord.h"

namespace assay::store {

QFuture<Result<void>> StoreJournal::attemptStarted(run::RunId run, run::Attempt attempt)
{
    return queueRecord(m_writer, [run, attempt = std::move(attempt)](Database &database) { return recordAttemptStarted(database, run, attempt); });
}

QFuture<Result<void>> StoreJournal::attemptFailed(run::RunId run, run::Attempt attempt)
{
    return queueRecord(m_writer, [run, attempt = std::move(attempt)](Database &database) { return recordAttemptFailed(database, run, attempt); });
}

QFuture<Result<void>> StoreJournal::attemptAnswered(run::RunId run, run::Attempt attempt, run::Response response)
{
    return queueRecord(
        m_writer, [run, attempt = std::move(attempt), response = std::move(response)](Database &database) { return recordAttemptAnswered(database, run, attempt, response); });
}

QFuture<Result<void>> StoreJournal::cellCached(run::RunId run, run::Response response)
{
    return queueRecord(m_writer, [run, response = std::move(response)](Database &database) { return recordCellCached(database, run, response); });
}

QFuture<Result<void>> StoreJournal::cellEnded(run::RunId run, run::CellEnd end)
{
    return queueRecord(m_writer, [run, end = std::move(end)](Database &database) { return recordCellEnded(database, run, end); });
}

QFuture<Result<void>> StoreJournal::eventHappened(run::RunId run, run::RunEvent event)
{
    return queueRecord(m_writer, [run, event = std::move(event)](Database &database) { return recordEvent(database, run, event); });
}

QFuture<Result<void>> StoreJournal::runStateChanged(run::RunId run, run::RunState state, QString reason)
{
    const UtcTime now = m_clock.utcNow();
    return queueRecord(m_writer, [run, state, reason = std::move(reason), now](Database &database) { return recordRunState(database, run, state, reason, now); });
}

} // namespace assay::store
