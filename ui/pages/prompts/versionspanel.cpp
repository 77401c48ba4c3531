// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/prompts/versionspanel.h"

#include "ui/theme/theme.h"
#include "ui/widgets/offer.h"

#include <QBoxLayout>
#include <QListWidget>
#include <QPushButton>
#include <QSignalBlocker>

namespace assay::ui {

using namespace Qt::StringLiterals;

VersionsPanel::VersionsPanel(QWidget *parent) : QWidget(parent), m_list(new QListWidget(this)), m_differences(new QPushButton(tr("Differences"), this)), m_history(new QPushButton(tr("History"), this))
{
    m_list->setObjectName(u"versionsListWidget"_s);
    m_list->setAccessibleName(tr("Versions"));
    m_list->setToolTip(tr("Select two (Ctrl+click, Shift+Down) to compare them"));
    m_list->setItemDelegate(new VersionDelegate(m_list));
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setResizeMode(QListView::Adjust);
    m_differences->setObjectName(u"diffPushButton"_s);
    m_differences->setCheckable(true);
    m_differences->setToolTip(tr("What changed since the version that it was made from; with two selected, between them (Ctrl+D)"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, theme::space(2), 0, 0);
    column->setSpacing(theme::space(2));
    column->addWidget(m_list, 1);
    m_history->setObjectName(u"historyPushButton"_s);
    m_history->setCheckable(true);
    m_history->setToolTip(tr("The runs of this version and its pass rates over time (Ctrl+Shift+H)"));
    auto *views = new QHBoxLayout;
    views->addWidget(m_differences);
    views->addWidget(m_history);
    column->addLayout(views);
    connect(m_list, &QListWidget::itemSelectionChanged, this, &VersionsPanel::takeSelection);
    const auto leave = [](QPushButton *other) {
        const QSignalBlocker quiet(other);
        other->setChecked(false);
    };
    for (const auto &[button, other] : {std::pair(m_differences, m_history), std::pair(m_history, m_differences)}) {
        connect(button, &QPushButton::toggled, this, [this, leave, other](bool isOn) {
            if (isOn)
                leave(other);
            Q_EMIT differencesChanged();
        });
    }
}

void VersionsPanel::setRows(const QList<VersionRow> &rows)
{
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    m_chosen.reset();
    m_other.reset();
    for (const VersionRow &row : rows)
        fill(*new QListWidgetItem(m_list), row);
}

void VersionsPanel::updateRows(const QList<VersionRow> &rows)
{
    for (int i = 0; i < std::min<qsizetype>(rows.size(), m_list->count()); ++i)
        fill(*m_list->item(i), rows.at(i));
    m_list->doItemsLayout(); // labels make a row higher
}

void VersionsPanel::updateRow(const VersionRow &row)
{
    for (int i = 0; i < m_list->count(); ++i) {
        if (m_list->item(i)->data(Qt::UserRole).toInt() == row.number)
            fill(*m_list->item(i), row);
    }
}

void VersionsPanel::fill(QListWidgetItem &item, const VersionRow &row)
{
    item.setText(row.asText());
    item.setData(Qt::UserRole, row.number);
    item.setData(VersionDelegate::kRowRole, QVariant::fromValue(row));
    item.setToolTip(u"<p>"_s + row.asText().toHtmlEscaped().replace(u"  "_s, u"<br>"_s) + u"</p>"_s);
}

QList<int> VersionsPanel::selected() const
{
    QList<int> numbers;
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->isSelected())
            numbers.append(m_list->item(row)->data(Qt::UserRole).toInt());
    }
    return numbers;
}

void VersionsPanel::takeSelection()
{
    const QList<int> numbers = selected();
    if (numbers.isEmpty())
        return;
    const std::optional<int> chosen = numbers.first();
    const std::optional<int> other = numbers.size() > 1 ? std::optional(numbers.last()) : std::nullopt;
    const bool isNew = chosen != m_chosen;
    const bool hadOther = m_other.has_value();
    const bool isOther = other != m_other;
    m_chosen = chosen;
    m_other = other;
    if (isNew)
        Q_EMIT versionChosen();
    // Two are selected to be compared, and one alone to be read.
    const QSignalBlocker quiet(m_differences);
    const QSignalBlocker quietToo(m_history);
    if (isOther && (other.has_value() || hadOther))
        m_differences->setChecked(other.has_value());
    if (other)
        m_history->setChecked(false);
    if (isOther)
        Q_EMIT differencesChanged();
}

void VersionsPanel::choose(std::optional<int> number)
{
    int row = 0;
    for (int i = 0; number && i < m_list->count(); ++i) {
        if (m_list->item(i)->data(Qt::UserRole).toInt() == *number)
            row = i;
    }
    m_list->clearSelection();
    m_list->setCurrentRow(row, QItemSelectionModel::ClearAndSelect);
    if (!m_chosen)
        takeSelection();
}

std::optional<int> VersionsPanel::chosen() const
{
    return m_chosen;
}

std::optional<int> VersionsPanel::other() const
{
    return m_other;
}

bool VersionsPanel::showsDifferences() const
{
    return m_differences->isChecked();
}

void VersionsPanel::setAgainstComparing(const QString &against)
{
    offer(*m_differences, against);
}

QString VersionsPanel::againstComparing() const
{
    return m_differences->accessibleDescription();
}

bool VersionsPanel::showsHistory() const
{
    return m_history->isChecked();
}

void VersionsPanel::setShowsHistory(bool shows)
{
    m_history->setChecked(shows);
}

void VersionsPanel::toggleDifferences()
{
    m_differences->toggle();
}

} // namespace assay::ui
