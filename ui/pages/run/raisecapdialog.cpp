// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/run/raisecapdialog.h"

#include "ui/format/format.h"
#include "ui/theme/theme.h"
#include "ui/widgets/offer.h"

#include <QBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kWidth = 420;
} // namespace

RaiseCapDialog::RaiseCapDialog(Money cap, Money spent, int missing, QWidget *parent)
    : QDialog(parent),
      m_cap(cap),
      m_amount(new QLineEdit((cap * 2).toDecimal(), this)),
      m_problem(new QLabel(this)),
      m_resume(new QPushButton(tr("Resume"), this))
{
    setObjectName(u"raiseCapDialog"_s);
    setWindowTitle(tr("Raise cap and resume"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *what = new QLabel(tr("%1 of %2 is spent, %n cell(s) missing. The new cap holds for the whole run, with what is spent already.", nullptr, missing)
                                .arg(format::money(spent), format::money(cap)),
        this);
    what->setWordWrap(true);
    auto *caption = new QLabel(tr("New &cap in $"), this);
    caption->setBuddy(m_amount);
    m_amount->setObjectName(u"raiseCapLineEdit"_s);
    m_amount->selectAll();
    m_problem->setObjectName(u"raiseCapProblemLabel"_s);
    m_problem->setWordWrap(true);
    m_resume->setObjectName(u"raiseCapPushButton"_s);
    m_resume->setProperty("main", true);
    m_resume->setDefault(true);
    auto *cancel = new QPushButton(tr("Cancel"), this);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(m_resume);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme::space(4), theme::space(4), theme::space(4), theme::space(4));
    column->setSpacing(theme::space(2));
    column->addWidget(what);
    column->addWidget(caption);
    column->addWidget(m_amount);
    column->addWidget(m_problem);
    column->addSpacing(theme::space(2));
    column->addLayout(buttons);
    setFixedWidth(kWidth);
    connect(m_amount, &QLineEdit::textChanged, this, &RaiseCapDialog::check);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_resume, &QPushButton::clicked, this, [this] {
        if (const auto amount = Money::fromDecimal(m_amount->text().trimmed()))
            Q_EMIT confirmed(*amount);
        accept();
    });
    check();
}

void RaiseCapDialog::check()
{
    const auto amount = Money::fromDecimal(m_amount->text().trimmed());
    const bool isMore = amount && *amount > m_cap;
    const QString against = isMore ? QString() : amount ? tr("That is no more than the cap of %1, which left no room.").arg(format::money(m_cap)) : tr("Write dollars such as 5.00.");
    offer(*m_resume, against);
    m_problem->setText(against);
}

} // namespace assay::ui
