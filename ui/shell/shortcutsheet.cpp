// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/shortcutsheet.h"

#include "ui/theme/theme.h"

#include <QAction>
#include <QBoxLayout>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kWidth = 480;
constexpr int kHeight = 560;
} // namespace

ShortcutSheet::ShortcutSheet(const QList<ActionGroup> &groups, QWidget *parent) : QDialog(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Keys"));
    resize(kWidth, kHeight);
    auto *content = new QWidget;
    auto *grid = new QGridLayout(content);
    grid->setColumnStretch(0, 1);
    grid->setHorizontalSpacing(theme::space(6));
    int row = 0;
    for (const ActionGroup &group : groups) {
        auto *title = new QLabel(group.title, content);
        QFont bold = theme::textFont();
        bold.setWeight(QFont::DemiBold);
        title->setFont(bold);
        grid->addWidget(title, row++, 0, 1, 2);
        for (const QAction *action : group.actions) {
            if (action->shortcut().isEmpty())
                continue;
            grid->addWidget(new QLabel(action->text().remove(u'&').remove(u'…'), content), row, 0);
            auto *keys = new QLabel(QKeySequence::listToString(action->shortcuts(), QKeySequence::NativeText), content);
            keys->setFont(theme::codeFont());
            keys->setProperty("secondary", true);
            grid->addWidget(keys, row++, 1);
        }
    }
    grid->setRowStretch(row, 1);
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setWidget(content);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setMinimumWidth(content->sizeHint().width() + scroll->verticalScrollBar()->sizeHint().width() + 2 * scroll->frameWidth());
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    auto *column = new QVBoxLayout(this);
    column->addWidget(scroll);
    column->addWidget(buttons);
}

} // namespace assay::ui
