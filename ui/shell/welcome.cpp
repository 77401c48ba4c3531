// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/welcome.h"

#include "ui/shell/recentfiles.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QBoxLayout>
#include <QFileInfo>
#include <QLabel>
#include <QLayoutItem>
#include <QPushButton>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kColumnWidth = 560;

QLabel *paragraph(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setWordWrap(true);
    label->setProperty("secondary", true);
    return label;
}

QPushButton *button(QAction *action, bool isMain, QWidget *parent)
{
    auto *push = new QPushButton(action->text().remove(u'&').remove(u'…'), parent);
    push->setIcon(isMain ? QIcon() : action->icon());
    push->setProperty("main", isMain);
    push->setAutoDefault(true); // Return presses it, too
    push->setToolTip(action->shortcut().toString(QKeySequence::NativeText));
    QObject::connect(push, &QPushButton::clicked, action, &QAction::trigger);
    return push;
}

} // namespace

Welcome::Welcome(const Actions &actions, QWidget *parent) : QWidget(parent)
{
    setObjectName(u"welcomeWidget"_s);
    auto *rows = new QVBoxLayout(this);
    auto *centred = new QHBoxLayout;
    auto *column = new QWidget(this);
    column->setFixedWidth(kColumnWidth);
    auto *body = new QVBoxLayout(column);
    body->setSpacing(theme::space(3));

    auto *title = new QLabel(tr("Is the new prompt better?"), column);
    QFont large = theme::headlineFont();
    large.setPointSizeF(22);
    title->setFont(large);
    body->addWidget(title);
    body->addWidget(paragraph(tr("Assay runs versions of a prompt over your regression set on several models, side by side, and tells which version is "
                                 "better, by how much, and how sure that is. Everything stays in one file on this computer."),
        column));

    body->addSpacing(theme::space(2));
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(theme::space(2));
    buttons->addWidget(button(actions.sample, true, column));
    buttons->addWidget(button(actions.create, false, column));
    buttons->addWidget(button(actions.open, false, column));
    buttons->addStretch();
    body->addLayout(buttons);
    body->addWidget(paragraph(tr("“See a comparison now” makes a sample workspace and runs it on simulated models: no key, no network, no cost."), column));

    body->addSpacing(theme::space(4));
    m_recent = new QVBoxLayout;
    m_recent->setSpacing(theme::space(1));
    body->addLayout(m_recent);

    centred->addStretch();
    centred->addWidget(column);
    centred->addStretch();
    rows->addStretch(2);
    rows->addLayout(centred);
    rows->addStretch(3);
    refresh();
}

void Welcome::refresh()
{
    while (QLayoutItem *item = m_recent->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
    const QStringList paths = recent::files();
    auto *caption = new QLabel(paths.isEmpty() ? QString() : tr("Recent"), this);
    QFont bold = theme::textFont();
    bold.setWeight(QFont::DemiBold);
    caption->setFont(bold);
    m_recent->addWidget(caption);
    for (const QString &path : paths) {
        const QString name = QFileInfo(path).completeBaseName() + u"    "_s;
        auto *entry = new QPushButton(this);
        const int room = kColumnWidth - theme::space(16) - entry->fontMetrics().horizontalAdvance(name);
        entry->setText(name + entry->fontMetrics().elidedText(QFileInfo(path).path(), Qt::ElideMiddle, std::max(room, theme::space(16))));
        entry->setToolTip(path);
        entry->setAccessibleName(tr("Open %1").arg(path));
        entry->setProperty("flat", true);
        entry->setAutoDefault(true);
        entry->setStyleSheet(u"text-align: left;"_s);
        connect(entry, &QPushButton::clicked, this, [this, path] { Q_EMIT openRequested(path); });
        m_recent->addWidget(entry);
    }
}

} // namespace assay::ui
