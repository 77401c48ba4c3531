// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/columns.h"

#include "ui/shell/navigator.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"

#include <QBoxLayout>
#include <QSettings>
#include <QStackedWidget>
#include <QTabBar>
#include <QTreeView>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLayoutVersion = 1;
constexpr int kNavigatorWidth = 216;
constexpr int kDetailWidth = 340;
constexpr int kDetailNeeds = 1180; // below this the detail column folds away by itself
constexpr int kNavigatorNeeds = 900;

/// What the page itself names, else the first thing in it that takes the keyboard.
void focusInside(QWidget *widget)
{
    if (widget->focusProxy() && widget->focusProxy()->isVisible()) {
        widget->setFocus(Qt::ShortcutFocusReason);
        return;
    }
    for (QWidget *inside : widget->findChildren<QWidget *>()) {
        if (inside->isVisible() && inside->isEnabled() && (inside->focusPolicy() & Qt::TabFocus)) {
            inside->setFocus(Qt::ShortcutFocusReason);
            return;
        }
    }
}

bool areWidthsSaved()
{
    return QSettings().value(u"window/layoutVersion"_s).toInt() == kLayoutVersion;
}

} // namespace

Columns::Columns(const QList<Tab> &tabs, QWidget *parent) : QSplitter(Qt::Horizontal, parent)
{
    setHandleWidth(3);
    setChildrenCollapsible(false);
    m_navigator = new Navigator(this);
    m_navigator->setMinimumWidth(160);
    addWidget(m_navigator);
    addWidget(makePageColumn(tabs));
    addWidget(makeDetailColumn());
    setStretchFactor(1, 1);
    setSizes({kNavigatorWidth, 1280 - kNavigatorWidth - kDetailWidth, kDetailWidth});
    if (areWidthsSaved())
        restoreState(QSettings().value(u"window/columns"_s).toByteArray());
}

QWidget *Columns::makePageColumn(const QList<Tab> &tabs)
{
    auto *middle = new QWidget(this);
    auto *column = new QVBoxLayout(middle);
    column->setContentsMargins(theme::space(4), theme::space(1), theme::space(4), theme::space(2));
    column->setSpacing(theme::space(2));
    m_tabs = new QTabBar(middle);
    m_tabs->setObjectName(u"pagesTabBar"_s);
    m_tabs->setExpanding(false);
    m_tabs->setDrawBase(false);
    for (const Tab &tab : tabs)
        m_tabs->setTabToolTip(m_tabs->addTab(tab.text), tab.toolTip);
    connect(m_tabs, &QTabBar::tabBarClicked, this, [this](int tab) { Q_EMIT tabChosen(static_cast<PageId>(tab)); });
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int tab) { Q_EMIT tabChosen(static_cast<PageId>(tab)); });
    column->addWidget(m_tabs);
    m_banner = new Banner(middle);
    column->addWidget(m_banner);
    m_pages = new QStackedWidget(middle);
    column->addWidget(m_pages, 1);
    return middle;
}

QWidget *Columns::makeDetailColumn()
{
    m_detailColumn = new QWidget(this);
    m_detailColumn->setObjectName(u"detailColumn"_s);
    m_detailColumn->setAttribute(Qt::WA_StyledBackground);
    m_detailColumn->setMinimumWidth(320);
    auto *column = new QVBoxLayout(m_detailColumn);
    column->setContentsMargins(theme::space(3), theme::space(3), theme::space(3), theme::space(3));
    m_details = new QStackedWidget(m_detailColumn);
    column->addWidget(m_details);
    return m_detailColumn;
}

QWidget *Columns::pageParent()
{
    return m_pages;
}

void Columns::addPage(Page *page)
{
    m_pages->addWidget(page);
    if (page->detail())
        m_details->addWidget(page->detail());
}

void Columns::removePage(Page *page)
{
    if (QWidget *detail = page->detail()) {
        m_details->removeWidget(detail);
        detail->setParent(page); // whose it is: it goes with it
    }
    m_pages->removeWidget(page);
}

void Columns::showPage(Page *page, int windowWidth)
{
    // Who walks the tabs or the tree by keys goes on there.
    const QWidget *focused = window()->focusWidget();
    const bool doFocus = m_pages->currentWidget() != page || !focused || !focused->isVisible();
    const bool isWalking = m_tabs->hasFocus() || qobject_cast<const QTreeView *>(focused);
    for (int i = 0; i < m_pages->count(); ++i) { // a page at the back must not widen the one in front
        const auto policy = m_pages->widget(i) == page ? QSizePolicy::Preferred : QSizePolicy::Ignored;
        m_pages->widget(i)->setSizePolicy(policy, policy);
    }
    m_pages->setCurrentWidget(page);
    if (doFocus && !isWalking)
        focusInside(page);
    showTab(page->pageId());
    if (page->detail())
        m_details->setCurrentWidget(page->detail());
    m_detailColumn->setVisible(page->detail() && m_isDetailWanted && windowWidth >= kDetailNeeds);
}

void Columns::showTab(PageId page)
{
    const QSignalBlocker quiet(m_tabs);
    m_tabs->setCurrentIndex(static_cast<int>(page));
}

void Columns::setNavigatorShown(bool isShown)
{
    m_isNavigatorWanted = isShown;
    m_navigator->setVisible(isShown);
}

void Columns::setDetailShown(bool isShown)
{
    m_isDetailWanted = isShown;
    m_detailColumn->setVisible(isShown && m_details->count() > 0);
}

void Columns::fold(int windowWidth)
{
    auto *front = qobject_cast<Page *>(m_pages->currentWidget());
    m_navigator->setVisible(m_isNavigatorWanted && windowWidth >= kNavigatorNeeds);
    m_detailColumn->setVisible(front && front->detail() && m_isDetailWanted && windowWidth >= kDetailNeeds);
}

void Columns::focusNext()
{
    QList<QWidget *> shown;
    for (int i = 0; i < count(); ++i) {
        if (widget(i)->isVisible())
            shown.append(widget(i));
    }
    if (shown.isEmpty())
        return;
    qsizetype current = 0;
    for (qsizetype i = 0; i < shown.size(); ++i) {
        if (shown.at(i)->isAncestorOf(window()->focusWidget()))
            current = i;
    }
    QWidget *next = shown.at((current + 1) % shown.size());
    focusInside(next->isAncestorOf(m_pages) ? m_pages->currentWidget() : next);
}

void Columns::initWidths(int windowWidth)
{
    if (!areWidthsSaved())
        setSizes({kNavigatorWidth, std::max(1, windowWidth - kNavigatorWidth - kDetailWidth), kDetailWidth});
}

void Columns::saveWidths() const
{
    QSettings settings;
    settings.setValue(u"window/layoutVersion"_s, kLayoutVersion);
    settings.setValue(u"window/columns"_s, saveState());
}

} // namespace assay::ui
