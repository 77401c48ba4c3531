// SPDX-License-Identifier: GPL-3.0-or-later
// Finds out what became of a submission that nobody saw the answer to. By its tag where the API keeps one; else by what only our batch can have: the
// keys in its results, looked for in every job with as many requests that is not known otherwise.
#pragma once

#include "core/run/batchstate.h"

namespace assay::run {

/// The batch with its job on record; nothing when it has none, and what that means has been put down: it never arrived, it is lost, or the run ends here
/// and it is looked for again the next time.
[[nodiscard]] QCoro::Task<std::optional<BatchRecord>> findJob(std::shared_ptr<BatchRun> run, BatchRecord batch);

/// True when a list of the newest jobs reaches back beyond the moment, also when a clock is off by up to an hour.
[[nodiscard]] bool reachesBack(const QList<provider::BatchJob> &newest, UtcTime moment);
/// Jobs that can be the batch: as many requests, not known, not too old.
[[nodiscard]] QList<provider::BatchJob> candidates(const QList<provider::BatchJob> &newest, const BatchRecord &batch, const QSet<QString> &knownJobs);

} // namespace assay::run
