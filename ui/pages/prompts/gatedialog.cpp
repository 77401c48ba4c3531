// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/prompts/gatedialog.h"

#include "ui/theme/theme.h"
#include "ui/widgets/offer.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr double kFirstRate = 90;
constexpr double kPercent = 100;
} // namespace

GateDialog::GateDialog(const QString &label, const QStringList &sets, const std::optional<run::LabelGate> &gate, QWidget *parent)
    : QDialog(parent),
      m_set(new QComboBox(this)),
      m_rate(new QDoubleSpinBox(this))
{
    setObjectName(u"gateDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Protect %1").arg(label));
    m_set->setObjectName(u"gateSetComboBox"_s);
    m_set->addItems(sets);
    m_rate->setObjectName(u"gateRateDoubleSpinBox"_s);
    m_rate->setRange(0, kPercent);
    m_rate->setDecimals(1);
    m_rate->setSuffix(tr(" %"));
    m_rate->setValue(gate ? gate->leastPassRate * kPercent : kFirstRate);
    if (gate)
        m_set->setCurrentIndex(m_set->findText(gate->set));
    auto *what = new QLabel(tr("%1 then moves only to a version with a finished run on the newest revision of this set, in which each model passes at least this share of the items, "
                               "and none is significantly worse than on the version that the label leaves.")
                                .arg(label),
        this);
    what->setWordWrap(true);
    auto *form = new QFormLayout;
    form->addRow(tr("Eval set"), m_set);
    form->addRow(tr("Passes at least"), m_rate);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    auto *protect = buttons->addButton(gate ? tr("Change") : tr("Protect"), QDialogButtonBox::AcceptRole);
    protect->setObjectName(u"gateProtectPushButton"_s);
    protect->setProperty("main", true);
    offer(*protect, sets.isEmpty() ? tr("A gate goes by the runs on an eval set, and the workspace has none yet.") : QString());
    if (gate) {
        auto *free = buttons->addButton(tr("Take protection away"), QDialogButtonBox::DestructiveRole);
        free->setObjectName(u"gateUnprotectPushButton"_s);
        connect(free, &QPushButton::clicked, this, [this] {
            Q_EMIT unprotectRequested();
            close();
        });
    }
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        Q_EMIT protectRequested({.set = m_set->currentText(), .leastPassRate = m_rate->value() / kPercent});
        accept();
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(theme::space(3));
    column->addWidget(what);
    column->addLayout(form);
    column->addWidget(buttons);
    setMinimumWidth(420);
}

} // namespace assay::ui
