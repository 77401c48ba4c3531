// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/run/monthmeter.h"

#include "ui/format/format.h"
#include "ui/pages/run/budgetbar.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QLabel>

namespace assay::ui {

using namespace Qt::StringLiterals;

MonthMeter::MonthMeter(Document &document, QWidget *parent) : QWidget(parent), m_document(document), m_text(new QLabel(this)), m_bar(new BudgetBar(this))
{
    setObjectName(u"monthMeterWidget"_s);
    m_text->setObjectName(u"monthMeterLabel"_s);
    m_text->setProperty("secondary", true);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::space(2));
    row->addWidget(m_text);
    row->addWidget(m_bar, 1);
    connect(&m_document, &Document::monthChanged, this, &MonthMeter::refresh);
    refresh();
}

void MonthMeter::refresh()
{
    const auto &month = m_document.month();
    setVisible(month && month->cap);
    if (!month || !month->cap)
        return;
    m_text->setText(tr("This month, all runs: %1 of %2").arg(format::money(month->spent), format::money(*month->cap)));
    m_bar->setMoney(month->spent, month->held, month->cap);
}

} // namespace assay::ui
