// SPDX-License-Identifier: GPL-3.0-or-later
// How every sitting of a run begins and ends, whatever its mode.
#pragma once

#include "core/run/runstate.h"

namespace assay::run {

/// Errors: parse, naming the version.
[[nodiscard]] Result<void> compileVersions(RunShared &shared);

/// What earlier sittings left: done cells are shown, answers without a grade are graded, the rest is to be asked. True for a cell that is not.
[[nodiscard]] std::vector<bool> takeProgress(const std::shared_ptr<RunShared> &shared, const QList<CellProgress> &progress);

/// Of a run whose `fatal` says why it could not go on.
[[nodiscard]] RunEnd failedEnd(const RunShared &shared);

/// Puts it on record. An end that could not be written is a failure, told where there is no worse one to tell.
[[nodiscard]] QCoro::Task<RunEnd> keepEnd(std::shared_ptr<RunShared> shared, RunEnd end);

} // namespace assay::run
