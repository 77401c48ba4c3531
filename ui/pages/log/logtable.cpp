// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/log/logtable.h"

#include "ui/pages/log/loggist.h"
#include "ui/pages/log/logmodel.h"
#include "ui/widgets/offer.h"
#include "ui/widgets/plaintable.h"

#include <QHeaderView>
#include <QMenu>
#include <QScrollBar>
#include <QSettings>

#include <algorithm>
#include <array>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kColumnsVersion = 1;
const QString kColumnsKey = u"log/columns"_s;
const QString kColumnsVersionKey = u"log/columnsVersion"_s;
// In the order of LogColumn.
constexpr std::array kWidths{104, 68, 76, 98, 28, 150, 52, 72, 84, 64, 56, 64, 80, 96, 100, 280, 180};

} // namespace

LogTable::LogTable(LogModel *model, QWidget *parent) : QTableView(parent), m_log(model)
{
    setObjectName(u"logTableView"_s);
    setAccessibleName(tr("Requests of the run"));
    setModel(model);
    horizontalHeader()->setSortIndicatorClearable(true);
    horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    setSortingEnabled(true);
    makePlain(*this);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    makeColumns();
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this, &LogTable::chosenChanged);
}

// ── columns ─────────────────────────────────────────────────────────────────────────────────────────────────────────

void LogTable::makeColumns()
{
    QHeaderView *header = horizontalHeader();
    header->setSectionsMovable(true);
    header->setHighlightSections(false);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    for (int i = 0; i < kLogColumns; ++i)
        header->resizeSection(i, kWidths[static_cast<std::size_t>(i)]);
    restoreColumns();
    connect(header, &QWidget::customContextMenuRequested, this, &LogTable::askColumns);
    connect(header, &QHeaderView::sectionResized, this, &LogTable::saveColumns);
    connect(header, &QHeaderView::sectionMoved, this, &LogTable::saveColumns);
}

void LogTable::restoreColumns()
{
    const QSettings settings;
    if (settings.value(kColumnsVersionKey).toInt() == kColumnsVersion)
        horizontalHeader()->restoreState(settings.value(kColumnsKey).toByteArray());
    horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
}

void LogTable::saveColumns() const
{
    QSettings settings;
    settings.setValue(kColumnsVersionKey, kColumnsVersion);
    settings.setValue(kColumnsKey, horizontalHeader()->saveState());
}

void LogTable::askColumns(const QPoint &at)
{
    QHeaderView *header = horizontalHeader();
    auto *menu = new QMenu(this);
    menu->setToolTipsVisible(true);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (int i = 0; i < kLogColumns; ++i) {
        QAction *shown = menu->addAction(columnTitle(static_cast<LogColumn>(i)));
        shown->setCheckable(true);
        shown->setChecked(!header->isSectionHidden(i));
        const bool isLast = shown->isChecked() && header->count() - header->hiddenSectionCount() == 1;
        offer(*shown, isLast ? tr("One column stays.") : QString());
        connect(shown, &QAction::toggled, this, [this, i](bool isShown) {
            horizontalHeader()->setSectionHidden(i, !isShown);
            saveColumns();
        });
    }
    menu->popup(header->viewport()->mapToGlobal(at));
}

// ── the chosen request ──────────────────────────────────────────────────────────────────────────────────────────────

std::optional<run::AttemptRecord> LogTable::chosen() const
{
    const QModelIndex current = currentIndex();
    return current.isValid() ? std::optional(m_log->recordAt(current.row())) : std::nullopt;
}

void LogTable::chooseRow(int row)
{
    if (row < 0 || row >= m_log->rowCount())
        return;
    setCurrentIndex(m_log->index(row, std::max(0, currentIndex().column())));
    scrollTo(currentIndex(), QAbstractItemView::EnsureVisible);
}

void LogTable::step(int by)
{
    chooseRow(std::clamp(currentIndex().row() + by, 0, std::max(0, m_log->rowCount() - 1)));
}

bool LogTable::isAtEnd() const
{
    return verticalScrollBar()->value() == verticalScrollBar()->maximum();
}

} // namespace assay::ui
