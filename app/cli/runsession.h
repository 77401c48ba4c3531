// SPDX-License-Identifier: GPL-3.0-or-later
// Carries out one stored plan from the command line, with progress, until it ends or Ctrl+C.
#pragma once

#include "app/cli/console.h"

#include "core/run/runner.h"
#include "core/workspace/workspace.h"

namespace assay::cli {

struct SessionEnd {
    run::RunEnd end;
    bool wasInterrupted = false;
};

/// `sharedCap` is for runs that cost money.
[[nodiscard]] Result<SessionEnd> carryOut(workspace::Workspace &workspace, const run::RunPlan &plan, const QList<run::CellProgress> &progress, Money spent,
    const run::ModelFactory &factory, const Console &console, std::shared_ptr<run::SharedCap> sharedCap = {});

/// Says how many calls of a run may have been billed, and where to read of them; nothing when there are none.
void tellUnknownBills(workspace::Workspace &workspace, run::RunId run, const Console &console);

/// Done, not complete or interrupted, by how a run ended.
[[nodiscard]] int exitCodeOf(const SessionEnd &end);

} // namespace assay::cli
