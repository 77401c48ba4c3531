// SPDX-License-Identifier: GPL-3.0-or-later
// A run's progress on standard error: a small table that redraws itself on a terminal, a line every few seconds elsewhere, nothing with --quiet.
#pragma once

#include "app/cli/console.h"

#include "core/run/live.h"

namespace assay::cli {

class Progress {
public:
    Progress(const Console &console, const run::RunPlan &plan);
    /// On the thread that made it.
    void show(const run::LiveBatch &batch);

    /// The table's lines, without cursor movement: one a column, then the total, then what limits models.
    [[nodiscard]] static QStringList lines(const Console &console, const run::RunPlan &plan, const run::LiveBatch &batch);

private:
    void tellEvents(const run::LiveBatch &batch);
    void redraw(const run::LiveBatch &batch);
    void writeLine(const run::LiveBatch &batch);

    const Console &m_console;
    const run::RunPlan &m_plan;
    qsizetype m_drawn = 0; ///< lines that the next drawing replaces
    Milliseconds m_nextDrawing{0};
    int m_done = -1; ///< cells, in the last line
    Milliseconds m_nextIdleLine{0};
};

} // namespace assay::cli
