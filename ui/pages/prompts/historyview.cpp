// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/prompts/historyview.h"

#include "core/compare/passrate.h"
#include "ui/format/format.h"
#include "ui/pages/prompts/openprompt.h"
#include "ui/theme/theme.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/plaintable.h"

#include <QAction>
#include <QBoxLayout>
#include <QDateTime>
#include <QHeaderView>
#include <QLocale>
#include <QStackedWidget>
#include <QStandardItemModel>
#include <QTableView>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kRunRole = Qt::UserRole;

QStandardItem *cell(const QString &text, const QString &toolTip = {}, Qt::Alignment alignment = Qt::AlignLeft)
{
    auto *made = new QStandardItem(text);
    made->setToolTip(toolTip.isEmpty() ? text : toolTip);
    made->setTextAlignment(alignment | Qt::AlignVCenter);
    return made;
}

} // namespace

HistoryView::HistoryView(QWidget *parent)
    : QWidget(parent),
      m_stack(new QStackedWidget(this)),
      m_rows(new QStandardItemModel(0, 6, this)),
      m_table(new QTableView(m_stack))
{
    m_rows->setHorizontalHeaderLabels({tr("run"), tr("date"), tr("set"), tr("model"), tr("passed"), tr("rate")});
    for (const int figures : {4, 5})
        m_rows->setHeaderData(figures, Qt::Horizontal, QVariant(Qt::AlignRight | Qt::AlignVCenter), Qt::TextAlignmentRole);
    m_table->setObjectName(u"historyTableView"_s);
    m_table->setAccessibleName(tr("Runs of this version, newest first"));
    m_table->setToolTip(tr("Enter or a double click opens the results of the run"));
    m_table->setModel(m_rows);
    makePlain(*m_table);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(2, QHeaderView::Stretch);
    m_stack->addWidget(m_table);
    m_empty = new EmptyState(u"view-statistics"_s, tr("No run yet"), {}, m_stack);
    m_empty->setObjectName(u"historyEmpty"_s);
    auto *plan = new QAction(tr("Plan a run"), this);
    m_empty->addAction(plan);
    m_stack->addWidget(m_empty);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_stack);
    setFocusProxy(m_table);
    connect(plan, &QAction::triggered, this, &HistoryView::planRequested);
    connect(m_table, &QTableView::activated, this, &HistoryView::open);
}

void HistoryView::setHistory(int version, const QList<store::ColumnHistory> &columns, UtcTime now)
{
    m_rows->removeRows(0, m_rows->rowCount());
    for (const store::ColumnHistory &history : columns) {
        if (history.version != version)
            continue;
        const run::Totals &totals = history.totals;
        const auto rate = compare::passRate(totals);
        const bool isFinished = history.state == run::RunState::finished;
        auto *run = cell(u"#%1"_s.arg(history.run.value), isFinished ? tr("Run #%1").arg(history.run.value) : tr("Run #%1: %2").arg(QString::number(history.run.value), run::toText(history.state)));
        run->setData(history.run.value, kRunRole);
        const QDateTime at = QDateTime::fromMSecsSinceEpoch(toUnixMs(history.at));
        const QString simulated = history.isSimulated ? theme::mark(Tone::simulated) + QChar(QChar::Nbsp) : QString();
        QString passed = tr("%1 of %2").arg(totals.passed).arg(totals.graded());
        if (!isFinished)
            passed += u", "_s + run::toText(history.state);
        const QString rest = tr("%1 passed, %2 failed, %3 errors, %4 skipped of %5 cells").arg(totals.passed).arg(totals.failed).arg(totals.errors).arg(totals.skipped).arg(totals.cells);
        m_rows->appendRow({run, cell(format::relativeTime(history.at, now), QLocale().toString(at, QLocale::LongFormat)),
            cell(history.setName, tr("%1, revision %2").arg(history.setName).arg(history.setRevision)),
            cell(simulated + history.model, history.isSimulated ? tr("%1, simulated").arg(history.model) : history.model), cell(passed, rest, Qt::AlignRight),
            cell(rate ? format::rate(rate->estimate, totals.graded()) : u"\u2013"_s, rest, Qt::AlignRight)});
    }
    m_empty->setText(version == OpenPrompt::kDraft ? tr("A draft is not run. Save it as a version, then run that.")
                                                   : tr("What runs find of version %1 stands here, newest first: by set and model, with the pass rate.").arg(version));
    m_stack->setCurrentIndex(m_rows->rowCount() > 0 ? 0 : 1);
}

void HistoryView::open(const QModelIndex &index)
{
    if (index.isValid())
        Q_EMIT runRequested(run::RunId{index.siblingAtColumn(0).data(kRunRole).toLongLong()});
}

} // namespace assay::ui
