// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/livestate.h"

namespace assay::run {

namespace {

constexpr qsizetype kMostText = 4'000;
constexpr qsizetype kListText = 400; // what a done cell keeps
constexpr auto kPaceWindow = std::chrono::seconds(3);
constexpr double kCharactersPerToken = 4;
constexpr int kEnoughForPace = 8;

} // namespace

LiveState::LiveState(const RunPlan &plan, const Clock &clock)
    : m_plan(plan),
      m_clock(clock),
      m_cells(static_cast<std::size_t>(plan.cellCount())),
      m_isDirty(m_cells.size()),
      m_startedAt(clock.steadyNow())
{
    for (std::size_t i = 0; i < m_cells.size(); ++i) {
        const auto cell = static_cast<int>(i);
        m_cells[i].cell = cell;
        m_cells[i].result.cell = cell;
        m_cells[i].result.key = plan.cellKey(cell);
        m_cells[i].result.itemKey = plan.set.items.at(m_cells[i].result.key.item).key;
    }
    for (const ColumnTotals &column : emptyColumns(plan))
        m_columns.push_back({.done = column.totals});
}

LiveState::Column &LiveState::columnOf(int cell)
{
    const CellKey key = m_plan.cellKey(cell);
    return m_columns[static_cast<std::size_t>(key.version * m_plan.models.size() + key.model)];
}

LiveCell &LiveState::touch(int cell)
{
    const auto index = static_cast<std::size_t>(cell);
    if (!m_isDirty[index]) {
        m_isDirty[index] = true;
        m_dirty.push_back(cell);
    }
    return m_cells[index];
}

void LiveState::addDone(const CellResult &result)
{
    LiveCell &live = touch(result.cell);
    live.phase = Phase::done;
    live.result = result;
    live.result.text.truncate(kListText);
    addCell(columnOf(result.cell).done, result);
    ++m_doneBefore;
}

void LiveState::addOpen(int cell, int attempts, std::optional<Money> cost)
{
    LiveCell &live = touch(cell);
    live.result.attempts = attempts;
    columnOf(cell).openRetries += std::max(0, attempts - 1);
    addCost(live, cost);
}

void LiveState::addCost(LiveCell &live, std::optional<Money> cost)
{
    if (!cost)
        return;
    live.result.cost = live.result.cost.value_or(Money()) + *cost;
    columnOf(live.cell).openSettled += *cost;
}

void LiveState::setPhase(int cell, Phase phase)
{
    touch(cell).phase = phase;
}

void LiveState::attemptStarted(int cell, UtcTime at, Money reserved)
{
    LiveCell &live = touch(cell);
    live.phase = Phase::asking;
    live.startedAt = at;
    live.retryIn.reset();
    live.result.text.clear();
    Column &column = columnOf(cell);
    ++column.inFlight;
    column.reserved += reserved;
    if (++live.result.attempts > 1)
        ++column.openRetries;
}

void LiveState::appendText(int cell, const QString &piece)
{
    LiveCell &live = touch(cell);
    live.phase = Phase::streaming;
    m_characters += piece.size();
    if (const qsizetype room = kMostText - live.result.text.size(); room > 0)
        live.result.text += QStringView(piece).left(room);
}

void LiveState::attemptEnded(int cell, Money reserved, std::optional<Money> cost)
{
    Column &column = columnOf(cell);
    --column.inFlight;
    column.reserved -= reserved;
    addCost(touch(cell), cost);
}

void LiveState::retryIn(int cell, Milliseconds delay)
{
    LiveCell &live = touch(cell);
    live.phase = Phase::retrying;
    live.retryIn = delay;
    live.result.text.clear();
}

void LiveState::answered(int cell, const Response &response)
{
    LiveCell &live = touch(cell);
    if (live.phase != Phase::streaming)
        m_characters += response.completion.text.size();
    live.phase = Phase::grading;
    live.result.text = response.completion.text.left(kMostText);
    live.result.usage = response.completion.usage;
    live.result.latency = response.latency;
    live.result.timeToFirstToken = response.timeToFirstToken;
    live.result.isCached = response.isCached();
    if (response.isCached())
        live.result.cost = live.result.cost.value_or(Money());
}

void LiveState::reopened(int cell)
{
    LiveCell &live = touch(cell);
    live.phase = Phase::pending;
    live.result.text.clear();
}

void LiveState::done(const CellResult &result)
{
    LiveCell &live = touch(result.cell);
    live.phase = Phase::done;
    live.retryIn.reset();
    live.result = result;
    live.result.text.truncate(kListText);
    Column &column = columnOf(result.cell);
    column.openSettled -= result.cost.value_or(Money());
    column.openRetries -= std::max(0, result.attempts - 1);
    addCell(column.done, result);
}

void LiveState::setPaused(bool paused)
{
    if (paused && !m_pausedAt)
        m_pausedAt = m_clock.steadyNow();
    else if (!paused && m_pausedAt)
        m_pausedFor += m_clock.steadyNow() - *std::exchange(m_pausedAt, std::nullopt);
}

Milliseconds LiveState::elapsed() const
{
    const SteadyTime until = m_pausedAt.value_or(m_clock.steadyNow());
    return std::chrono::duration_cast<Milliseconds>(until - m_startedAt - m_pausedFor);
}

// Characters stand for tokens here: while a stream runs, nobody has told the tokens yet.
double LiveState::outputPace()
{
    const SteadyTime now = m_clock.steadyNow();
    m_pace.push_back({now, m_characters});
    while (m_pace.size() > 2 && now - m_pace.front().at > kPaceWindow)
        m_pace.pop_front();
    const std::chrono::duration<double> window = now - m_pace.front().at;
    if (window.count() <= 0)
        return 0;
    return static_cast<double>(m_characters - m_pace.front().characters) / kCharactersPerToken / window.count();
}

std::optional<Milliseconds> LiveState::remaining(const Totals &all) const
{
    const int doneNow = all.done() - m_doneBefore;
    if (doneNow < kEnoughForPace)
        return std::nullopt;
    const double perCell = static_cast<double>(elapsed().count()) / doneNow;
    return Milliseconds(static_cast<qint64>(perCell * (all.cells - all.done())));
}

QList<ColumnTotals> LiveState::columns() const
{
    QList<ColumnTotals> columns = emptyColumns(m_plan);
    for (qsizetype i = 0; i < columns.size(); ++i) {
        const Column &column = m_columns[static_cast<std::size_t>(i)];
        Totals &totals = columns[i].totals;
        totals = column.done;
        totals.inFlight = column.inFlight;
        totals.retries += column.openRetries;
        totals.settled += column.openSettled;
        totals.reserved = column.reserved;
    }
    return columns;
}

LiveBatch LiveState::takeBatch(RunState state, const QString &reason, std::optional<Money> budget, bool isLast)
{
    LiveBatch batch{.run = m_plan.id, .state = state, .reason = reason};
    batch.changed.reserve(static_cast<qsizetype>(m_dirty.size()));
    for (const int cell : std::exchange(m_dirty, {})) {
        m_isDirty[static_cast<std::size_t>(cell)] = false;
        batch.changed.append(m_cells[static_cast<std::size_t>(cell)]);
    }
    batch.columns = columns();
    batch.all = sum(batch.columns);
    batch.budget = budget;
    batch.elapsed = elapsed();
    batch.remaining = remaining(batch.all);
    batch.outputTokensPerSecond = outputPace();
    batch.events = std::exchange(m_events, {});
    batch.isLast = isLast;
    return batch;
}

} // namespace assay::run
