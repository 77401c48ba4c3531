// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/compare/familytable.h"

#include "core/compare/figures.h"
#include "ui/pages/compare/readonlytable.h"
#include "ui/theme/theme.h"
#include "ui/widgets/plaintable.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QStandardItemModel>
#include <QTableView>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostRows = 4;

Tone toneOf(compare::Verdict verdict)
{
    return verdict == compare::Verdict::better ? Tone::better : verdict == compare::Verdict::worse ? Tone::worse : Tone::neutral;
}

} // namespace

QString withMark(compare::Verdict verdict, const QString &text)
{
    return theme::mark(toneOf(verdict)) + u" "_s + text;
}

QColor colourOf(compare::Verdict verdict)
{
    return theme::foreground(toneOf(verdict));
}

FamilyTable::FamilyTable(QWidget *parent) : QWidget(parent), m_rows(new QStandardItemModel(0, 5, this)), m_table(readOnlyTable(m_rows, u"compareModelsTableView"_s, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_table);
    m_rows->setHorizontalHeaderLabels({tr("model"), tr("baseline"), tr("candidate"), tr("difference (95 %)"), tr("verdict")});
    m_table->setAccessibleName(tr("One line a model"));
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    const QList<int> widths{96, 148, 148, 168};
    for (int i = 0; i < widths.size(); ++i)
        m_table->setColumnWidth(i, widths.at(i));
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &current) {
        if (current.isValid())
            Q_EMIT modelChosen(current.row());
    });
}

void FamilyTable::setFamily(const QList<compare::Comparison> &family, int chosen)
{
    const QSignalBlocker quiet(m_table->selectionModel());
    m_rows->removeRows(0, m_rows->rowCount());
    for (const compare::Comparison &comparison : family) {
        const qint64 n = comparison.evidence.table.n();
        const auto side = [n](const compare::SideSummary &summary) {
            return tr("%1 of %2 (%3)").arg(QString::number(summary.passed), QString::number(n), compare::rateText(summary.share, n));
        };
        const QString interval
            = comparison.evidence.interval ? u"%1 (%2)"_s.arg(compare::pointsText(comparison.evidence.delta, n), compare::intervalText(*comparison.evidence.interval, n)) : u"–"_s;
        auto *verdict = textItem(withMark(comparison.verdict, compare::toText(comparison.verdict) + (comparison.isBorderline ? tr(", borderline") : QString())));
        verdict->setForeground(colourOf(comparison.verdict));
        m_rows->appendRow({textItem(comparison.model), textItem(side(comparison.baseline)), textItem(side(comparison.candidate)), textItem(interval), verdict});
    }
    const int rows = std::min<int>(kMostRows, m_rows->rowCount());
    m_table->setFixedHeight(rows * kTableRowHeight + m_table->horizontalHeader()->sizeHint().height() + 4);
    setVisible(m_rows->rowCount() > 1);
    m_table->selectRow(chosen);
}

} // namespace assay::ui
