// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/run/matrixmodel.h"

#include "ui/format/format.h"
#include "ui/theme/theme.h"

#include <QPoint>

#include <algorithm>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLineLength = 80;
constexpr int kItemColumn = 0;

int outcomeBit(const std::optional<run::Outcome> &outcome, run::Phase phase)
{
    if (!outcome)
        return phase == run::Phase::pending ? 16 : 8;
    switch (*outcome) {
    case run::Outcome::passed:
        return 1;
    case run::Outcome::failed:
        return 2;
    case run::Outcome::error:
        return 4;
    case run::Outcome::skipped:
        return 16;
    }
    Q_UNREACHABLE_RETURN(16);
}

QString itemTitle(const evalset::Item &item)
{
    for (const auto &variable : item.variables.object_range()) {
        if (variable.value().is_string())
            return item.key + u"  "_s + format::oneLine(toQString(variable.value()), kLineLength);
    }
    return item.key;
}

} // namespace

MatrixModel::MatrixModel(QObject *parent) : QAbstractTableModel(parent) {}

void MatrixModel::setRun(std::shared_ptr<const run::RunPlan> plan, const QList<run::CellResult> &cells)
{
    beginResetModel();
    m_plan = std::move(plan);
    m_cells.assign(static_cast<std::size_t>(m_plan->cellCount()), {});
    m_itemTitles.clear();
    for (const evalset::Item &item : m_plan->set.items)
        m_itemTitles.append(itemTitle(item));
    for (const run::CellResult &cell : cells)
        take(cell, cell.outcome ? run::Phase::done : run::Phase::pending);
    endResetModel();
}

void MatrixModel::clear()
{
    beginResetModel();
    m_plan.reset();
    m_cells.clear();
    m_itemTitles.clear();
    endResetModel();
}

void MatrixModel::take(const run::CellResult &result, run::Phase phase)
{
    if (result.cell < 0 || static_cast<std::size_t>(result.cell) >= m_cells.size())
        return;
    m_cells[static_cast<std::size_t>(result.cell)] = {phase, result.outcome, line(result)};
}

QString MatrixModel::line(const run::CellResult &result)
{
    const bool tellsReason = result.outcome && *result.outcome != run::Outcome::passed && *result.outcome != run::Outcome::failed;
    return format::oneLine(tellsReason ? result.reason : result.text, kLineLength);
}

void MatrixModel::apply(const run::LiveBatch &batch)
{
    if (!m_plan || batch.run != m_plan->id)
        return;
    std::vector<int> rows;
    rows.reserve(static_cast<std::size_t>(batch.changed.size()));
    for (const run::LiveCell &cell : batch.changed) {
        take(cell.result, cell.phase);
        rows.push_back(m_plan->cellKey(cell.cell).item);
    }
    std::ranges::sort(rows);
    const auto duplicates = std::ranges::unique(rows);
    rows.erase(duplicates.begin(), duplicates.end());
    const int lastColumn = columnCount() - 1;
    for (std::size_t first = 0; first < rows.size();) {
        std::size_t last = first;
        while (last + 1 < rows.size() && rows[last + 1] == rows[last] + 1)
            ++last;
        Q_EMIT dataChanged(index(rows[first], 1), index(rows[last], lastColumn), {Qt::DisplayRole, ToneRole, MarkRole, TextRole, RepeatsRole, SortRole, DiffersRole, OutcomesRole});
        first = last + 1;
    }
}

int MatrixModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() || !m_plan ? 0 : static_cast<int>(m_plan->set.items.size());
}

int MatrixModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() || !m_plan ? 0 : 1 + static_cast<int>(m_plan->versions.size() * m_plan->models.size());
}

int MatrixModel::firstCell(int row, int column) const
{
    const auto models = static_cast<int>(m_plan->models.size());
    return m_plan->cellIndex({.version = (column - 1) / models, .model = (column - 1) % models, .item = row, .repeat = 0});
}

const MatrixModel::Shown &MatrixModel::shown(int row, int column, int repeat) const
{
    return m_cells[static_cast<std::size_t>(firstCell(row, column) + repeat)];
}

int MatrixModel::cellAt(const QModelIndex &index) const
{
    return index.isValid() && index.column() > kItemColumn ? firstCell(index.row(), index.column()) : -1;
}

QString MatrixModel::columnTitle(int column) const
{
    if (!m_plan || column <= kItemColumn)
        return tr("item");
    const auto models = m_plan->models.size();
    return m_plan->versions.at((column - 1) / models).label() + u" · "_s + m_plan->models.at((column - 1) % models).model.name;
}

// Over repeats: an error stands out most, then what still runs, then the majority.
int MatrixModel::summaryTone(int row, int column) const
{
    int passed = 0;
    int failed = 0;
    bool running = false;
    bool skipped = false;
    for (int repeat = 0; repeat < m_plan->repeats; ++repeat) {
        const Shown &cell = shown(row, column, repeat);
        if (!cell.outcome) {
            running = running || cell.phase != run::Phase::pending;
            continue;
        }
        if (*cell.outcome == run::Outcome::error)
            return static_cast<int>(Tone::error);
        passed += *cell.outcome == run::Outcome::passed;
        failed += *cell.outcome == run::Outcome::failed;
        skipped = skipped || *cell.outcome == run::Outcome::skipped;
    }
    if (running)
        return static_cast<int>(Tone::running);
    if (passed + failed == 0)
        return static_cast<int>(skipped ? Tone::skipped : Tone::neutral);
    return static_cast<int>(2 * passed > passed + failed ? Tone::pass : Tone::fail);
}

QString MatrixModel::summaryText(int row, int column) const
{
    const auto tone = static_cast<Tone>(summaryTone(row, column));
    if (tone == Tone::pass || tone == Tone::neutral)
        return {};
    for (int repeat = 0; repeat < m_plan->repeats; ++repeat) {
        const Shown &cell = shown(row, column, repeat);
        const bool isIt = tone == Tone::running ? !cell.outcome && cell.phase != run::Phase::pending : cell.outcome && theme::tone(*cell.outcome) == tone;
        if (!isIt)
            continue;
        if (cell.phase == run::Phase::retrying)
            return tr("asks again");
        if (cell.phase == run::Phase::waiting)
            return tr("waits");
        return cell.text;
    }
    return {};
}

int MatrixModel::rowOutcomes(int row) const
{
    int bits = 0;
    for (int column = 1; column < columnCount(); ++column) {
        for (int repeat = 0; repeat < m_plan->repeats; ++repeat) {
            const Shown &cell = shown(row, column, repeat);
            bits |= outcomeBit(cell.outcome, cell.phase);
        }
    }
    return bits;
}

QVariant MatrixModel::data(const QModelIndex &index, int role) const
{
    if (!m_plan || !index.isValid())
        return {};
    switch (role) {
    case ItemKeyRole:
        return m_plan->set.items.at(index.row()).key;
    case OutcomesRole:
        return rowOutcomes(index.row());
    case DiffersRole: {
        const int graded = rowOutcomes(index.row()) & 7;
        return (graded & (graded - 1)) != 0;
    }
    default:
        return index.column() == kItemColumn ? itemData(index.row(), role) : cellData(index.row(), index.column(), role);
    }
}

QVariant MatrixModel::itemData(int row, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return m_itemTitles.at(row);
    case SortRole:
        return row;
    case CellRole:
        return -1;
    default:
        return {};
    }
}

QVariant MatrixModel::cellData(int row, int column, int role) const
{
    const auto tone = static_cast<Tone>(summaryTone(row, column));
    const QString mark = tone == Tone::neutral ? QString() : theme::mark(tone);
    switch (role) {
    case ToneRole:
        return static_cast<int>(tone);
    case MarkRole:
        return mark;
    case TextRole:
        return summaryText(row, column);
    case Qt::DisplayRole: {
        const QString text = summaryText(row, column);
        return text.isEmpty() ? mark : QString(mark + u" "_s + text);
    }
    case RepeatsRole: {
        if (m_plan->repeats < 2)
            return {};
        QPoint passedOfDone;
        for (int repeat = 0; repeat < m_plan->repeats; ++repeat) {
            const auto &outcome = shown(row, column, repeat).outcome;
            passedOfDone += QPoint(outcome == run::Outcome::passed, outcome.has_value());
        }
        return passedOfDone;
    }
    case CellRole:
        return firstCell(row, column);
    case SortRole:
        return tone == Tone::error ? 0 : tone == Tone::fail ? 1 : tone == Tone::running ? 2 : tone == Tone::pass ? 4 : 3;
    case Qt::ToolTipRole:
        return QString(m_plan->set.items.at(row).key + u" · "_s + columnTitle(column));
    case Qt::AccessibleTextRole:
        return QString(m_plan->set.items.at(row).key + u", "_s + columnTitle(column) + u", "_s + mark + u" "_s + summaryText(row, column));
    default:
        return {};
    }
}

QVariant MatrixModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::DisplayRole)
        return columnTitle(section);
    return {};
}

} // namespace assay::ui
