// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/budgetdialog.h"

#include "ui/format/format.h"
#include "ui/theme/theme.h"
#include "ui/widgets/offer.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QDate>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFutureWatcher>
#include <QLabel>
#include <QLocale>
#include <QPushButton>

#include <cmath>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr double kFirstCap = 50;
constexpr double kLeastCap = 0.01;
constexpr double kMostCap = 1'000'000;
constexpr int kTextWidth = 460;
constexpr double kMicro = 1e6;
constexpr int kHundred = 100;

QLabel *textLabel(const QString &name, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setObjectName(name);
    label->setWordWrap(true);
    label->setMinimumWidth(kTextWidth);
    return label;
}

template<typename T, typename Done> void whenReady(QFuture<T> future, QObject *context, Done done)
{
    auto *watcher = new QFutureWatcher<T>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, done = std::move(done)] {
        watcher->deleteLater();
        done(watcher->result());
    });
    watcher->setFuture(future);
}

} // namespace

BudgetDialog::BudgetDialog(workspace::MonthBook &book, QWidget *parent)
    : QDialog(parent),
      m_book(book),
      m_isCapped(new QCheckBox(tr("Stop when all runs together would spend more in a &month than"), this)),
      m_cap(new QDoubleSpinBox(this)),
      m_month(textLabel(u"monthLabel"_s, this)),
      m_dead(textLabel(u"deadLabel"_s, this)),
      m_release(new QPushButton(tr("&Release what they hold"), this)),
      m_problem(textLabel(u"problemLabel"_s, this))
{
    setWindowTitle(tr("Budget"));
    setObjectName(u"budgetDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    m_isCapped->setObjectName(u"cappedCheckBox"_s);
    m_cap->setObjectName(u"capDoubleSpinBox"_s);
    m_cap->setRange(kLeastCap, kMostCap);
    m_cap->setDecimals(2);
    m_cap->setPrefix(u"$ "_s);
    m_cap->setAccessibleName(tr("The month's cap in US dollars"));
    m_release->setObjectName(u"releasePushButton"_s);
    m_problem->hide();
    m_dead->hide();
    m_release->hide();
    auto *help = textLabel(u"helpLabel"_s, this);
    help->setProperty("secondary", true);
    help->setText(
        tr("It holds for all workspaces and for the command line. A call leaves only when the most that it can cost still fits. Months are those of UTC, as providers bill; "
           "simulated models and answers from the cache cost nothing."));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, this);

    auto *row = new QHBoxLayout;
    row->addWidget(m_isCapped);
    row->addWidget(m_cap);
    row->addStretch();
    auto *dead = new QHBoxLayout;
    dead->addWidget(m_dead, 1);
    dead->addWidget(m_release, 0, Qt::AlignTop);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(theme::space(3));
    column->addWidget(m_month);
    column->addLayout(row);
    column->addWidget(help);
    column->addLayout(dead);
    column->addWidget(m_problem);
    column->addWidget(buttons);

    connect(m_isCapped, &QCheckBox::toggled, this, &BudgetDialog::offerCap);
    connect(buttons, &QDialogButtonBox::accepted, this, &BudgetDialog::save);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_release, &QPushButton::clicked, this, &BudgetDialog::releaseDead);
    readCap();
    readMonth();
}

void BudgetDialog::readCap()
{
    const auto cap = m_book.settings().monthCap();
    m_isCapped->setChecked(cap && *cap);
    offerCap();
    m_cap->setValue(cap && *cap ? (*cap)->usd() : kFirstCap);
    m_known = cap.value_or(std::nullopt);
    m_shown = m_cap->value();
    m_problem->setVisible(!cap);
    if (!cap)
        m_problem->setText(cap.error().describe());
}

void BudgetDialog::offerCap()
{
    offer(*m_cap, m_isCapped->isChecked() ? QString() : tr("Without a tick a month has no cap."));
}

void BudgetDialog::readMonth()
{
    whenReady(m_book.summary(), this, [this](const Result<store::MonthSummary> &month) {
        if (month)
            showMonth(*month);
        else
            m_month->setText(month.error().describe());
    });
}

void BudgetDialog::showMonth(const store::MonthSummary &month)
{
    const QString name = QLocale().toString(QDate(month.month / kHundred, month.month % kHundred, 1), u"MMMM yyyy"_s);
    m_month->setText(month.held > Money() ? tr("%1: %2 spent, %3 reserved").arg(name, format::money(month.spent), format::money(month.held))
                                          : tr("%1: %2 spent").arg(name, format::money(month.spent)));
    const bool hasDead = month.heldByDead > Money();
    m_dead->setVisible(hasDead);
    m_release->setVisible(hasDead);
    m_dead->setText(tr("%1 of it is reserved by runs that ended without a word. Opening their workspace finds out what they spent; until then all of it counts.")
            .arg(format::money(month.heldByDead)));
}

void BudgetDialog::releaseDead()
{
    offer(*m_release, tr("It is being released."));
    whenReady(m_book.release(std::nullopt), this, [this](const Result<int> &released) {
        offer(*m_release, {});
        m_problem->setVisible(!released);
        if (!released)
            m_problem->setText(released.error().describe());
        readMonth();
        Q_EMIT changed();
    });
}

void BudgetDialog::save()
{
    const bool isUntouched = m_known && m_cap->value() == m_shown;
    const Money cap = isUntouched ? *m_known : Money::fromMicroUsd(std::llround(m_cap->value() * kMicro));
    const auto saved = m_book.settings().setMonthCap(m_isCapped->isChecked() ? std::optional(cap) : std::nullopt);
    m_problem->setVisible(!saved);
    if (!saved) {
        m_problem->setText(saved.error().describe());
        return;
    }
    Q_EMIT changed();
    accept();
}

} // namespace assay::ui
