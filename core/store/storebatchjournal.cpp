// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/storebatchjournal.h"

#include "core/store/batchrepository.h"
#include "core/store/queuedrecord.h"

namespace assay::store {

QFuture<Result<run::BatchId>> StoreBatchJournal::batchMade(run::RunId run, run::BatchRecord batch)
{
    return queueRecord(m_writer, [run, batch = std::move(batch)](Database &database) { return BatchRepository(database).create(run, batch); });
}

QFuture<Result<void>> StoreBatchJournal::batchChanged(run::BatchRecord batch)
{
    return queueRecord(m_writer, [batch = std::move(batch)](Database &database) { return BatchRepository(database).update(batch); });
}

QFuture<Result<void>> StoreBatchJournal::batchClosed(run::RunId run, run::BatchRecord batch, QList<run::Attempt> failed)
{
    return queueRecord(m_writer, [run, batch = std::move(batch), failed = std::move(failed)](Database &database) { return BatchRepository(database).close(run, batch, failed); });
}

QFuture<Result<run::OpenBatches>> StoreBatchJournal::openBatches(run::RunId run)
{
    return queueRecord(m_writer, [run](Database &database) { return BatchRepository(database).open(run); });
}

} // namespace assay::store
