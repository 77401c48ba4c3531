// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/mainwindow.h"

#include "ui/format/format.h"
#include "ui/shell/commandpalette.h"
#include "ui/shell/navigator.h"
#include "ui/shell/recentfiles.h"
#include "ui/shell/runline.h"
#include "ui/shell/shortcutsheet.h"
#include "ui/shell/welcome.h"
#include "ui/widgets/banner.h"

#include <QActionGroup>
#include <QApplication>
#include <QBoxLayout>
#include <QCloseEvent>
#include <QDir>
#include <QFileDialog>
#include <QMenuBar>
#include <QMessageBox>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QStatusBar>
#include <QTabBar>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLayoutVersion = 1;
constexpr int kNavigatorWidth = 216;
constexpr int kDetailWidth = 340;
constexpr int kDetailNeeds = 1180; // below this the detail column folds away by itself
constexpr int kNavigatorNeeds = 900;
constexpr qsizetype kHistoryKept = 50;

constexpr std::array kPageActions{ShellAction::showPrompts, ShellAction::showSets, ShellAction::showRun, ShellAction::showResults, ShellAction::showCompare};

Place placeOf(PageId page)
{
    return {.page = page, .name = {}, .number = {}, .run = {}, .cell = {}, .item = {}};
}

} // namespace

MainWindow::MainWindow(WindowParts parts) : m_parts(std::move(parts))
{
    setObjectName(u"mainWindow"_s);
    setMinimumSize(640, 480);
    resize(1280, 800);
    makeActions();
    makeFrame();
    connectActions();
    QSettings settings;
    restoreGeometry(settings.value(u"window/geometry"_s).toByteArray());
    updateActions();
    updateTitle();
}

MainWindow::~MainWindow()
{
    for (Page *page : m_pages)
        delete page;
}

void MainWindow::makeActions()
{
    QHash<MenuId, QMenu *> menus;
    for (const MenuId id : {MenuId::file, MenuId::go, MenuId::view, MenuId::run}) {
        menus.insert(id, menuBar()->addMenu(menuTitle(id)));
    }
    m_pageMenu = menuBar()->addMenu(tr("&Page"));
    menus.insert(MenuId::help, menuBar()->addMenu(menuTitle(MenuId::help)));
    auto *schemes = new QActionGroup(this);
    for (const ShellActionSpec &spec : shellActions()) {
        auto *made = new QAction(spec.text, this);
        made->setShortcut(spec.keys);
        made->setCheckable(spec.isCheckable);
        if (!spec.icon.isEmpty())
            made->setIcon(theme::icon(spec.icon));
        made->setData(spec.needsWorkspace);
        if (spec.startsGroup)
            menus.value(spec.menu)->addSeparator();
        menus.value(spec.menu)->addAction(made);
        if (spec.action == ShellAction::schemeSystem || spec.action == ShellAction::schemeLight || spec.action == ShellAction::schemeDark)
            schemes->addAction(made);
        m_actions.emplace(spec.action, made);
    }
}

void MainWindow::makeFrame()
{
    m_front = new QStackedWidget(this);
    m_welcome = new Welcome({action(ShellAction::sampleWorkspace), action(ShellAction::newWorkspace), action(ShellAction::openWorkspace)}, m_front);
    m_front->addWidget(m_welcome);

    m_columns = new QSplitter(Qt::Horizontal, m_front);
    m_columns->setHandleWidth(3);
    m_columns->setChildrenCollapsible(false);
    m_navigator = new Navigator(m_columns);
    m_navigator->setMinimumWidth(160);
    m_columns->addWidget(m_navigator);

    auto *middle = new QWidget(m_columns);
    auto *column = new QVBoxLayout(middle);
    column->setContentsMargins(theme::space(4), theme::space(1), theme::space(4), theme::space(2));
    column->setSpacing(theme::space(2));
    m_tabs = new QTabBar(middle);
    m_tabs->setObjectName(u"pagesTabBar"_s);
    m_tabs->setExpanding(false);
    m_tabs->setDrawBase(false);
    for (const ShellAction id : kPageActions) {
        const int tab = m_tabs->addTab(action(id)->text().remove(u'&'));
        m_tabs->setTabToolTip(tab, action(id)->shortcut().toString(QKeySequence::NativeText));
    }
    column->addWidget(m_tabs);
    m_banner = new Banner(middle);
    column->addWidget(m_banner);
    m_pageStack = new QStackedWidget(middle);
    column->addWidget(m_pageStack, 1);
    m_columns->addWidget(middle);

    m_detailColumn = new QWidget(m_columns);
    m_detailColumn->setObjectName(u"detailColumn"_s);
    m_detailColumn->setAttribute(Qt::WA_StyledBackground);
    auto *detailLayout = new QVBoxLayout(m_detailColumn);
    detailLayout->setContentsMargins(theme::space(3), theme::space(3), theme::space(3), theme::space(3));
    m_detailStack = new QStackedWidget(m_detailColumn);
    detailLayout->addWidget(m_detailStack);
    m_detailColumn->setMinimumWidth(320);
    m_columns->addWidget(m_detailColumn);
    m_columns->setStretchFactor(1, 1);
    m_columns->setSizes({kNavigatorWidth, 1280 - kNavigatorWidth - kDetailWidth, kDetailWidth});
    QSettings settings;
    if (settings.value(u"window/layoutVersion"_s).toInt() == kLayoutVersion)
        m_columns->restoreState(settings.value(u"window/columns"_s).toByteArray());
    m_front->addWidget(m_columns);
    setCentralWidget(m_front);

    m_runLine = new RunLine(this);
    statusBar()->setSizeGripEnabled(false);
    statusBar()->addWidget(m_runLine, 1);
    statusBar()->hide();
}

void MainWindow::connectActions()
{
    using enum ShellAction;
    const auto on = [this](ShellAction id, auto slot) { connect(action(id), &QAction::triggered, this, slot); };
    on(newWorkspace, [this] { askForNew(); });
    on(openWorkspace, [this] { askForOpen(); });
    on(sampleWorkspace, [this] { createSample(freeSamplePath()); });
    on(closeWorkspace, [this] { closeDocument(); });
    on(quit, [this] { close(); });
    for (std::size_t i = 0; i < kPageActions.size(); ++i)
        on(kPageActions[i], [this, i] { goTo(placeOf(static_cast<PageId>(i))); });
    on(back, [this] { step(m_back, m_forward); });
    on(forward, [this] { step(m_forward, m_back); });
    on(toggleNavigator, [this](bool shown) { m_navigator->setVisible(shown); });
    on(toggleDetail, [this](bool shown) { m_detailColumn->setVisible(shown && m_detailStack->count() > 0); });
    on(nextColumn, [this] { focusNextColumn(); });
    on(schemeSystem, [this] { applyScheme(Scheme::system); });
    on(schemeLight, [this] { applyScheme(Scheme::light); });
    on(schemeDark, [this] { applyScheme(Scheme::dark); });
    on(pauseRun, [this] {
        const auto batch = m_document ? m_document->lastBatch() : nullptr;
        if (batch && batch->state == run::RunState::paused)
            m_document->continueRun();
        else if (m_document)
            m_document->pauseRun();
    });
    on(stopRun, [this] {
        if (m_document)
            m_document->cancelRun();
    });
    on(palette, [this] { openPalette(); });
    on(shortcuts, [this] {
        QList<ActionGroup> groups{{tr("Everywhere"), shellActionList()}};
        if (Page *front = page(m_place.page))
            groups.prepend({tr("This page"), front->pageActions()});
        (new ShortcutSheet(groups, this))->show();
    });
    on(about, [this] { showAbout(); });
    action(toggleNavigator)->setChecked(true);
    action(toggleDetail)->setChecked(true);
    const auto scheme = static_cast<Scheme>(QSettings().value(u"window/scheme"_s, 0).toInt());
    action(scheme == Scheme::dark ? schemeDark : scheme == Scheme::light ? schemeLight : schemeSystem)->setChecked(true);

    connect(m_welcome, &Welcome::openRequested, this, &MainWindow::openWorkspace);
    connect(m_navigator, &Navigator::goTo, this, &MainWindow::goTo);
    connect(m_tabs, &QTabBar::tabBarClicked, this, [this](int tab) { goTo(placeOf(static_cast<PageId>(tab))); });
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int tab) {
        if (static_cast<PageId>(tab) != m_place.page)
            goTo(placeOf(static_cast<PageId>(tab)));
    });
    connect(m_runLine, &RunLine::clicked, this, [this] { goTo(placeOf(PageId::run)); });
    connect(m_runLine, &RunLine::pauseClicked, action(pauseRun), &QAction::trigger);
    connect(m_runLine, &RunLine::stopClicked, action(stopRun), &QAction::trigger);
}

// ── the document ────────────────────────────────────────────────────────────────────────────────────────────────────

void MainWindow::openWorkspace(const QString &path)
{
    auto opened = workspace::Workspace::open(path);
    if (!opened) {
        showError(opened.error());
        return;
    }
    if (!closeDocument())
        return;
    setDocument(*std::move(opened));
    goTo(placeOf(PageId::results));
}

void MainWindow::createWorkspace(const QString &path)
{
    auto created = workspace::Workspace::create(path);
    if (!created) {
        showError(created.error());
        return;
    }
    if (!closeDocument())
        return;
    setDocument(*std::move(created));
    goTo(placeOf(PageId::prompts));
}

void MainWindow::createSample(const QString &path)
{
    auto created = workspace::Workspace::create(path);
    if (!created) {
        showError(created.error());
        return;
    }
    if (!closeDocument())
        return;
    setDocument(*std::move(created));
    goTo(placeOf(PageId::run));
    m_document->write(m_document, m_parts.fillSample, [this](const Result<run::RunPlan> &plan) {
        if (!plan) {
            showError(plan.error());
            return;
        }
        m_compareWhenDone = true;
        m_document->startRun(*plan);
    });
}

void MainWindow::setDocument(std::unique_ptr<workspace::Workspace> workspace)
{
    recent::add(workspace->path());
    m_document = new Document(std::move(workspace), m_parts.makeModelFactory(), this);
    m_pages = m_parts.makePages(*m_document, m_pageStack);
    for (Page *made : m_pages) {
        m_pageStack->addWidget(made);
        if (made->detail())
            m_detailStack->addWidget(made->detail());
        connect(made, &Page::goTo, this, &MainWindow::goTo);
    }
    connectDocument();
    m_front->setCurrentWidget(m_columns);
    if (QSettings().value(u"window/layoutVersion"_s).toInt() != kLayoutVersion)
        m_columns->setSizes({kNavigatorWidth, std::max(1, width() - kNavigatorWidth - kDetailWidth), kDetailWidth});
    statusBar()->show();
    m_runLine->showIdle(tr("No run yet in this sitting"));
    updateActions();
    updateTitle();
}

void MainWindow::connectDocument()
{
    connect(m_document, &Document::listsChanged, this, [this] { m_navigator->model().setLists(m_document->lists()); });
    connect(m_document, &Document::failed, this, &MainWindow::showError);
    connect(m_document, &Document::liveBatch, this, &MainWindow::takeBatch);
    connect(m_document, &Document::runStarted, this, [this](run::RunId id) {
        m_banner->hide();
        updateActions();
        Place place = placeOf(PageId::run);
        place.run = id;
        goTo(place);
    });
    connect(m_document, &Document::runEnded, this, &MainWindow::takeRunEnd);
}

bool MainWindow::closeDocument()
{
    if (!m_document)
        return true;
    for (Page *page : m_pages) {
        if (!page->mayLeave())
            return false;
    }
    for (Page *page : std::exchange(m_pages, {})) {
        if (page->detail())
            m_detailStack->removeWidget(page->detail());
        m_pageStack->removeWidget(page);
        delete page;
    }
    delete std::exchange(m_document, nullptr);
    m_pageMenu->clear();
    m_navigator->model().setLists({});
    m_back.clear();
    m_forward.clear();
    m_place = {};
    m_compareWhenDone = false;
    m_banner->hide();
    m_welcome->refresh();
    m_front->setCurrentWidget(m_welcome);
    statusBar()->hide();
    updateActions();
    updateTitle();
    return true;
}

void MainWindow::takeBatch(const std::shared_ptr<const run::LiveBatch> &batch)
{
    m_runLine->showBatch(*batch);
    const int cells = batch->all.cells;
    m_navigator->model().setRunProgress(batch->run, cells > 0 ? static_cast<double>(batch->all.done()) / cells : 0);
    if (batch->isLast)
        updateActions();
}

void MainWindow::takeRunEnd(run::RunId id)
{
    updateActions();
    const auto batch = m_document->lastBatch();
    if (!std::exchange(m_compareWhenDone, false) || !batch || batch->state != run::RunState::finished)
        return;
    Place place = placeOf(PageId::compare);
    place.run = id;
    goTo(place);
}

// ── places ──────────────────────────────────────────────────────────────────────────────────────────────────────────

Page *MainWindow::page(PageId id) const
{
    const auto found = std::ranges::find_if(m_pages, [id](const Page *page) { return page->pageId() == id; });
    return found == m_pages.end() ? nullptr : *found;
}

void MainWindow::goTo(const Place &place)
{
    Page *leaving = page(m_place.page);
    if (!page(place.page) || (leaving && place.page != m_place.page && !leaving->mayLeave())) {
        m_tabs->setCurrentIndex(static_cast<int>(m_place.page));
        return;
    }
    if (m_place != place) {
        m_back.append(m_place);
        if (m_back.size() > kHistoryKept)
            m_back.removeFirst();
        m_forward.clear();
    }
    showPageOf(place);
}

void MainWindow::step(QList<Place> &from, QList<Place> &to)
{
    if (from.isEmpty())
        return;
    to.append(m_place);
    showPageOf(from.takeLast());
}

void MainWindow::showPageOf(const Place &place)
{
    Page *front = page(place.page);
    if (!front)
        return;
    m_place = place;
    m_pageStack->setCurrentWidget(front);
    m_tabs->setCurrentIndex(static_cast<int>(place.page));
    const bool hasDetail = front->detail() != nullptr;
    if (hasDetail)
        m_detailStack->setCurrentWidget(front->detail());
    m_detailColumn->setVisible(hasDetail && action(ShellAction::toggleDetail)->isChecked() && width() >= kDetailNeeds);
    updatePageActions(front);
    front->show(place);
    m_navigator->showPlace(place);
    updateActions();
}

void MainWindow::updatePageActions(Page *front)
{
    m_pageMenu->clear();
    for (Page *other : m_pages) {
        for (QAction *pageAction : other->pageActions())
            other->removeAction(pageAction);
    }
    for (QAction *pageAction : front->pageActions()) {
        front->addAction(pageAction);
        m_pageMenu->addAction(pageAction);
    }
    m_pageMenu->setEnabled(!m_pageMenu->isEmpty());
}

void MainWindow::focusNextColumn()
{
    QList<QWidget *> columns;
    for (int i = 0; i < m_columns->count(); ++i) {
        if (m_columns->widget(i)->isVisible())
            columns.append(m_columns->widget(i));
    }
    qsizetype current = 0;
    for (qsizetype i = 0; i < columns.size(); ++i) {
        if (columns.at(i)->isAncestorOf(focusWidget()))
            current = i;
    }
    QWidget *next = columns.at((current + 1) % columns.size());
    for (QWidget *widget : next->findChildren<QWidget *>()) {
        if (widget->isVisible() && widget->isEnabled() && (widget->focusPolicy() & Qt::TabFocus)) {
            widget->setFocus(Qt::ShortcutFocusReason);
            return;
        }
    }
}

// ── what the frame says ─────────────────────────────────────────────────────────────────────────────────────────────

void MainWindow::updateActions()
{
    for (const auto &[id, made] : m_actions) {
        if (made->data().toBool())
            made->setEnabled(m_document != nullptr);
    }
    const bool running = m_document && m_document->isRunning();
    action(ShellAction::pauseRun)->setEnabled(running);
    action(ShellAction::stopRun)->setEnabled(running);
    action(ShellAction::back)->setEnabled(!m_back.isEmpty());
    action(ShellAction::forward)->setEnabled(!m_forward.isEmpty());
    m_pageMenu->setEnabled(m_document && !m_pageMenu->isEmpty());
}

void MainWindow::updateTitle()
{
    setWindowTitle(m_document ? tr("%1 — Assay").arg(m_document->name()) : u"Assay"_s);
    setWindowFilePath(m_document ? m_document->path() : QString());
}

void MainWindow::showError(const Error &error)
{
    const format::ErrorText text = format::errorText(error);
    if (m_document) {
        m_banner->showMessage(Tone::error, text.title, text.body);
        return;
    }
    auto *box = new QMessageBox(QMessageBox::Warning, text.title, text.title, QMessageBox::Ok, this);
    box->setInformativeText(text.body);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

void MainWindow::askForNew()
{
    QString path = QFileDialog::getSaveFileName(this, tr("New workspace"), QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation), tr("Assay workspaces (*.assay)"));
    if (path.isEmpty())
        return;
    if (!path.endsWith(u".assay"_s))
        path += u".assay"_s;
    createWorkspace(path);
}

void MainWindow::askForOpen()
{
    const QString path = QFileDialog::getOpenFileName(this, tr("Open workspace"), QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation), tr("Assay workspaces (*.assay);;All files (*)"));
    if (!path.isEmpty())
        openWorkspace(path);
}

QString MainWindow::freeSamplePath()
{
    const QDir folder(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation));
    folder.mkpath(u"."_s);
    QString path = folder.filePath(u"sample.assay"_s);
    for (int number = 2; QFile::exists(path); ++number)
        path = folder.filePath(u"sample-%1.assay"_s.arg(number));
    return path;
}

void MainWindow::openPalette()
{
    QList<PaletteEntry> entries;
    if (m_document) {
        const WorkspaceLists &lists = m_document->lists();
        const auto lead = [this](Place place) { return [this, place] { goTo(place); }; };
        for (const store::PromptSummary &prompt : lists.prompts)
            entries.append({prompt.name, tr("prompt"), lead({.page = PageId::prompts, .name = prompt.name, .number = {}, .run = {}, .cell = {}, .item = {}})});
        for (const store::EvalSetSummary &set : lists.sets)
            entries.append({set.name, tr("eval set"), lead({.page = PageId::sets, .name = set.name, .number = {}, .run = {}, .cell = {}, .item = {}})});
        for (const store::RunSummary &summary : lists.runs)
            entries.append({tr("Run #%1 %2").arg(summary.id.value).arg(summary.setName), tr("run"), lead({.page = PageId::results, .name = {}, .number = {}, .run = summary.id, .cell = {}, .item = {}})});
    }
    QList<QAction *> actions = shellActionList();
    if (Page *front = page(m_place.page))
        actions = front->pageActions() + actions;
    for (QAction *listed : actions) {
        if (listed->isEnabled())
            entries.append({listed->text().remove(u'&').remove(u'…'), listed->shortcut().toString(QKeySequence::NativeText), [listed] { listed->trigger(); }});
    }
    (new CommandPalette(entries, this))->show();
}

QList<QAction *> MainWindow::shellActionList() const
{
    QList<QAction *> list;
    for (const ShellActionSpec &spec : shellActions())
        list.append(action(spec.action));
    return list;
}

void MainWindow::showAbout()
{
    QMessageBox::about(this, tr("About Assay"),
        tr("<b>Assay %1</b><p>Is the new prompt better, by how much, and how sure is that?</p><p>Free software, GPL 3 or later. Nothing leaves this computer but "
           "requests to the providers that you configured.</p>")
            .arg(QStringLiteral(ASSAY_VERSION)));
}

void MainWindow::applyScheme(Scheme scheme)
{
    QSettings().setValue(u"window/scheme"_s, static_cast<int>(scheme));
    theme::apply(*qApp, scheme);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    QSettings settings;
    settings.setValue(u"window/geometry"_s, saveGeometry());
    settings.setValue(u"window/layoutVersion"_s, kLayoutVersion);
    settings.setValue(u"window/columns"_s, m_columns->saveState());
    if (closeDocument())
        event->accept();
    else
        event->ignore();
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    Page *front = page(m_place.page);
    m_navigator->setVisible(action(ShellAction::toggleNavigator)->isChecked() && width() >= kNavigatorNeeds);
    m_detailColumn->setVisible(front && front->detail() && action(ShellAction::toggleDetail)->isChecked() && width() >= kDetailNeeds);
}

} // namespace assay::ui
