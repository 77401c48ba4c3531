// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/navigator.h"

#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QSortFilterProxyModel>
#include <QStyledItemDelegate>
#include <QTreeView>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kRowHeight = 26;

// Name at the left, the one number at the right in its tone; groups as quiet captions.
class NavigatorDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override { return {QStyledItemDelegate::sizeHint(option, index).width(), kRowHeight}; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyleOptionViewItem item(option);
        initStyleOption(&item, index);
        if (!index.parent().isValid()) {
            item.font.setWeight(QFont::DemiBold);
            item.palette.setColor(QPalette::Text, theme::secondaryText());
        }
        const QString number = index.data(NavigatorModel::NumberRole).toString();
        const int width = number.isEmpty() ? 0 : item.fontMetrics.horizontalAdvance(number) + theme::space(3);
        item.text = item.fontMetrics.elidedText(item.text, Qt::ElideRight, item.rect.width() - width - theme::space(2));
        item.widget->style()->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);
        painter->setPen(theme::foreground(static_cast<Tone>(index.data(NavigatorModel::ToneRole).toInt())));
        painter->setFont(item.font);
        painter->drawText(item.rect.adjusted(0, 0, -theme::space(2), 0), Qt::AlignRight | Qt::AlignVCenter, number);
    }
};

} // namespace

Navigator::Navigator(QWidget *parent)
    : QWidget(parent),
      m_model(new NavigatorModel(this)),
      m_filtered(new QSortFilterProxyModel(this)),
      m_filter(new QLineEdit(this)),
      m_tree(new QTreeView(this))
{
    setObjectName(u"navigator"_s);
    setAttribute(Qt::WA_StyledBackground);
    m_filter->setPlaceholderText(tr("Filter"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setAccessibleName(tr("Filter the navigator"));
    m_filter->setObjectName(u"navigatorFilterLineEdit"_s);

    m_filtered->setSourceModel(m_model);
    m_filtered->setRecursiveFilteringEnabled(true);
    m_filtered->setFilterCaseSensitivity(Qt::CaseInsensitive);
    connect(m_filter, &QLineEdit::textChanged, m_filtered, &QSortFilterProxyModel::setFilterFixedString);

    m_tree->setObjectName(u"navigatorTree"_s);
    m_tree->setAccessibleName(tr("Navigator"));
    m_tree->setModel(m_filtered);
    m_tree->setHeaderHidden(true);
    m_tree->setUniformRowHeights(true);
    m_tree->setIndentation(theme::space(3));
    m_tree->setItemDelegate(new NavigatorDelegate(m_tree));
    m_tree->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_tree->expandAll();
    connect(m_filtered, &QAbstractItemModel::rowsInserted, m_tree, &QTreeView::expandAll);
    connect(m_tree, &QTreeView::clicked, this, &Navigator::follow);
    connect(m_tree, &QTreeView::activated, this, &Navigator::follow);
    m_tree->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_tree, &QWidget::customContextMenuRequested, this, &Navigator::askWhere);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme::space(2), theme::space(2), theme::space(2), 0);
    column->addWidget(m_filter);
    column->addWidget(m_tree);
}

void Navigator::follow(const QModelIndex &index)
{
    const QVariant place = index.data(NavigatorModel::PlaceRole);
    if (place.isValid())
        Q_EMIT goTo(place.value<Place>());
}

void Navigator::askWhere(const QPoint &at)
{
    const auto place = m_tree->indexAt(at).data(NavigatorModel::PlaceRole).value<Place>();
    if (!place.run)
        return;
    auto *menu = new QMenu(this);
    menu->setObjectName(u"navigatorRunMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const auto &[page, text] : {std::pair(PageId::run, tr("Show the matrix")), {PageId::results, tr("Show the results")}, {PageId::log, tr("Show every request")}}) {
        Place there = place;
        there.page = page;
        connect(menu->addAction(text), &QAction::triggered, this, [this, there] { Q_EMIT goTo(there); });
    }
    menu->popup(m_tree->viewport()->mapToGlobal(at));
}

void Navigator::showPlace(const Place &place)
{
    for (int group = 0; group < m_filtered->rowCount(); ++group) {
        const QModelIndex parent = m_filtered->index(group, 0);
        for (int row = 0; row < m_filtered->rowCount(parent); ++row) {
            const QModelIndex index = m_filtered->index(row, 0, parent);
            const auto entry = index.data(NavigatorModel::PlaceRole).value<Place>();
            const bool same = place.run ? entry.run == place.run : (entry.page == place.page && !entry.name.isEmpty() && entry.name == place.name);
            if (same) {
                m_tree->setCurrentIndex(index);
                return;
            }
        }
    }
    m_tree->clearSelection();
}

} // namespace assay::ui
