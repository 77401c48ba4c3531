// SPDX-License-Identifier: GPL-3.0-or-later
// The three columns of an open workspace: navigator, page under its tabs, detail. Columns that the window is too narrow for fold away and come
// back with the room; the widths are remembered.
#pragma once

#include "ui/pages/page.h"

#include <QSplitter>

class QStackedWidget;
class QTabBar;

namespace assay::ui {

class Banner;
class Navigator;

class Columns final : public QSplitter {
    Q_OBJECT

public:
    struct Tab {
        QString text;
        QString toolTip;
    };
    /// One tab a page, in the order of PageId.
    Columns(const QList<Tab> &tabs, QWidget *parent);

    [[nodiscard]] Navigator &navigator() { return *m_navigator; }
    [[nodiscard]] Banner &banner() { return *m_banner; }
    [[nodiscard]] QWidget *pageParent();

    void addPage(Page *page);
    void removePage(Page *page); ///< it stays whole and has no place here any more
    /// `windowWidth` in pixels tells whether its detail has room beside it.
    void showPage(Page *page, int windowWidth);
    void showTab(PageId page);

    void setNavigatorShown(bool isShown);
    void setDetailShown(bool isShown);
    void fold(int windowWidth);
    void focusNext();

    /// The usual widths, unless some were saved.
    void initWidths(int windowWidth);
    void saveWidths() const;

Q_SIGNALS:
    void tabChosen(assay::ui::PageId page);

private:
    QWidget *makePageColumn(const QList<Tab> &tabs);
    QWidget *makeDetailColumn();

    Navigator *m_navigator = nullptr;
    QTabBar *m_tabs = nullptr;
    Banner *m_banner = nullptr;
    QStackedWidget *m_pages = nullptr;
    QWidget *m_detailColumn = nullptr;
    QStackedWidget *m_details = nullptr;
    bool m_isNavigatorWanted = true;
    bool m_isDetailWanted = true;
};

} // namespace assay::ui
