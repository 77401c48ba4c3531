// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/results/cellsmodel.h"

#include "ui/format/format.h"
#include "ui/theme/theme.h"

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype kLineLength = 120;
}

CellsModel::CellsModel(QObject *parent) : QAbstractTableModel(parent) {}

void CellsModel::setRun(std::shared_ptr<const run::RunPlan> plan, const QList<run::CellResult> &cells)
{
    beginResetModel();
    m_plan = std::move(plan);
    m_cells = cells;
    endResetModel();
}

QModelIndex CellsModel::indexOfCell(int cell) const
{
    const auto found = std::ranges::find(m_cells, cell, &run::CellResult::cell);
    return found == m_cells.end() ? QModelIndex() : index(static_cast<int>(found - m_cells.begin()), 0);
}

int CellsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_cells.size());
}

int CellsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString CellsModel::text(const run::CellResult &cell, int column) const
{
    switch (column) {
    case ItemColumn:
        return m_plan->repeats > 1 ? u"%1  %2/%3"_s.arg(cell.itemKey, QString::number(cell.key.repeat + 1), QString::number(m_plan->repeats)) : cell.itemKey;
    case VersionColumn:
        return m_plan->versions.at(cell.key.version).label();
    case ModelColumn:
        return m_plan->models.at(cell.key.model).model.name;
    case OutcomeColumn:
        return cell.outcome ? QString(theme::mark(theme::tone(*cell.outcome)) + u" "_s + run::toText(*cell.outcome)) : tr("– not done");
    case AnswerColumn:
        return format::oneLine(cell.reason.isEmpty() ? cell.text : cell.reason, kLineLength);
    case LatencyColumn:
        return cell.latency ? format::duration(*cell.latency, true) : u"–"_s;
    case OutputColumn:
        return cell.usage ? format::count(cell.usage->output) : u"–"_s;
    case CostColumn:
        if (cell.isCached)
            return tr("%1 cached").arg(format::money(Money()));
        return cell.cost ? format::money(*cell.cost) : u"–"_s;
    default:
        return {};
    }
}

QVariant CellsModel::sortValue(const run::CellResult &cell, int column) const
{
    switch (column) {
    case VersionColumn:
        return cell.key.version;
    case ModelColumn:
        return cell.key.model;
    case OutcomeColumn:
        return cell.outcome ? static_cast<int>(*cell.outcome) : -1;
    case LatencyColumn:
        return QVariant::fromValue<qint64>(cell.latency ? cell.latency->count() : -1);
    case OutputColumn:
        return QVariant::fromValue<qint64>(cell.usage ? cell.usage->output : -1);
    case CostColumn:
        return QVariant::fromValue<qint64>(cell.cost ? cell.cost->picoUsd() : -1);
    default:
        return text(cell, column);
    }
}

QVariant CellsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || !m_plan)
        return {};
    const run::CellResult &cell = m_cells.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(cell, index.column());
    case Qt::ToolTipRole:
        if (index.column() == CostColumn && cell.isCached)
            return tr("The answer was in the workspace: nothing was asked, nothing was paid.");
        return index.column() == AnswerColumn ? QVariant(format::toolTip(cell.reason.isEmpty() ? cell.text : cell.reason)) : QVariant();
    case Qt::TextAlignmentRole:
        return QVariant(Qt::Alignment(index.column() >= LatencyColumn ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter));
    case Qt::ForegroundRole:
        return index.column() == OutcomeColumn && cell.outcome ? QVariant(theme::foreground(theme::tone(*cell.outcome))) : QVariant();
    case WholeTextRole:
        return cell.reason.isEmpty() ? cell.text : cell.reason;
    case SortRole:
        return sortValue(cell, index.column());
    case CellRole:
        return cell.cell;
    case OutcomeRole:
        return cell.outcome ? static_cast<int>(*cell.outcome) : -1;
    default:
        return {};
    }
}

QVariant CellsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::Alignment(section >= LatencyColumn ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter));
    if (role != Qt::DisplayRole)
        return {};
    const QStringList titles{tr("item"), tr("version"), tr("model"), tr("outcome"), tr("answer or reason"), tr("latency"), tr("out"), tr("cost")};
    return titles.value(section);
}

} // namespace assay::ui
