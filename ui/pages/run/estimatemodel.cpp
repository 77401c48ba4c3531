// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/run/estimatemodel.h"

#include "ui/format/format.h"
#include "ui/theme/theme.h"

#include <algorithm>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

// Counted here, and not by the provider.
QString about(const QString &count)
{
    return u"≈ "_s + count;
}

} // namespace

EstimateModel::EstimateModel(QObject *parent) : QAbstractTableModel(parent) {}

void EstimateModel::setEstimate(const run::RunPlan &plan, const run::Estimate &estimate)
{
    beginResetModel();
    m_rows.clear();
    for (qsizetype i = 0; i < plan.models.size(); ++i) {
        const run::PlannedModel &model = plan.models.at(i);
        m_rows.append({model.model.name, estimate.models.value(i), model.price ? Priced::all : Priced::none, false, model.provider.isSimulated()});
    }
    if (plan.models.size() > 1) {
        const bool isAnyKnown = estimate.modelsWithoutPrice < plan.models.size();
        const bool isSimulated = std::ranges::all_of(m_rows, &Row::isSimulated);
        m_rows.append({tr("all"), estimate.all, estimate.modelsWithoutPrice == 0 ? Priced::all : isAnyKnown ? Priced::some : Priced::none, true, isSimulated});
    }
    endResetModel();
}

void EstimateModel::clear()
{
    beginResetModel();
    m_rows.clear();
    endResetModel();
}

int EstimateModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int EstimateModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString EstimateModel::money(const Row &row, Money amount)
{
    switch (row.priced) {
    case Priced::none:
        return tr("unknown");
    case Priced::some:
        return tr("%1 + unknown").arg(format::money(amount));
    case Priced::all:
        return format::money(amount);
    }
    Q_UNREACHABLE_RETURN({});
}

QString EstimateModel::text(const Row &row, int column)
{
    const run::Takings &takings = row.takings;
    switch (column) {
    case ModelColumn:
        return row.isSimulated && !row.isTotal ? row.name + u" "_s + theme::mark(Tone::simulated) : row.name;
    case CallsColumn:
        return format::count(takings.calls);
    case StoredColumn:
        return takings.cached > 0 ? format::count(takings.cached) : u"–"_s;
    case SavedColumn:
        return takings.cached > 0 ? about(money(row, takings.saved)) : u"–"_s;
    case InputColumn:
        return about(format::tokens(takings.inputTokens));
    case OutputColumn:
        return about(format::tokens(takings.likelyOutputTokens));
    case LowColumn:
        return money(row, takings.low);
    case LikelyColumn:
        return money(row, takings.likely);
    case WorstColumn:
        return money(row, takings.worstCase);
    default:
        return {};
    }
}

QVariant EstimateModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &row = m_rows.at(index.row());
    const bool isMoney = index.column() >= LowColumn || index.column() == SavedColumn;
    switch (role) {
    case Qt::DisplayRole:
        return text(row, index.column());
    case Qt::ToolTipRole:
        if (isMoney && row.priced != Priced::all)
            return row.isTotal ? tr("A model has no known price: what it costs is not in the sum.") : tr("The price of this model is not known: no cap can be kept with it.");
        return index.column() == ModelColumn && row.isSimulated ? QVariant(tr("Simulated: nothing is charged")) : QVariant();
    case Qt::TextAlignmentRole:
        return QVariant(Qt::Alignment((index.column() == ModelColumn ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter));
    case Qt::FontRole: {
        QFont font = theme::textFont();
        font.setWeight(row.isTotal || index.column() == LikelyColumn ? QFont::DemiBold : QFont::Normal);
        return font;
    }
    case Qt::ForegroundRole:
        return isMoney && row.priced == Priced::none ? QVariant(theme::foreground(Tone::error)) : QVariant();
    default:
        return {};
    }
}

QVariant EstimateModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::Alignment((section == ModelColumn ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter));
    const QStringList titles{tr("model"), tr("calls"), tr("stored"), tr("saves"), tr("tokens in"), tr("out"), tr("low"), tr("likely"), tr("worst")};
    const QStringList toolTips{QString(), tr("Requests that would be sent, without retries"), tr("Answers that are in the workspace already: they are not asked for again"),
        tr("What the stored answers would have cost, likely"), tr("Counted here, on the high side"), tr("As long as this model's answers were lately, else a quarter of the cap"),
        tr("Without any output"), tr("With the likely output"), tr("With every cap on output used up: what a budget reserves")};
    if (role == Qt::DisplayRole)
        return titles.value(section);
    return role == Qt::ToolTipRole ? QVariant(toolTips.value(section)) : QVariant();
}

} // namespace assay::ui
