// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/compare/pairsmodel.h"

#include "ui/format/format.h"
#include "ui/theme/theme.h"

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLineLength = 120;

Tone toneOf(PairKind kind)
{
    switch (kind) {
    case PairKind::regression:
        return Tone::worse;
    case PairKind::fix:
        return Tone::better;
    case PairKind::bothFailed:
        return Tone::fail;
    case PairKind::leftOut:
        return Tone::error;
    }
    Q_UNREACHABLE_RETURN(Tone::neutral);
}

// The repeat that shows why: the first one that failed, else the first.
const run::CellResult *telling(const compare::Answers &answers)
{
    const auto failed = std::ranges::find(answers.cells, std::optional(run::Outcome::failed), &run::CellResult::outcome);
    if (failed != answers.cells.end())
        return &*failed;
    return answers.cells.isEmpty() ? nullptr : &answers.cells.first();
}

QString answerLine(const compare::Answers &answers)
{
    const run::CellResult *cell = telling(answers);
    if (!cell)
        return PairsModel::tr("– not asked");
    const QString mark = cell->outcome ? theme::mark(theme::tone(*cell->outcome)) : u"–"_s;
    const QString share = answers.cells.size() > 1 ? u" %1/%2"_s.arg(answers.passes).arg(answers.graded) : QString();
    return mark + share + u" "_s + format::oneLine(cell->text.isEmpty() ? cell->reason : cell->text, kLineLength);
}

int cellOf(const compare::Answers &answers)
{
    const run::CellResult *cell = telling(answers);
    return cell ? cell->cell : -1;
}

} // namespace

PairsModel::PairsModel(QObject *parent) : QAbstractTableModel(parent) {}

void PairsModel::addPairs(PairKind kind, const QList<compare::ItemPair> &pairs)
{
    for (const compare::ItemPair &pair : pairs) {
        const bool hasRepeats = pair.baseline.cells.size() > 1 || pair.candidate.cells.size() > 1;
        const QString firmness = kind == PairKind::bothFailed || !hasRepeats ? QString() : pair.isFirm() ? tr("● firm") : tr("○ soft");
        m_rows.append({kind, pair.item.key, pair.item.tags.join(u", "_s), answerLine(pair.baseline), answerLine(pair.candidate), firmness, cellOf(pair.baseline),
            cellOf(pair.candidate), false});
    }
}

void PairsModel::setComparison(std::shared_ptr<const compare::Comparison> comparison)
{
    beginResetModel();
    m_comparison = std::move(comparison);
    m_rows.clear();
    if (m_comparison) {
        addPairs(PairKind::regression, m_comparison->regressions);
        std::ranges::stable_sort(m_rows, std::ranges::greater{}, [](const Row &row) { return row.firmness.startsWith(u'●'); });
        addPairs(PairKind::fix, m_comparison->fixes);
        addPairs(PairKind::bothFailed, m_comparison->bothFailed);
        for (const compare::LeftOut &left : m_comparison->leftOut)
            m_rows.append({PairKind::leftOut, left.item.key, left.item.tags.join(u", "_s), answerLine(left.baseline), answerLine(left.candidate), {}, cellOf(left.baseline),
                cellOf(left.candidate), false});
    }
    endResetModel();
}

void PairsModel::toggleSeen(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    m_rows[index.row()].isSeen = !m_rows.at(index.row()).isSeen;
    Q_EMIT dataChanged(this->index(index.row(), 0), this->index(index.row(), ColumnCount - 1));
}

int PairsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int PairsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant PairsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &row = m_rows.at(index.row());
    const Tone tone = toneOf(row.kind);
    const QStringList texts{
        (row.isSeen ? u"✓ "_s : QString()) + theme::mark(tone) + (row.firmness.isEmpty() ? QString() : u" "_s + row.firmness), row.item, row.baseline, row.candidate, row.tags};
    switch (role) {
    case Qt::DisplayRole:
        return texts.value(index.column());
    case Qt::ToolTipRole:
        return index.column() == MarkColumn ? QVariant() : QVariant(texts.value(index.column()));
    case Qt::ForegroundRole:
        if (row.isSeen)
            return theme::secondaryText();
        return index.column() == MarkColumn ? QVariant(theme::foreground(tone)) : QVariant();
    case KindRole:
        return static_cast<int>(row.kind);
    case BaselineCellRole:
        return row.baselineCell;
    case CandidateCellRole:
        return row.candidateCell;
    case SeenRole:
        return row.isSeen;
    default:
        return {};
    }
}

QVariant PairsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::Alignment(Qt::AlignLeft | Qt::AlignVCenter));
    if (role != Qt::DisplayRole)
        return {};
    const QString baseline = m_comparison ? m_comparison->baseline.label : tr("baseline");
    const QString candidate = m_comparison ? m_comparison->candidate.label : tr("candidate");
    return QStringList{QString(), tr("item"), baseline, candidate, tr("tags")}.value(section);
}

} // namespace assay::ui
