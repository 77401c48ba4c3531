// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/run/matrixview.h"

#include "ui/pages/run/columnheader.h"
#include "ui/pages/run/matrixdelegate.h"
#include "ui/pages/run/matrixmodel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/plaintable.h"

#include <QEvent>
#include <QMenu>
#include <QTimer>

#include <algorithm>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kItemColumnWidth = 240;
constexpr int kMostItemColumnWidth = 480;
constexpr int kLeastOutcomeWidth = 112;
constexpr int kMostOutcomeWidth = 200;

} // namespace

MatrixView::MatrixView(QWidget *parent) : QTableView(parent), m_matrix(new MatrixModel(this)), m_rows(new MatrixFilter(this)), m_head(new ColumnHeader(this))
{
    setObjectName(u"matrixTableView"_s);
    setAccessibleName(tr("Live matrix: one row an item, one column a version and model"));
    m_rows->setSourceModel(m_matrix);
    m_head->setFont(theme::smallFont());
    setHorizontalHeader(m_head);
    setModel(m_rows);
    setItemDelegate(new MatrixDelegate(this));
    makePlain(*this);
    setSelectionBehavior(QAbstractItemView::SelectItems);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setContextMenuPolicy(Qt::CustomContextMenu);
    connect(this, &QTableView::activated, this, &MatrixView::showAnswer);
    connect(this, &QTableView::doubleClicked, this, &MatrixView::showAnswer);
    connect(this, &QWidget::customContextMenuRequested, this, &MatrixView::askWhere);
    connect(m_head, &QHeaderView::sectionResized, this, [this] { m_isSizedByUser = m_isSizedByUser || !m_isFitting; });
}

void MatrixView::setRun(const std::shared_ptr<const run::RunPlan> &plan, const QList<run::CellResult> &cells)
{
    m_matrix->setRun(plan, cells);
}

void MatrixView::apply(const run::LiveBatch &batch)
{
    m_matrix->apply(batch);
}

void MatrixView::setColumns(const run::RunPlan &plan, const QList<run::ColumnTotals> &columns)
{
    m_head->setColumns(plan, columns);
}

void MatrixView::setWarnings(const QHash<int, QStringList> &warnings)
{
    m_head->setWarnings(warnings);
}

void MatrixView::setRowFilter(RowFilter rows)
{
    m_rows->setRowFilter(rows);
}

std::array<int, 5> MatrixView::counts() const
{
    return m_rows->counts();
}

// ── columns ─────────────────────────────────────────────────────────────────────────────────────────────────────────

bool MatrixView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Resize && !m_isSizedByUser)
        fitColumns();
    return QTableView::viewportEvent(event);
}

void MatrixView::fitColumnsAnew()
{
    m_isSizedByUser = false;
    QTimer::singleShot(0, this, &MatrixView::fitColumns);
}

// All columns in sight where they keep a readable width.
void MatrixView::fitColumns()
{
    const int columns = m_matrix->columnCount() - 1;
    if (columns < 1)
        return;
    const int room = viewport()->width();
    const int width = std::clamp((room - kItemColumnWidth) / columns, kLeastOutcomeWidth, kMostOutcomeWidth);
    m_isFitting = true;
    setColumnWidth(0, std::clamp(room - columns * width, kItemColumnWidth, kMostItemColumnWidth));
    for (int i = 1; i <= columns; ++i)
        setColumnWidth(i, width);
    m_isFitting = false;
}

// ── from a cell on ──────────────────────────────────────────────────────────────────────────────────────────────────

int MatrixView::cellAt(const QModelIndex &index) const
{
    return m_matrix->cellAt(m_rows->mapToSource(index));
}

void MatrixView::showAnswer(const QModelIndex &index)
{
    if (const int cell = cellAt(index); cell >= 0)
        Q_EMIT answerRequested(cell, index.data(MatrixModel::ItemKeyRole).toString());
}

void MatrixView::showRequests(const QModelIndex &index)
{
    if (const int cell = cellAt(index); cell >= 0)
        Q_EMIT requestsRequested(cell, index.data(MatrixModel::ItemKeyRole).toString());
}

void MatrixView::askForRequests()
{
    showRequests(currentIndex());
}

void MatrixView::askWhere(const QPoint &at)
{
    const QModelIndex index = indexAt(at);
    if (!index.isValid() || cellAt(index) < 0)
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QPersistentModelIndex place(index);
    connect(menu->addAction(tr("Show the answer")), &QAction::triggered, this, [this, place] { showAnswer(place); });
    connect(menu->addAction(tr("Show the requests of this cell")), &QAction::triggered, this, [this, place] { showRequests(place); });
    menu->popup(viewport()->mapToGlobal(at));
}

} // namespace assay::ui
