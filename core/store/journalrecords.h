// SPDX-License-Identifier: GPL-3.0-or-later
// What a run writes while it goes on, one function an event; each is to be called inside one transaction.
// Errors: conflict, when the record contradicts what is there (an attempt that ended twice, a second answer); notFound; those of the disk.
#pragma once

#include "core/run/journal.h"
#include "core/store/database.h"

namespace assay::store {

[[nodiscard]] Result<void> recordAttemptStarted(Database &database, run::RunId run, const run::Attempt &attempt);
[[nodiscard]] Result<void> recordAttemptFailed(Database &database, run::RunId run, const run::Attempt &attempt);
/// Attempt, answer, and the cell's figures.
[[nodiscard]] Result<void> recordAttemptAnswered(Database &database, run::RunId run, const run::Attempt &attempt, const run::Response &response);
/// An answer that nothing was asked for, and the cell's figures.
[[nodiscard]] Result<void> recordCellCached(Database &database, run::RunId run, const run::Response &response);
/// The outcome, its grades instead of earlier ones, and the run's count of done cells.
[[nodiscard]] Result<void> recordCellEnded(Database &database, run::RunId run, const run::CellEnd &end);
[[nodiscard]] Result<void> recordEvent(Database &database, run::RunId run, const run::RunEvent &event);
/// Also when it ended, or that it goes on.
[[nodiscard]] Result<void> recordRunState(Database &database, run::RunId run, run::RunState state, const QString &reason, UtcTime now);

} // namespace assay::store
