// SPDX-License-Identifier: GPL-3.0-or-later
// Answers of a batch that has ended come the way that live ones do: each with its attempt into the journal, then to grading. They are matched by key
// alone: in any order, and whatever is missing, twice, foreign or unreadable.
#pragma once

#include "core/run/batchstate.h"

namespace assay::run {

/// `takesFewer`: what came is taken for all that there is, also when the job told of more. Errors: those of the API, with nothing changed: the batch can
/// be collected again. When the journal fails the run stops, and what is not on record is
/// collected by a resume.
[[nodiscard]] QCoro::Task<Result<void>> collectBatch(std::shared_ptr<BatchRun> run, BatchRecord batch, provider::BatchJob job, bool takesFewer);

} // namespace assay::run
