// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/runpagehead.h"

#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QLabel>
#include <QSignalBlocker>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kMostRunsWidth = 360;
}

RunPageHead::RunPageHead(const QString &title, const QString &name, QWidget *parent)
    : QWidget(parent),
      m_runs(new QComboBox(this)),
      m_figures(new QLabel(this)),
      m_row(new QHBoxLayout(this))
{
    auto *headline = new QLabel(title, this);
    headline->setFont(theme::headlineFont());
    m_runs->setObjectName(name + u"RunComboBox"_s);
    m_runs->setAccessibleName(tr("Run"));
    m_runs->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_runs->setMaximumWidth(kMostRunsWidth);
    m_runs->hide();
    m_figures->setObjectName(name + u"SummaryLabel"_s);
    m_figures->setProperty("secondary", true);
    m_figures->setWordWrap(true); // the page may be narrow
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(theme::space(3));
    m_row->addWidget(headline);
    m_row->addWidget(m_runs);
    m_row->addWidget(m_figures, 1);
    connect(m_runs, &QComboBox::activated, this, [this](int index) {
        m_run = m_runs->itemData(index).value<run::RunId>();
        Q_EMIT runChosen(*m_run);
    });
}

void RunPageHead::setRuns(const QList<store::RunSummary> &runs)
{
    const QSignalBlocker quiet(m_runs);
    m_runs->clear();
    for (const store::RunSummary &run : runs)
        m_runs->addItem(tr("#%1  %2  %3").arg(run.id.value).arg(run.setName, run.versions.join(u", "_s)), QVariant::fromValue(run.id));
    m_runs->setVisible(m_runs->count() > 0);
    showRun();
}

void RunPageHead::setRun(std::optional<run::RunId> run)
{
    m_run = run;
    showRun();
}

void RunPageHead::showRun()
{
    m_runs->setCurrentIndex(m_run ? m_runs->findData(QVariant::fromValue(*m_run)) : -1);
}

void RunPageHead::setFigures(const QStringList &figures, bool isSimulated)
{
    QStringList parts = figures;
    if (isSimulated)
        parts.append(theme::mark(Tone::simulated) + QChar(QChar::Nbsp) + tr("simulated"));
    m_figures->setText(parts.join(u"  ·  "_s));
}

void RunPageHead::addAtEnd(QWidget *widget)
{
    m_row->addWidget(widget);
}

} // namespace assay::ui
