// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/mainwindow.h"

#include "ui/format/format.h"
#include "ui/shell/budgetdialog.h"
#include "ui/shell/columns.h"
#include "ui/shell/commandpalette.h"
#include "ui/shell/desktopnotice.h"
#include "ui/shell/helppage.h"
#include "ui/shell/navigator.h"
#include "ui/shell/paletteentries.h"
#include "ui/shell/recentfiles.h"
#include "ui/shell/runline.h"
#include "ui/shell/shortcutsheet.h"
#include "ui/shell/welcome.h"
#include "ui/shell/workspacepaths.h"
#include "ui/widgets/banner.h"

#include <QAction>
#include <QApplication>
#include <QCloseEvent>
#include <QMenuBar>
#include <QMessageBox>
#include <QSettings>
#include <QStackedWidget>
#include <QStatusBar>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kHistoryKept = 50;

constexpr std::array kPageActions{ShellAction::showPrompts, ShellAction::showSets, ShellAction::showRun, ShellAction::showResults, ShellAction::showCompare, ShellAction::showLog,
    ShellAction::showModels};

Place placeOf(PageId page)
{
    return {.page = page, .name = {}, .number = {}, .run = {}, .cell = {}, .item = {}};
}

} // namespace

MainWindow::MainWindow(WindowParts parts) : m_parts(std::move(parts)), m_menus(menuBar(), this)
{
    setObjectName(u"mainWindow"_s);
    setMinimumSize(640, 480);
    resize(1280, 800);
    makeFrame();
    connectActions();
    QSettings settings;
    restoreGeometry(settings.value(u"window/geometry"_s).toByteArray());
    updateActions();
    updateTitle();
}

MainWindow::~MainWindow()
{
    for (Page *page : m_pages) {
        m_columns->removePage(page);
        delete page;
    }
}

void MainWindow::makeFrame()
{
    m_front = new QStackedWidget(this);
    m_welcome = new Welcome({action(ShellAction::sampleWorkspace), action(ShellAction::newWorkspace), action(ShellAction::openWorkspace)}, m_front);
    m_front->addWidget(m_welcome);
    QList<Columns::Tab> tabs;
    for (const ShellAction id : kPageActions)
        tabs.append({action(id)->text().remove(u'&'), action(id)->shortcut().toString(QKeySequence::NativeText)});
    m_columns = new Columns(tabs, m_front);
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
    on(newWorkspace, [this] {
        if (const QString path = workspacepaths::askForNew(this); !path.isEmpty())
            this->createWorkspace(path);
    });
    on(openWorkspace, [this] {
        if (const QString path = workspacepaths::askForExisting(this); !path.isEmpty())
            this->openWorkspace(path);
    });
    on(sampleWorkspace, [this] { createSample(workspacepaths::freeForSample()); });
    on(closeWorkspace, [this] { closeDocument(); });
    on(quit, [this] { close(); });
    for (std::size_t i = 0; i < kPageActions.size(); ++i)
        on(kPageActions[i], [this, i] { goTo(placeOf(static_cast<PageId>(i))); });
    on(back, [this] { step(m_back, m_forward); });
    on(forward, [this] { step(m_forward, m_back); });
    on(toggleNavigator, [this](bool shown) { m_columns->setNavigatorShown(shown); });
    on(toggleDetail, [this](bool shown) { m_columns->setDetailShown(shown); });
    on(nextColumn, [this] { m_columns->focusNext(); });
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
    on(budget, [this] { openBudget(); });
    action(budget)->setVisible(m_parts.month != nullptr);
    action(budget)->setEnabled(m_parts.month != nullptr); // or the palette would list it
    on(palette, [this] { openPalette(); });
    on(shortcuts, [this] {
        QList<ActionGroup> groups{{tr("Everywhere"), m_menus.actions()}};
        if (Page *front = page(m_place.page))
            groups.prepend({tr("This page"), front->pageActions()});
        (new ShortcutSheet(groups, this))->show();
    });
    on(language, [this] { (new HelpPage(HelpTopic::language, this))->show(); });
    on(promptFiles, [this] { (new HelpPage(HelpTopic::promptFiles, this))->show(); });
    on(lintRules, [this] { (new HelpPage(HelpTopic::lintRules, this))->show(); });
    // What is written on the Prompts page has a page to read; the others are explained by what can be done there.
    on(pageHelp, [this] { action(m_document && m_place.page == PageId::prompts ? language : shortcuts)->trigger(); });
    on(about, [this] { showAbout(); });
    action(toggleNavigator)->setChecked(true);
    action(toggleDetail)->setChecked(true);
    const auto scheme = static_cast<Scheme>(QSettings().value(u"window/scheme"_s, 0).toInt());
    action(scheme == Scheme::dark ? schemeDark : scheme == Scheme::light ? schemeLight : schemeSystem)->setChecked(true);

    connect(m_welcome, &Welcome::openRequested, this, &MainWindow::openWorkspace);
    connect(&m_columns->navigator(), &Navigator::goTo, this, &MainWindow::goTo);
    connect(m_columns, &Columns::tabChosen, this, [this](PageId page) { goTo(placeOf(page)); });
    connect(&m_columns->banner(), &Banner::offerTaken, this, [this] {
        if (m_document)
            m_batchOffers.take(*m_document);
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
    connect(m_document, &Document::listsChanged, this, &MainWindow::goToNewest, Qt::SingleShotConnection);
}

void MainWindow::goToNewest()
{
    const QList<store::RunSummary> &runs = m_document->lists().runs;
    const bool isCompared = !runs.isEmpty() && runs.first().versions.size() > 1;
    goTo(placeOf(isCompared ? PageId::compare : runs.isEmpty() ? PageId::prompts : PageId::results));
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
    m_document->write(m_document, m_parts.fillNew, [this](const Result<void> &filled) {
        if (!filled)
            showError(filled.error());
    });
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
    m_document = new Document(std::move(workspace), m_parts.makeModelFactory, this, m_parts.month);
    m_pages = m_parts.makePages(*m_document, m_columns->pageParent());
    for (Page *made : m_pages) {
        m_columns->addPage(made);
        connect(made, &Page::goTo, this, &MainWindow::goTo);
    }
    connectDocument();
    m_front->setCurrentWidget(m_columns);
    if (QWidget *focused = focusWidget())
        focused->clearFocus(); // the page that is shown first takes the keyboard
    m_columns->initWidths(width());
    statusBar()->show();
    m_runLine->showIdle(tr("No run yet in this sitting"));
    updateActions();
    updateTitle();
}

void MainWindow::connectDocument()
{
    m_isWarnedOfChanges = false;
    m_batchOffers.forget();
    connect(m_document, &Document::listsChanged, this, [this] {
        m_isWarnedOfChanges = false; // something was saved
        m_columns->navigator().model().setLists(m_document->lists());
        m_batchOffers.offerNext(*m_document, m_columns->banner());
    });
    connect(m_document, &Document::failed, this, &MainWindow::showError);
    connect(m_document, &Document::told, this, [this](const QString &title, const QString &text) { m_columns->banner().showMessage(Tone::neutral, title, text); });
    connect(m_document, &Document::liveBatch, this, &MainWindow::takeBatch);
    connect(m_document, &Document::runStarted, this, [this](run::RunId id) {
        m_columns->banner().hide();
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
    if (!mayDropChanges())
        return false;
    for (Page *page : std::exchange(m_pages, {})) {
        m_columns->removePage(page);
        delete page;
    }
    delete std::exchange(m_document, nullptr);
    m_menus.clearPageActions();
    m_columns->navigator().model().setLists({});
    m_back.clear();
    m_forward.clear();
    m_place = {};
    m_compareWhenDone = false;
    m_batchOffers.forget();
    m_columns->banner().hide();
    m_welcome->refresh();
    m_front->setCurrentWidget(m_welcome);
    statusBar()->hide();
    updateActions();
    updateTitle();
    return true;
}

bool MainWindow::mayDropChanges()
{
    const auto changed = std::ranges::find_if(m_pages, &QWidget::isWindowModified);
    if (changed == m_pages.end() || std::exchange(m_isWarnedOfChanges, true))
        return true;
    goTo(placeOf((*changed)->pageId()));
    m_columns->banner().showMessage(Tone::error, tr("There are changes that are not saved"), tr("Save them (Ctrl+S), or close once more to drop them."));
    return false;
}

void MainWindow::takeBatch(const std::shared_ptr<const run::LiveBatch> &batch)
{
    m_runLine->showBatch(*batch);
    for (const run::RunEvent &event : batch->events) {
        if (event.kind == u"budget")
            tellBudget(event);
    }
    const int cells = batch->all.cells;
    m_columns->navigator().model().setRunProgress(batch->run, cells > 0 ? static_cast<double>(batch->all.done()) / cells : 0);
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
        m_columns->showTab(m_place.page);
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
    m_columns->showPage(front, width());
    m_menus.showPageActions(m_pages, front);
    front->show(place);
    m_columns->navigator().showPlace(place);
    updateActions();
}

// ── what the frame says ─────────────────────────────────────────────────────────────────────────────────────────────

void MainWindow::updateActions()
{
    m_menus.setState({
        .hasWorkspace = m_document != nullptr,
        .isRunning = m_document && m_document->isRunning(),
        .canGoBack = !m_back.isEmpty(),
        .canGoForward = !m_forward.isEmpty(),
    });
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
        m_columns->banner().showMessage(Tone::error, text.title, text.body);
        return;
    }
    auto *box = new QMessageBox(QMessageBox::Warning, text.title, text.title, QMessageBox::Ok, this);
    box->setInformativeText(text.body);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

void MainWindow::openPalette()
{
    QList<PaletteEntry> entries = m_document ? placeEntries(m_document->lists(), [this](const Place &place) { goTo(place); }) : QList<PaletteEntry>();
    if (Page *front = page(m_place.page))
        entries += actionEntries(front->pageActions());
    entries += actionEntries(m_menus.actions());
    (new CommandPalette(entries, this))->show();
}

// A mark of a budget: in the window, and to a user who is elsewhere.
void MainWindow::tellBudget(const run::RunEvent &event)
{
    m_columns->banner().showMessage(Tone::neutral, tr("Budget"), event.text);
    const bool isWanted = m_parts.month == nullptr || m_parts.month->settings().desktopNotifications().value_or(true);
    if (!isActiveWindow() && isWanted)
        notifyDesktop(*this, tr("Budget of %1").arg(m_document->name()), event.text);
}

void MainWindow::openBudget()
{
    if (m_parts.month == nullptr)
        return;
    auto *dialog = new BudgetDialog(*m_parts.month, this);
    connect(dialog, &BudgetDialog::changed, this, [this] {
        if (m_document)
            m_document->refreshMonth();
    });
    dialog->open();
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
    m_columns->saveWidths();
    if (closeDocument())
        event->accept();
    else
        event->ignore();
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    m_columns->fold(width());
}

} // namespace assay::ui
