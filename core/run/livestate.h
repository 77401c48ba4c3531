// SPDX-License-Identifier: GPL-3.0-or-later
// Where the engine notes what changes, and from which the batches are cut. A delta costs an append and a flag; sums are kept as cells move.
#pragma once

#include "core/run/live.h"

#include <deque>

namespace assay::run {

class LiveState {
public:
    explicit LiveState(const RunPlan &plan, const Clock &clock);

    /// A cell that was done before this sitting.
    void addDone(const CellResult &result);
    /// What earlier sittings took for a cell that is still open.
    void addOpen(int cell, int attempts, std::optional<Money> cost);

    void setPhase(int cell, Phase phase);
    void attemptStarted(int cell, UtcTime at, Money reserved);
    void appendText(int cell, const QString &piece);
    /// The attempt is over: its reservation becomes its cost; nothing when the model has no price.
    void attemptEnded(int cell, Money reserved, std::optional<Money> cost);
    void retryIn(int cell, Milliseconds delay);
    void answered(int cell, const Response &response);
    /// The cell is open again, as if never asked.
    void reopened(int cell);
    void done(const CellResult &result);
    [[nodiscard]] const CellResult &result(int cell) const { return m_cells[static_cast<std::size_t>(cell)].result; }

    void addEvent(const RunEvent &event) { m_events.append(event); }
    void setPaused(bool paused);
    [[nodiscard]] bool hasChanged() const { return !m_dirty.empty() || !m_events.isEmpty(); }
    [[nodiscard]] QList<ColumnTotals> columns() const;
    /// What changed since the last call.
    [[nodiscard]] LiveBatch takeBatch(RunState state, const QString &reason, std::optional<Money> budget, bool isLast);

private:
    struct Column {
        Totals done; ///< of cells that are done
        int inFlight = 0;
        int openRetries = 0; ///< of cells that are not
        Money openSettled;   ///< likewise
        Money reserved;
    };
    [[nodiscard]] Column &columnOf(int cell);
    LiveCell &touch(int cell);
    void addCost(LiveCell &live, std::optional<Money> cost);
    [[nodiscard]] Milliseconds elapsed() const;
    [[nodiscard]] double outputPace();
    [[nodiscard]] std::optional<Milliseconds> remaining(const Totals &all) const;

    const RunPlan &m_plan;
    const Clock &m_clock;
    std::vector<LiveCell> m_cells;
    std::vector<bool> m_isDirty;
    std::vector<int> m_dirty;
    std::vector<Column> m_columns;
    struct PaceMark {
        SteadyTime at;
        qint64 characters;
    };
    std::deque<PaceMark> m_pace;
    QList<RunEvent> m_events;
    qint64 m_characters = 0;
    int m_doneBefore = 0;
    SteadyTime m_startedAt;
    std::optional<SteadyTime> m_pausedAt;
    std::chrono::nanoseconds m_pausedFor{0};
};

} // namespace assay::run
