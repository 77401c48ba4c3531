// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/prompts/versionspanel.h"

#include "core/base/clock.h"
#include "ui/format/format.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalBlocker>

namespace assay::ui {

using namespace Qt::StringLiterals;

VersionsPanel::VersionsPanel(QWidget *parent)
    : QWidget(parent),
      m_list(new QListWidget(this)),
      m_label(new QComboBox(this)),
      m_move(new QPushButton(tr("Move label"), this)),
      m_told(new QLabel(this)),
      m_putBack(new QPushButton(tr("Put back"), this)),
      m_differences(new QPushButton(tr("Differences"), this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    auto *title = new QLabel(tr("Versions"), this);
    QFont bold = theme::textFont();
    bold.setWeight(QFont::DemiBold);
    title->setFont(bold);
    column->addWidget(title);
    m_list->setObjectName(u"versionsListWidget"_s);
    m_list->setAccessibleName(tr("Versions"));
    m_list->setWordWrap(true);
    m_list->setResizeMode(QListView::Adjust);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    column->addWidget(m_list, 1);
    makeLabelRow(column);
    m_differences->setObjectName(u"diffPushButton"_s);
    m_differences->setCheckable(true);
    m_differences->setToolTip(tr("What changed since the version that it was made from (Ctrl+D)"));
    column->addWidget(m_differences);
    connect(m_list, &QListWidget::currentRowChanged, this, [this](int row) {
        updateLabelRow();
        if (row >= 0)
            Q_EMIT versionChosen();
    });
    connect(m_differences, &QPushButton::toggled, this, &VersionsPanel::differencesToggled);
    tellMoved({}, {}, 0);
}

void VersionsPanel::makeLabelRow(QVBoxLayout *column)
{
    m_told->setObjectName(u"labelMovedLabel"_s);
    m_told->setProperty("secondary", true);
    m_told->setWordWrap(true);
    m_putBack->setObjectName(u"putLabelBackPushButton"_s);
    column->addWidget(m_told);
    column->addWidget(m_putBack);
    m_label->setObjectName(u"labelComboBox"_s);
    m_label->setAccessibleName(tr("Label to move to this version"));
    m_label->setEditable(true);
    m_label->setInsertPolicy(QComboBox::NoInsert);
    m_label->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_label->setMinimumContentsLength(12);
    m_label->lineEdit()->setPlaceholderText(tr("label"));
    m_move->setObjectName(u"moveLabelPushButton"_s);
    m_move->setToolTip(tr("Names the chosen version from now on (Ctrl+L). Every move is recorded."));
    column->addWidget(m_label);
    column->addWidget(m_move);
    connect(m_move, &QPushButton::clicked, this, &VersionsPanel::requestMove);
    connect(m_label->lineEdit(), &QLineEdit::returnPressed, this, &VersionsPanel::requestMove);
    connect(m_label, &QComboBox::editTextChanged, this, &VersionsPanel::updateLabelRow);
    connect(m_putBack, &QPushButton::clicked, this, [this] {
        if (m_movedFrom)
            Q_EMIT labelMoveRequested(m_movedLabel, *m_movedFrom);
    });
}

void VersionsPanel::setVersions(const QList<prompt::Version> &versions, bool hasDraft, const QMap<QString, int> &labels)
{
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    if (hasDraft) {
        auto *draft = new QListWidgetItem(tr("draft"), m_list);
        draft->setData(Qt::UserRole, kDraft);
        QFont italic = theme::textFont();
        italic.setItalic(true);
        draft->setFont(italic);
    }
    const UtcTime now = SystemClock().utcNow();
    for (const prompt::Version &version : versions) {
        const QStringList names = labels.keys(version.number);
        const QString marks = names.isEmpty() ? QString() : u"  ["_s + names.join(u", "_s) + u"]"_s;
        auto *item = new QListWidgetItem(u"%1%2  %3"_s.arg(QString::number(version.number), marks, version.note), m_list);
        item->setData(Qt::UserRole, version.number);
        item->setToolTip(tr("Saved %1%2").arg(format::relativeTime(version.createdAt, now), version.parent ? tr(", made from version %1").arg(*version.parent) : QString()));
    }
    const QString written = m_label->currentText();
    QStringList known{u"production"_s, u"staging"_s, u"draft"_s};
    known += labels.keys();
    known.removeDuplicates();
    m_label->clear();
    m_label->addItems(known);
    m_label->setCurrentIndex(-1);
    m_label->setEditText(written);
    updateLabelRow();
}

void VersionsPanel::choose(std::optional<int> number)
{
    int row = 0;
    for (int i = 0; number && i < m_list->count(); ++i) {
        if (m_list->item(i)->data(Qt::UserRole).toInt() == *number)
            row = i;
    }
    m_list->setCurrentRow(row);
}

std::optional<int> VersionsPanel::chosen() const
{
    const QListWidgetItem *item = m_list->currentItem();
    return item ? std::optional(item->data(Qt::UserRole).toInt()) : std::nullopt;
}

bool VersionsPanel::showsDifferences() const
{
    return m_differences->isChecked();
}

void VersionsPanel::setHasParent(bool hasParent)
{
    m_differences->setEnabled(hasParent);
}

void VersionsPanel::toggleDifferences()
{
    m_differences->toggle();
}

void VersionsPanel::focusLabel()
{
    m_label->setFocus(Qt::ShortcutFocusReason);
    m_label->lineEdit()->selectAll();
}

void VersionsPanel::tellMoved(const QString &label, std::optional<int> from, int to)
{
    m_movedLabel = label;
    m_movedFrom = from;
    m_told->setVisible(!label.isEmpty());
    m_putBack->setVisible(from.has_value());
    if (label.isEmpty())
        return;
    m_told->setText(from ? tr("%1: version %2, before %3").arg(label, QString::number(to), QString::number(*from)) : tr("%1: version %2").arg(label, QString::number(to)));
    m_putBack->setToolTip(from ? tr("%1 back to version %2").arg(label, QString::number(*from)) : QString());
}

void VersionsPanel::requestMove()
{
    const QString label = m_label->currentText().trimmed();
    if (!label.isEmpty() && chosen().value_or(kDraft) != kDraft)
        Q_EMIT labelMoveRequested(label, *chosen());
}

void VersionsPanel::updateLabelRow()
{
    m_move->setEnabled(chosen().value_or(kDraft) != kDraft && !m_label->currentText().trimmed().isEmpty());
}

} // namespace assay::ui
