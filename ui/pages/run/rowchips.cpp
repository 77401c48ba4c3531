// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/run/rowchips.h"

#include "ui/format/format.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QPushButton>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

/// In the order of RowFilter.
QStringList chipTexts()
{
    return {RowChips::tr("all"), RowChips::tr("failed"), RowChips::tr("error"), RowChips::tr("differs between columns"), RowChips::tr("running")};
}

} // namespace

RowChips::RowChips(QWidget *parent) : QWidget(parent), m_chips(new QButtonGroup(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::space(1));
    const QStringList texts = chipTexts();
    const QStringList toolTips{
        tr("All items"), tr("Items that failed in a column or more"), tr("Items with an error in a column or more"), tr("Items whose columns do not agree"), tr("Items in flight")};
    for (int i = 0; i < texts.size(); ++i) {
        auto *chip = new QPushButton(texts.at(i), this);
        chip->setProperty("chip", true);
        chip->setCheckable(true);
        chip->setChecked(i == 0);
        chip->setObjectName(u"chip%1PushButton"_s.arg(i));
        chip->setToolTip(toolTips.at(i));
        m_chips->addButton(chip, i);
        row->addWidget(chip);
    }
    row->addStretch();
    connect(m_chips, &QButtonGroup::idClicked, this, [this](int id) { Q_EMIT chosen(static_cast<RowFilter>(id)); });
}

void RowChips::setCounts(const std::array<int, 5> &counts)
{
    const QStringList texts = chipTexts();
    for (int i = 0; i < texts.size(); ++i)
        m_chips->button(i)->setText(u"%1 %2"_s.arg(texts.at(i), format::count(counts.at(static_cast<std::size_t>(i)))));
}

void RowChips::chooseAll()
{
    m_chips->button(0)->click();
}

} // namespace assay::ui
