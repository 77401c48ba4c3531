// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/run/runpage.h"

#include "core/run/eventmodel.h"
#include "core/run/runbudget.h"
#include "ui/pages/run/endnotice.h"
#include "ui/pages/run/eventspanel.h"
#include "ui/pages/run/loadedrun.h"
#include "ui/pages/run/matrixview.h"
#include "ui/pages/run/monthmeter.h"
#include "ui/pages/run/planpanel.h"
#include "ui/pages/run/raisecapdialog.h"
#include "ui/pages/run/rowchips.h"
#include "ui/pages/run/runhead.h"
#include "ui/pages/run/runmeters.h"
#include "ui/pages/run/throttlelines.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/emptystate.h"

#include <QAction>
#include <QBoxLayout>
#include <QFrame>
#include <QPushButton>
#include <QStackedWidget>
#include <QTimer>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMeterIntervalMs = 100;
constexpr int kBothNeed = 880;
constexpr int kCountIntervalMs = 1'000;

} // namespace

RunPage::RunPage(Document &document, QWidget *parent) : Page(parent), m_document(document), m_meterTimer(new QTimer(this)), m_countTimer(new QTimer(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space(3));
    makeHead(column);
    m_planPanel = new PlanPanel(m_document, this);
    column->addWidget(m_planPanel);
    m_line = new QFrame(this);
    m_line->setFixedHeight(1);
    column->addWidget(m_line);
    makeEmptyState();
    column->addWidget(m_empty, 1);
    makeLive(column);
    column->addStretch(); // below a plan alone
    makeActions();

    m_meterTimer->setInterval(kMeterIntervalMs);
    connect(m_meterTimer, &QTimer::timeout, this, &RunPage::refreshMeters);
    m_countTimer->setInterval(kCountIntervalMs);
    m_countTimer->setSingleShot(true);
    connect(m_countTimer, &QTimer::timeout, this, &RunPage::countRequests);
    connect(m_planPanel, &PlanPanel::startRequested, this, [this](const run::RunPlan &plan) { m_document.startRun(plan); });
    connect(&m_document, &Document::runStarted, this, &RunPage::load);
    connect(&m_document, &Document::liveBatch, this, &RunPage::takeBatch);
    connect(&m_document, &Document::runEnded, this, [this](run::RunId id) {
        if (m_plan && m_plan->id == id)
            load(id);
        m_planPanel->refresh();
    });
    updateState();
    updateEmptyState();
    refreshColours();
}

void RunPage::makeLive(QVBoxLayout *column)
{
    m_live = new QWidget(this);
    auto *live = new QVBoxLayout(m_live);
    live->setContentsMargins(0, 0, 0, 0);
    live->setSpacing(theme::space(2));
    m_meters = new RunMeters(m_live);
    live->addWidget(m_meters);
    live->addWidget(new MonthMeter(m_document, m_live));
    m_throttles = new ThrottleLines(m_live);
    m_throttles->hide();
    live->addWidget(m_throttles);
    m_end = new Banner(m_live);
    live->addWidget(m_end);
    m_events = new EventsPanel(m_live);
    live->addWidget(m_events);
    m_chips = new RowChips(m_live);
    live->addWidget(m_chips);
    connect(m_chips, &RowChips::chosen, this, [this](RowFilter rows) { m_matrix->setRowFilter(rows); });
    makeMatrix(live);
    column->addWidget(m_live, 1);
    m_live->hide();
}

void RunPage::makeEmptyState()
{
    m_empty = new QStackedWidget(this);
    const auto add = [this](const QString &title, const QString &text) {
        auto *state = new EmptyState(u"media-playback-start"_s, title, text, m_empty);
        m_empty->addWidget(state);
        return state;
    };
    const auto leadTo = [this](EmptyState *state, const QString &text, PageId page) {
        auto *lead = new QAction(text, this);
        connect(lead, &QAction::triggered, this, [this, page] { Q_EMIT goTo({.page = page, .name = {}, .number = {}, .run = {}, .cell = {}, .item = {}}); });
        state->addAction(lead);
    };
    leadTo(add(tr("A run needs an eval set"), tr("Each of its items is asked of each version and model.")), tr("Go to the eval sets"), PageId::sets);
    leadTo(add(tr("A run needs a prompt"), tr("It can be a single line; two versions of it make a comparison.")), tr("Go to the prompts"), PageId::prompts);
    leadTo(add(tr("A run needs a model"), tr("The simulated ones need no key; others are asked at their provider.")), tr("Go to the models"), PageId::models);
    add(tr("No run yet"), tr("Pick versions and models above: the simulated models need no key. The live matrix appears here."));
    add(tr("No run is shown"), tr("Choose one in the navigator to see its matrix, or start another one above."));
    connect(&m_document, &Document::listsChanged, this, &RunPage::updateEmptyState);
}

void RunPage::updateEmptyState()
{
    const WorkspaceLists &lists = m_document.lists();
    m_empty->setCurrentIndex(lists.sets.isEmpty() ? 0 : lists.prompts.isEmpty() ? 1 : lists.models.isEmpty() ? 2 : lists.runs.isEmpty() ? 3 : 4);
    const bool canPlan = !lists.sets.isEmpty() && !lists.prompts.isEmpty() && !lists.models.isEmpty();
    m_planPanel->setVisible(canPlan && m_head->isPlanShown());
    m_line->setVisible(canPlan);
}

void RunPage::refreshColours()
{
    m_line->setStyleSheet(u"background: %1;"_s.arg(theme::hairline().name()));
    m_planPanel->refreshColours();
    m_throttles->refreshColours();
    m_events->refreshColours();
}

void RunPage::makeHead(QVBoxLayout *column)
{
    m_head = new RunHead(this);
    column->addWidget(m_head);
    connect(m_head, &RunHead::planToggled, this, [this](bool isShown) {
        m_planPanel->setVisible(isShown);
        shareHeight();
    });
    connect(m_head, &RunHead::resumeRequested, this, &RunPage::resumeOrRaise);
    connect(m_head, &RunHead::pauseRequested, this, &RunPage::pauseOrGoOn);
    connect(m_head, &RunHead::stopRequested, &m_document, &Document::cancelRun);
}

void RunPage::makeMatrix(QVBoxLayout *column)
{
    m_matrix = new MatrixView(m_live);
    column->addWidget(m_matrix, 1);
    setFocusProxy(m_matrix);
    connect(m_matrix, &MatrixView::answerRequested, this, [this](int cell, const QString &itemKey) { showRunOn(PageId::results, cell, itemKey); });
    connect(m_matrix, &MatrixView::requestsRequested, this, [this](int cell, const QString &itemKey) { showRunOn(PageId::log, cell, itemKey); });
}

void RunPage::makeActions()
{
    const auto add = [this](const QString &text, const QKeySequence &keys, auto slot) {
        auto *made = new QAction(text, this);
        made->setShortcut(keys);
        made->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(made, &QAction::triggered, this, slot);
        m_actions.append(made);
    };
    add(tr("&Start"), QKeySequence(Qt::CTRL | Qt::Key_Return), [this] { m_planPanel->startButton()->click(); });
    add(tr("Show or hide the &plan"), QKeySequence(Qt::CTRL | Qt::Key_R), [this] { m_head->togglePlan(); });
    add(tr("&Resume the missing cells"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R), [this] {
        if (m_head->offersResume())
            resumeOrRaise();
    });
    auto *pause = new QAction(tr("Pa&use or go on"), m_matrix);
    pause->setShortcut(Qt::Key_Space);
    pause->setShortcutContext(Qt::WidgetShortcut);
    connect(pause, &QAction::triggered, this, &RunPage::pauseOrGoOn);
    m_matrix->addAction(pause);
    auto *requests = new QAction(tr("Show the re&quests of this cell"), this);
    requests->setShortcut(Qt::Key_L);
    requests->setShortcutContext(Qt::WidgetShortcut);
    connect(requests, &QAction::triggered, m_matrix, &MatrixView::askForRequests);
    m_matrix->addAction(requests);
    m_actions.append(requests);
    add(tr("Show every request of the r&un"), {}, [this] {
        if (m_plan)
            showRunOn(PageId::log, {}, {});
    });
    add(tr("Show the &events"), QKeySequence(Qt::CTRL | Qt::Key_T), [this] { m_events->setListShown(true); });
    add(tr("Show a&ll rows"), QKeySequence(Qt::SHIFT | Qt::Key_F), [this] { m_chips->chooseAll(); });
}

QList<QAction *> RunPage::pageActions()
{
    return m_actions;
}

void RunPage::show(const Place &place)
{
    if (place.run) {
        if (!m_plan || m_plan->id != *place.run)
            load(*place.run);
        return;
    }
    if (!m_plan && m_document.currentRun())
        load(*m_document.currentRun());
}

void RunPage::load(run::RunId id)
{
    const int job = ++m_job;
    m_document.read(
        this, [id, goesOn = m_document.isRunning() && m_document.currentRun() == id](store::Database &database) { return loadRun(database, id, goesOn); },
        [this, job](const Result<LoadedRun> &loaded) {
            if (job != m_job)
                return;
            if (!loaded) {
                Q_EMIT m_document.failed(loaded.error());
                return;
            }
            take(*loaded);
        });
}

void RunPage::take(const LoadedRun &loaded)
{
    const bool isSame = m_plan && m_plan->id == loaded.plan.id;
    m_plan = std::make_shared<const run::RunPlan>(loaded.plan);
    m_summary = loaded.summary;
    m_matrix->setRun(m_plan, loaded.cells);
    const auto columns = run::columnTotals(*m_plan, loaded.cells);
    if (!isSame) {
        m_events->clear();
        m_matrix->setWarnings({});
        m_events->setListShown(false);
        m_end->hide();
    }
    takeEvents(loaded.events);
    m_matrix->setColumns(*m_plan, columns);
    const run::Totals totals = run::sum(columns);
    m_spent = totals.settled;
    m_meters->showTotals(totals, *m_plan);
    m_empty->hide();
    shareHeight();
    takeRequests(loaded.requests);
    if (!isSame) {
        m_batch.reset();
        if (isAncestorOf(window()->focusWidget()))
            m_matrix->setFocus(); // the plan may take the focus away with it
        m_head->setPlanShown(false);
        m_matrix->fitColumnsAnew();
    }
    if (const auto batch = m_document.lastBatch(); batch && batch->run == m_plan->id)
        takeBatch(batch);
    m_chips->setCounts(m_matrix->counts());
    updateState();
    showEnd();
}

// The plan and the matrix are side by side only where both can be read.
void RunPage::shareHeight()
{
    m_live->setVisible(m_plan && (!m_planPanel->isVisibleTo(this) || height() >= kBothNeed));
}

void RunPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    shareHeight();
}

void RunPage::takeBatch(const std::shared_ptr<const run::LiveBatch> &batch)
{
    if (!m_plan || batch->run != m_plan->id)
        return;
    m_batch = batch;
    m_matrix->apply(*batch);
    takeEvents(batch->events);
    if (batch->isLast) {
        m_meterTimer->stop();
        refreshMeters();
        return;
    }
    if (!m_meterTimer->isActive())
        m_meterTimer->start();
    if (!m_countTimer->isActive())
        m_countTimer->start();
}

bool RunPage::isLive() const
{
    return m_document.isRunning() && m_plan && m_document.currentRun() == m_plan->id;
}

void RunPage::countRequests()
{
    if (!m_plan || !isVisible())
        return;
    const run::RunId id = m_plan->id;
    m_document.read(
        this, [id, goesOn = isLive()](store::Database &database) { return store::RunRepository(database).requestCounts(id, goesOn); },
        [this, id](const Result<store::RequestCounts> &counts) {
            if (counts && m_plan && m_plan->id == id)
                takeRequests(*counts);
        });
}

void RunPage::takeRequests(const store::RequestCounts &counts)
{
    m_requests = counts;
    m_meters->showRequests(counts);
}

void RunPage::takeEvents(const QList<run::RunEvent> &events)
{
    if (events.isEmpty())
        return;
    m_events->add(events);
    QHash<int, QStringList> warnings;
    for (const run::RunEvent &event : m_events->events()) {
        if (event.kind != u"warning")
            continue;
        if (const auto model = run::modelOf(*m_plan, event))
            warnings[*model].append(event.text);
    }
    m_matrix->setWarnings(warnings);
}

// Only of a run that was just looked at or has just ended; who closed it does not get it again.
void RunPage::showEnd()
{
    const auto notice = m_summary && m_plan ? endNotice(*m_summary, m_requests, isLive()) : std::nullopt;
    if (notice)
        m_end->showMessage(notice->tone, notice->title, notice->body);
    else
        m_end->hide();
}

// Figures change slower than cells: people read them.
void RunPage::refreshMeters()
{
    if (!m_batch || !m_plan || !isVisible())
        return;
    m_meters->showBatch(*m_batch, *m_plan);
    m_throttles->setStates(m_batch->throttles);
    m_throttles->setVisible(!m_batch->isLast && !m_batch->throttles.isEmpty());
    m_matrix->setColumns(*m_plan, m_batch->columns);
    m_chips->setCounts(m_matrix->counts());
    updateState();
}

void RunPage::updateState()
{
    const int missing = m_summary ? m_summary->cells - m_summary->done : 0;
    const bool canResume = !isLive() && missing > 0 && !m_document.isRunning();
    const QString resume = isHeldByOwnCap() ? tr("Raise cap and resume") : tr("Resume %n missing", nullptr, missing);
    m_head->showState({
        .title = m_plan ? tr("Run #%1").arg(m_plan->id.value) : tr("Run"),
        .text = m_plan ? stateText() : QString(),
        .hasRun = m_plan != nullptr,
        .isLive = isLive(),
        .isPaused = isPaused(),
        .resume = canResume ? resume : QString(),
    });
}

QString RunPage::stateText() const
{
    QStringList parts{tr("%1 r%2").arg(m_plan->set.name).arg(m_plan->set.revision)};
    if (isPaused()) {
        parts.append(tr("paused: calls in flight finish, none starts"));
    } else if (isLive() && m_batch && !m_batch->reason.isEmpty()) {
        parts.append(m_batch->reason);
    } else if (!isLive() && m_summary && m_summary->state != run::RunState::finished) {
        // One that waits for its batches is as it should be.
        const QString mark = m_summary->state == run::RunState::paused ? QString() : QString(theme::mark(Tone::error) + u" "_s);
        parts.append(mark + (m_summary->reason.isEmpty() ? run::toText(m_summary->state) : m_summary->reason));
    }
    if (m_plan->isSimulated())
        parts.append(theme::mark(Tone::simulated) + tr(" simulated"));
    return parts.join(u"  ·  "_s);
}

bool RunPage::isPaused() const
{
    return isLive() && m_batch && m_batch->state == run::RunState::paused;
}

void RunPage::pauseOrGoOn()
{
    if (m_batch && m_batch->state == run::RunState::paused)
        m_document.continueRun();
    else
        m_document.pauseRun();
}

bool RunPage::isHeldByOwnCap() const
{
    return m_summary && m_summary->state == run::RunState::capped && m_plan && m_plan->budget && !run::isOfMonthsCap(m_summary->reason);
}

void RunPage::resumeOrRaise()
{
    if (!m_summary || !m_plan)
        return;
    if (!isHeldByOwnCap()) {
        m_document.resumeRun(m_summary->id);
        return;
    }
    auto *dialog = new RaiseCapDialog(*m_plan->budget, m_spent, m_summary->cells - m_summary->done, this);
    connect(dialog, &RaiseCapDialog::confirmed, this, [this, id = m_summary->id](Money cap) { m_document.resumeRun(id, cap); });
    dialog->open();
}

void RunPage::showRunOn(PageId page, std::optional<int> cell, const QString &itemKey)
{
    Q_EMIT goTo({.page = page, .name = {}, .number = {}, .run = m_plan->id, .cell = cell, .item = itemKey});
}

} // namespace assay::ui
