// SPDX-License-Identifier: GPL-3.0-or-later
// Carries out one stored plan from the command line, with progress, until it ends or Ctrl+C. Batches stay with their providers then.
#pragma once

#include "app/cli/console.h"

#include "core/run/runner.h"
#include "core/workspace/workspace.h"

namespace assay::cli {

struct SessionEnd {
    run::RunEnd end;
    bool wasInterrupted = false;
};

[[nodiscard]] Result<SessionEnd> carryOut(workspace::Workspace &workspace, const run::RunPlan &plan, const QList<run::CellProgress> &progress, Money spent,
    const run::ModelFactory &factory, const Console &console, const run::RunnerOptions &options = {});

/// Says how many calls of a run may have been billed, and where to read of them; nothing when there are none.
void tellUnknownBills(workspace::Workspace &workspace, run::RunId run, const Console &console);

/// Done, not complete or interrupted, by how a run ended.
[[nodiscard]] int exitCodeOf(const SessionEnd &end);

} // namespace assay::cli
