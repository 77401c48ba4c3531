// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/shellmenus.h"

#include "ui/theme/theme.h"
#include "ui/widgets/offer.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QMenuBar>

namespace assay::ui {

namespace {

bool isScheme(ShellAction id)
{
    return id == ShellAction::schemeSystem || id == ShellAction::schemeLight || id == ShellAction::schemeDark;
}

} // namespace

ShellMenus::ShellMenus(QMenuBar *bar, QObject *owner)
{
    QHash<MenuId, QMenu *> menus;
    for (const MenuId id : {MenuId::file, MenuId::go, MenuId::view, MenuId::run})
        menus.insert(id, bar->addMenu(menuTitle(id)));
    m_pageMenu = bar->addMenu(QCoreApplication::translate("shell", "&Page"));
    menus.insert(MenuId::help, bar->addMenu(menuTitle(MenuId::help)));
    for (QMenu *menu : menus.values() + QList{m_pageMenu})
        menu->setToolTipsVisible(true); // why an action is grey
    auto *schemes = new QActionGroup(owner);
    for (const ShellActionSpec &spec : shellActions()) {
        auto *made = new QAction(spec.text, owner);
        made->setShortcut(spec.keys);
        made->setCheckable(spec.isCheckable);
        if (!spec.icon.isEmpty())
            made->setIcon(theme::icon(spec.icon));
        made->setData(spec.needsWorkspace);
        if (spec.startsGroup)
            menus.value(spec.menu)->addSeparator();
        menus.value(spec.menu)->addAction(made);
        if (isScheme(spec.action))
            schemes->addAction(made);
        m_actions.emplace(spec.action, made);
    }
}

QList<QAction *> ShellMenus::actions() const
{
    QList<QAction *> list;
    for (const ShellActionSpec &spec : shellActions())
        list.append(action(spec.action));
    return list;
}

void ShellMenus::setState(const ShellState &state)
{
    const auto text = [](const char *against) { return QCoreApplication::translate("shell", against); };
    const QString closed = state.hasWorkspace ? QString() : text("Open a workspace first.");
    for (const auto &[id, made] : m_actions) {
        if (made->data().toBool())
            offer(*made, closed);
    }
    m_pageMenu->setEnabled(state.hasWorkspace && !m_pageMenu->isEmpty());
    if (!state.hasWorkspace)
        return;
    for (const ShellAction id : {ShellAction::pauseRun, ShellAction::stopRun})
        offer(*action(id), state.isRunning ? QString() : text("No run goes on."));
    offer(*action(ShellAction::back), state.canGoBack ? QString() : text("There is nothing to go back to."));
    offer(*action(ShellAction::forward), state.canGoForward ? QString() : text("There is nothing to go forward to: this is where you came last."));
}

void ShellMenus::showPageActions(const QList<Page *> &pages, Page *front)
{
    m_pageMenu->clear();
    for (Page *other : pages) {
        for (QAction *pageAction : other->pageActions())
            other->removeAction(pageAction);
    }
    for (QAction *pageAction : front->pageActions()) {
        front->addAction(pageAction);
        m_pageMenu->addAction(pageAction);
    }
    m_pageMenu->setEnabled(!m_pageMenu->isEmpty());
}

void ShellMenus::clearPageActions()
{
    m_pageMenu->clear();
}

} // namespace assay::ui
