// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/models/modelstree.h"

#include "ui/pages/models/modelsmodel.h"
#include "ui/theme/theme.h"

#include <QHeaderView>
#include <QPainter>
#include <QSortFilterProxyModel>
#include <QStyledItemDelegate>

#include <algorithm>
#include <array>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kModelHeight = 28;
constexpr int kProviderHeight = 38;
constexpr int kPadding = theme::space(2); // as the header has it
constexpr int kKeyShare = 2;                // the key's text has at most half of the line

class ModelsDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const bool isProvider = index.data(ModelsModel::IsProviderRole).toBool();
        return {QStyledItemDelegate::sizeHint(option, index).width(), isProvider ? kProviderHeight : kModelHeight};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        if (index.data(ModelsModel::IsProviderRole).toBool())
            paintProvider(painter, option, index);
        else
            paintModel(painter, option, index);
    }

private:
    void paintModel(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
    {
        QStyleOptionViewItem item(option);
        initStyleOption(&item, index);
        const QString text = std::exchange(item.text, QString());
        item.widget->style()->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);
        const QVariant tone = index.data(ModelsModel::ToneRole);
        const QRect area = item.rect.adjusted(kPadding, 0, -theme::space(1), 0);
        painter->save();
        painter->setFont(item.font);
        if (tone.isValid())
            painter->setPen(theme::foreground(static_cast<Tone>(tone.toInt())));
        else
            painter->setPen(index.column() == 0 ? item.palette.color(QPalette::Text) : theme::secondaryText());
        painter->drawText(area, Qt::AlignLeft | Qt::AlignVCenter, item.fontMetrics.elidedText(text, index.column() == 0 ? Qt::ElideMiddle : Qt::ElideRight, area.width()));
        painter->restore();
    }

    void paintProvider(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
    {
        QStyleOptionViewItem item(option);
        initStyleOption(&item, index);
        const QString name = std::exchange(item.text, QString());
        item.widget->style()->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);
        const QRect line = item.rect.adjusted(kPadding, 0, -kPadding, 0);
        painter->save();
        const QString key = index.data(ModelsModel::KeyRole).toString();
        const QFontMetrics plain(item.font);
        const int keyWidth = std::min(plain.horizontalAdvance(key) + 2, line.width() / kKeyShare); // a fraction of a pixel is no reason for an ellipsis
        painter->setFont(item.font);
        painter->setPen(theme::foreground(static_cast<Tone>(index.data(ModelsModel::ToneRole).toInt())));
        painter->drawText(line, Qt::AlignRight | Qt::AlignVCenter, plain.elidedText(key, Qt::ElideRight, keyWidth));
        const QRect rest = line.adjusted(0, 0, -keyWidth - theme::space(4), 0);
        QFont bold(item.font);
        bold.setWeight(QFont::DemiBold);
        const QFontMetrics strong(bold);
        const QString shown = strong.elidedText(name, Qt::ElideMiddle, rest.width() * 2 / 3);
        painter->setFont(bold);
        painter->setPen(item.palette.color(QPalette::Text));
        painter->drawText(rest, Qt::AlignLeft | Qt::AlignVCenter, shown);
        const QRect note = rest.adjusted(strong.horizontalAdvance(shown) + theme::space(3), 0, 0, 0);
        painter->setFont(item.font);
        painter->setPen(theme::secondaryText());
        painter->drawText(note, Qt::AlignLeft | Qt::AlignVCenter, plain.elidedText(index.data(ModelsModel::NoteRole).toString(), Qt::ElideRight, std::max(0, note.width())));
        painter->restore();
    }
};

} // namespace

ModelsTree::ModelsTree(ModelsModel *models, QWidget *parent) : QTreeView(parent), m_filter(new QSortFilterProxyModel(this))
{
    m_filter->setSourceModel(models);
    m_filter->setFilterRole(ModelsModel::SearchRole);
    m_filter->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_filter->setRecursiveFilteringEnabled(true);
    m_filter->setAutoAcceptChildRows(true);
    setModel(m_filter);
    setItemDelegate(new ModelsDelegate(this));
    setRootIsDecorated(false);
    setItemsExpandable(false);
    setIndentation(theme::space(3));
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setAllColumnsShowFocus(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    header()->setSectionsMovable(false);
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(QHeaderView::Fixed);
    header()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(m_filter, signal, this, &ModelsTree::unfold);
    connect(m_filter, &QAbstractItemModel::modelReset, this, &ModelsTree::unfold);
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ModelsTree::chosenChanged);
    unfold();
}

void ModelsTree::find(const QString &text)
{
    m_filter->setFilterFixedString(text.trimmed());
}

QModelIndex ModelsTree::chosen() const
{
    return m_filter->mapToSource(currentIndex()).siblingAtColumn(0);
}

void ModelsTree::choose(const QModelIndex &index)
{
    setCurrentIndex(m_filter->mapFromSource(index));
}

void ModelsTree::chooseFirst()
{
    setCurrentIndex(m_filter->index(0, 0));
}

void ModelsTree::unfold()
{
    for (int row = 0; row < model()->rowCount(); ++row)
        setFirstColumnSpanned(row, {}, true);
    expandAll();
}

void ModelsTree::resizeEvent(QResizeEvent *event)
{
    QTreeView::resizeEvent(event);
    fitColumns();
}

void ModelsTree::fitColumns()
{
    // Price and times stay whole; the name takes what is left, and at narrow widths what matters least goes first.
    constexpr std::array kWidths{0, 70, 116, 190, 170, 134};
    constexpr int kLeastName = 180;
    int left = viewport()->width();
    for (const int column : {2, 5, 1, 3, 4}) {
        const int width = kWidths.at(static_cast<std::size_t>(column));
        const bool hasRoom = left - width >= kLeastName;
        setColumnHidden(column, !hasRoom);
        if (!hasRoom)
            continue;
        setColumnWidth(column, width);
        left -= width;
    }
    setColumnWidth(0, left);
}

} // namespace assay::ui
