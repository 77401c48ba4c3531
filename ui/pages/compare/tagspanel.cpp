// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/compare/tagspanel.h"

#include "core/compare/figures.h"
#include "ui/format/format.h"
#include "ui/pages/compare/readonlytable.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QLabel>
#include <QStandardItemModel>
#include <QTableView>

namespace assay::ui {

using namespace Qt::StringLiterals;

TagsPanel::TagsPanel(QWidget *parent) : QWidget(parent), m_rows(new QStandardItemModel(0, 3, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space(2));
    auto *title = new QLabel(tr("By tag"), this);
    QFont bold = theme::textFont();
    bold.setWeight(QFont::DemiBold);
    title->setFont(bold);
    column->addWidget(title);
    m_rows->setHorizontalHeaderLabels({tr("tag"), tr("items"), tr("points (95 %)")});
    QTableView *tags = readOnlyTable(m_rows, u"tagsTableView"_s, this);
    tags->setColumnWidth(0, 104);
    tags->setColumnWidth(1, 56);
    column->addWidget(tags, 1);
    auto *help
        = new QLabel(tr("Tags are for looking around: each interval stands alone, and below 20 items no p value is given. A regression set is not a random sample of traffic: "
                        "the interval answers “on items like these”."),
            this);
    help->setWordWrap(true);
    help->setProperty("secondary", true);
    help->setFont(theme::smallFont());
    column->addWidget(help);
}

void TagsPanel::setComparison(const compare::Comparison &comparison)
{
    m_rows->removeRows(0, m_rows->rowCount());
    for (const compare::TagRow &row : comparison.tags) {
        const qint64 n = row.evidence.table.n();
        const QString interval = row.evidence.interval ? u" (%1)"_s.arg(compare::intervalText(*row.evidence.interval, n)) : QString();
        auto *difference = textItem(compare::pointsText(row.evidence.delta, n) + interval);
        if (row.evidence.interval && row.evidence.interval->upper < 0)
            difference->setForeground(theme::foreground(Tone::worse));
        else if (row.evidence.interval && row.evidence.interval->lower > 0)
            difference->setForeground(theme::foreground(Tone::better));
        m_rows->appendRow({textItem(row.tag), textItem(format::count(n), Qt::AlignRight | Qt::AlignVCenter), difference});
    }
}

} // namespace assay::ui
