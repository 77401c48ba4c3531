// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/run/estimatemodel.h"

#include "ui/format/format.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <cmath>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

// Counted here, and not by the provider.
QString about(const QString &count)
{
    return u"≈ "_s + count;
}

bool isMoneyColumn(int column)
{
    return column == EstimateModel::SavedColumn || (column >= EstimateModel::LowColumn && column <= EstimateModel::WorstColumn);
}

} // namespace

EstimateModel::EstimateModel(QObject *parent) : QAbstractTableModel(parent) {}

void EstimateModel::setEstimate(const run::RunPlan &plan, const run::Estimate &estimate)
{
    beginResetModel();
    m_rows.clear();
    for (qsizetype i = 0; i < plan.models.size(); ++i) {
        const run::PlannedModel &model = plan.models.at(i);
        m_rows.append({model.model.name, estimate.models.value(i), estimate.leastTimes.value(i), model.price ? Priced::all : Priced::none, false, model.provider.isSimulated()});
    }
    if (plan.models.size() > 1) {
        const bool isAnyKnown = estimate.modelsWithoutPrice < plan.models.size();
        const bool isSimulated = std::ranges::all_of(m_rows, &Row::isSimulated);
        const auto longest = std::ranges::max_element(estimate.leastTimes, {}, &run::LeastTime::time);
        m_rows.append({tr("all"), estimate.all, longest == estimate.leastTimes.end() ? run::LeastTime() : *longest, estimate.modelsWithoutPrice == 0 ? Priced::all : isAnyKnown ? Priced::some : Priced::none, true, isSimulated});
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
        return takings.inputError > 0 ? about(format::tokens(takings.inputTokens)) : format::tokens(takings.inputTokens);
    case OutputColumn:
        return about(format::tokens(takings.likelyOutputTokens));
    case LowColumn:
        return money(row, takings.low);
    case LikelyColumn:
        return money(row, takings.likely);
    case WorstColumn:
        return money(row, takings.worstCase);
    case TimeColumn:
        return row.least.limit.isEmpty() ? u"–"_s : format::duration(row.least.time);
    default:
        return {};
    }
}

QString EstimateModel::toolTip(const Row &row, int column)
{
    if (isMoneyColumn(column) && row.priced != Priced::all)
        return row.isTotal ? tr("A model has no known price: what it costs is not in the sum.") : tr("The price of this model is not known: no cap can be kept with it.");
    if (column == InputColumn && row.takings.calls > 0)
        return row.takings.inputError > 0 ? tr("Within %1 %, at most %2").arg(std::ceil(row.takings.inputError * 100)).arg(format::tokens(row.takings.worstInputTokens))
                                          : tr("Counted exactly, as the provider counts");
    if (column == OutputColumn && row.takings.calls > 0)
        return tr("At most %1").arg(format::tokens(row.takings.worstOutputTokens));
    if (column == TimeColumn && !row.least.limit.isEmpty())
        return tr("At %1, however fast it answers").arg(row.least.limit);
    return column == ModelColumn && row.isSimulated ? tr("Simulated: nothing is charged") : QString();
}

QVariant EstimateModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &row = m_rows.at(index.row());
    const bool isMoney = isMoneyColumn(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return text(row, index.column());
    case Qt::ToolTipRole:
        return toolTip(row, index.column());
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
    const QStringList titles{tr("model"), tr("calls"), tr("stored"), tr("saves"), tr("tokens in"), tr("out"), tr("low"), tr("likely"), tr("worst"), tr("at least")};
    const QStringList toolTips{QString(), tr("Requests that would be sent, without retries"), tr("Answers that are in the workspace already: they are not asked for again"),
        tr("What the stored answers would have cost, likely"), tr("Counted here; ≈ where the encoding is not public"), tr("As long as this model's answers were lately, else a quarter of the cap"),
        tr("With the least input and no output"), tr("With the likely output"), tr("With the most input and every cap on output used up: what a budget reserves"), tr("How long the calls take at the limits a minute")};
    if (role == Qt::DisplayRole)
        return titles.value(section);
    return role == Qt::ToolTipRole ? QVariant(toolTips.value(section)) : QVariant();
}

} // namespace assay::ui
