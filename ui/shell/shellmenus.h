// SPDX-License-Identifier: GPL-3.0-or-later
// The frame's actions as QActions in the menu bar, made from the table in shellactions.h, and the menu of the page in front.
#pragma once

#include "ui/pages/page.h"
#include "ui/shell/shellactions.h"

#include <map>

class QAction;
class QMenu;
class QMenuBar;

namespace assay::ui {

/// What decides which of the frame's actions can be used.
struct ShellState {
    bool hasWorkspace = false;
    bool isRunning = false;
    bool canGoBack = false;
    bool canGoForward = false;
};

class ShellMenus {
public:
    /// `owner` owns the actions.
    ShellMenus(QMenuBar *bar, QObject *owner);

    [[nodiscard]] QAction *action(ShellAction id) const { return m_actions.at(id); }
    [[nodiscard]] QList<QAction *> actions() const; ///< in the order of the table

    void setState(const ShellState &state);
    /// Only the page in front listens to its keys.
    void showPageActions(const QList<Page *> &pages, Page *front);
    void clearPageActions();

private:
    std::map<ShellAction, QAction *> m_actions;
    QMenu *m_pageMenu = nullptr;
};

} // namespace assay::ui
