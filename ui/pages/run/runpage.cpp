// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/run/runpage.h"

#include "core/run/eventmodel.h"
#include "core/run/runbudget.h"
#include "ui/format/format.h"
#include "ui/pages/run/columnheader.h"
#include "ui/pages/run/endnotice.h"
#include "ui/pages/run/eventspanel.h"
#include "ui/pages/run/matrixdelegate.h"
#include "ui/pages/run/matrixfilter.h"
#include "ui/pages/run/matrixmodel.h"
#include "ui/pages/run/monthmeter.h"
#include "ui/pages/run/planpanel.h"
#include "ui/pages/run/raisecapdialog.h"
#include "ui/pages/run/runmeters.h"
#include "ui/pages/run/throttlelines.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/plaintable.h"

#include <QAction>
#include <QBoxLayout>
#include <QButtonGroup>
#include <QFrame>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>
#include <QTimer>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMeterIntervalMs = 100;
constexpr int kBothNeed = 880;
constexpr int kItemColumnWidth = 240;
constexpr int kMostItemColumnWidth = 480;
constexpr int kLeastOutcomeWidth = 112;
constexpr int kMostOutcomeWidth = 200;
constexpr int kCountIntervalMs = 1'000;

struct LoadedRun {
    run::RunPlan plan;
    store::RunSummary summary;
    QList<run::CellResult> cells;
    QList<run::RunEvent> events;
    store::RequestCounts requests;
};

Result<LoadedRun> loadRun(store::Database &database, run::RunId id, bool goesOn)
{
    store::RunRepository runs(database);
    auto plan = runs.plan(id);
    if (!plan)
        return std::unexpected(plan.error());
    auto summary = runs.summary(id);
    if (!summary)
        return std::unexpected(summary.error());
    auto cells = runs.cells(id);
    if (!cells)
        return std::unexpected(cells.error());
    auto events = runs.events(id);
    if (!events)
        return std::unexpected(events.error());
    auto requests = runs.requestCounts(id, goesOn);
    if (!requests)
        return std::unexpected(requests.error());
    return LoadedRun{*std::move(plan), *std::move(summary), *std::move(cells), *std::move(events), *requests};
}

/// In the order of RowFilter.
QStringList chipTexts()
{
    return {RunPage::tr("all"), RunPage::tr("failed"), RunPage::tr("error"), RunPage::tr("differs between columns"), RunPage::tr("running")};
}

QPushButton *headButton(const QString &text, const QString &icon, const QString &objectName, QWidget *parent)
{
    auto *button = new QPushButton(text, parent);
    button->setIcon(theme::icon(icon));
    button->setObjectName(objectName);
    return button;
}

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
    makeChips(live);
    makeMatrix(live);
    column->addWidget(m_live, 1);
    m_live->hide();
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
    connect(&m_document, &Document::listsChanged, this, &RunPage::updateEmptyState);
}

void RunPage::updateEmptyState()
{
    const WorkspaceLists &lists = m_document.lists();
    m_empty->setCurrentIndex(lists.sets.isEmpty() ? 0 : lists.prompts.isEmpty() ? 1 : lists.models.isEmpty() ? 2 : 3);
    const bool canPlan = !lists.sets.isEmpty() && !lists.prompts.isEmpty() && !lists.models.isEmpty();
    m_planPanel->setVisible(canPlan && m_planButton->isChecked());
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
    auto *row = new QHBoxLayout;
    row->setSpacing(theme::space(2));
    m_title = new QLabel(tr("Run"), this);
    m_title->setFont(theme::headlineFont());
    m_title->setObjectName(u"runTitleLabel"_s);
    m_state = new QLabel(this);
    m_state->setObjectName(u"runStateLabel"_s);
    m_state->setProperty("secondary", true);
    m_state->setWordWrap(true); // the page may be narrow
    m_planButton = new QPushButton(tr("Hide the plan"), this);
    m_planButton->setObjectName(u"planPushButton"_s);
    m_planButton->setCheckable(true);
    m_planButton->setChecked(true);
    m_resume = headButton(tr("Resume"), u"media-playback-start"_s, u"resumePushButton"_s, this);
    m_pause = headButton(tr("Pause"), u"media-playback-pause"_s, u"pausePushButton"_s, this);
    m_stop = headButton(tr("Stop"), u"media-playback-stop"_s, u"stopPushButton"_s, this);
    row->addWidget(m_title);
    row->addWidget(m_state, 1);
    for (QPushButton *button : {m_planButton, m_resume, m_pause, m_stop})
        row->addWidget(button);
    column->addLayout(row);
    connect(m_planButton, &QPushButton::toggled, this, [this](bool shown) {
        m_planPanel->setVisible(shown);
        shareHeight();
        m_planButton->setText(shown ? tr("Hide the plan") : tr("Plan a run"));
    });
    connect(m_resume, &QPushButton::clicked, this, &RunPage::resumeOrRaise);
    connect(m_stop, &QPushButton::clicked, &m_document, &Document::cancelRun);
    connect(m_pause, &QPushButton::clicked, this, [this] {
        if (m_batch && m_batch->state == run::RunState::paused)
            m_document.continueRun();
        else
            m_document.pauseRun();
    });
}

void RunPage::makeChips(QVBoxLayout *column)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(theme::space(1));
    m_chips = new QButtonGroup(this);
    const QStringList texts = chipTexts();
    const QStringList toolTips{
        tr("All items"), tr("Items that failed in a column or more"), tr("Items with an error in a column or more"), tr("Items whose columns do not agree"), tr("Items in flight")};
    for (int i = 0; i < texts.size(); ++i) {
        auto *chip = new QPushButton(texts.at(i), this);
        chip->setProperty("chip", true);
        chip->setCheckable(true);
        chip->setChecked(i == 0);
        chip->setObjectName(u"chip%1PushButton"_s.arg(i));
        chip->setToolTip(toolTips.at(i));
        m_chips->addButton(chip, i);
        row->addWidget(chip);
    }
    row->addStretch();
    column->addLayout(row);
    connect(m_chips, &QButtonGroup::idClicked, this, [this](int id) { m_filter->setRowFilter(static_cast<RowFilter>(id)); });
}

void RunPage::makeMatrix(QVBoxLayout *column)
{
    m_model = new MatrixModel(this);
    m_filter = new MatrixFilter(this);
    m_filter->setSourceModel(m_model);
    m_table = new QTableView(this);
    m_table->setObjectName(u"matrixTableView"_s);
    m_table->setAccessibleName(tr("Live matrix: one row an item, one column a version and model"));
    m_header = new ColumnHeader(m_table);
    m_header->setFont(theme::smallFont());
    m_table->setHorizontalHeader(m_header);
    m_table->setModel(m_filter);
    m_table->setItemDelegate(new MatrixDelegate(m_table));
    makePlain(*m_table);
    m_table->setSelectionBehavior(QAbstractItemView::SelectItems);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    connect(m_table, &QTableView::activated, this, &RunPage::showCell);
    connect(m_table, &QTableView::doubleClicked, this, &RunPage::showCell);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_table, &QWidget::customContextMenuRequested, this, &RunPage::askWhere);
    column->addWidget(m_table, 1);
    setFocusProxy(m_table);
    m_table->viewport()->installEventFilter(this);
    connect(m_header, &QHeaderView::sectionResized, this, [this] { m_isSizedByUser = m_isSizedByUser || !m_isFitting; });
}

bool RunPage::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize && !m_isSizedByUser)
        fitColumns();
    return Page::eventFilter(watched, event);
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
    add(tr("Show or hide the &plan"), QKeySequence(Qt::CTRL | Qt::Key_R), [this] { m_planButton->toggle(); });
    add(tr("&Resume the missing cells"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R), [this] {
        if (m_resume->isVisible())
            resumeOrRaise();
    });
    auto *pause = new QAction(tr("Pa&use or go on"), m_table);
    pause->setShortcut(Qt::Key_Space);
    pause->setShortcutContext(Qt::WidgetShortcut);
    connect(pause, &QAction::triggered, m_pause, &QPushButton::click);
    m_table->addAction(pause);
    auto *requests = new QAction(tr("Show the re&quests of this cell"), this);
    requests->setShortcut(Qt::Key_L);
    requests->setShortcutContext(Qt::WidgetShortcut);
    connect(requests, &QAction::triggered, this, [this] { showRequests(m_table->currentIndex()); });
    m_table->addAction(requests);
    m_actions.append(requests);
    add(tr("Show every request of the r&un"), {}, [this] {
        if (m_plan)
            Q_EMIT goTo({.page = PageId::log, .name = {}, .number = {}, .run = m_plan->id, .cell = {}, .item = {}});
    });
    add(tr("Show the &events"), QKeySequence(Qt::CTRL | Qt::Key_T), [this] { m_events->setListShown(true); });
    add(tr("Show a&ll rows"), QKeySequence(Qt::SHIFT | Qt::Key_F), [this] { m_chips->button(0)->click(); });
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
            const bool isSame = m_plan && m_plan->id == loaded->plan.id;
            m_plan = std::make_shared<const run::RunPlan>(loaded->plan);
            m_summary = loaded->summary;
            m_model->setRun(m_plan, loaded->cells);
            const auto columns = run::columnTotals(*m_plan, loaded->cells);
            if (!isSame) {
                m_events->clear();
                m_header->setWarnings({});
                m_events->setListShown(false);
                m_end->hide();
            }
            takeEvents(loaded->events);
            m_header->setColumns(*m_plan, columns);
            const run::Totals totals = run::sum(columns);
            m_spent = totals.settled;
            m_meters->showTotals(totals, *m_plan);
            m_empty->hide();
            shareHeight();
            takeRequests(loaded->requests);
            if (!isSame) {
                m_batch.reset();
                if (isAncestorOf(window()->focusWidget()))
                    m_table->setFocus(); // the plan may take the focus away with it
                m_planButton->setChecked(false);
                m_isSizedByUser = false;
                QTimer::singleShot(0, this, &RunPage::fitColumns); // once the table has its place
            }
            if (const auto batch = m_document.lastBatch(); batch && batch->run == m_plan->id)
                takeBatch(batch);
            updateChips();
            updateState();
            showEnd();
        });
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

// All columns in sight where they keep a readable width.
void RunPage::fitColumns()
{
    const int columns = m_model->columnCount() - 1;
    if (columns < 1)
        return;
    const int room = m_table->viewport()->width();
    const int width = std::clamp((room - kItemColumnWidth) / columns, kLeastOutcomeWidth, kMostOutcomeWidth);
    m_isFitting = true;
    m_table->setColumnWidth(0, std::clamp(room - columns * width, kItemColumnWidth, kMostItemColumnWidth));
    for (int i = 1; i <= columns; ++i)
        m_table->setColumnWidth(i, width);
    m_isFitting = false;
}

void RunPage::takeBatch(const std::shared_ptr<const run::LiveBatch> &batch)
{
    if (!m_plan || batch->run != m_plan->id)
        return;
    m_batch = batch;
    m_model->apply(*batch);
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
    m_header->setWarnings(warnings);
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
    m_header->setColumns(*m_plan, m_batch->columns);
    updateChips();
    updateState();
}

void RunPage::updateChips()
{
    const QStringList texts = chipTexts();
    const auto counts = m_filter->counts();
    for (int i = 0; i < texts.size(); ++i)
        m_chips->button(i)->setText(u"%1 %2"_s.arg(texts.at(i), format::count(counts.at(static_cast<std::size_t>(i)))));
}

void RunPage::updateState()
{
    const bool isLive = this->isLive();
    const bool isPaused = isLive && m_batch && m_batch->state == run::RunState::paused;
    m_pause->setVisible(isLive);
    m_stop->setVisible(isLive);
    m_pause->setText(isPaused ? tr("Go on") : tr("Pause"));
    m_pause->setIcon(theme::icon(isPaused ? u"media-playback-start"_s : u"media-playback-pause"_s));
    m_planButton->setVisible(m_plan != nullptr); // before the first run there is only the plan
    const int missing = m_summary ? m_summary->cells - m_summary->done : 0;
    m_resume->setVisible(!isLive && missing > 0 && !m_document.isRunning());
    m_resume->setText(isHeldByOwnCap() ? tr("Raise cap and resume") : tr("Resume %n missing", nullptr, missing));
    if (!m_plan) {
        m_title->setText(tr("Run"));
        m_state->clear();
        return;
    }
    m_title->setText(tr("Run #%1").arg(m_plan->id.value));
    QString text = tr("%1 r%2").arg(m_plan->set.name).arg(m_plan->set.revision);
    if (isPaused)
        text += u"  ·  "_s + tr("paused: calls in flight finish, none starts");
    else if (isLive && m_batch && !m_batch->reason.isEmpty())
        text += u"  ·  "_s + m_batch->reason;
    else if (!isLive && m_summary && m_summary->state != run::RunState::finished) {
        // One that waits for its batches is as it should be.
        const QString mark = m_summary->state == run::RunState::paused ? QString() : QString(theme::mark(Tone::error) + u" "_s);
        text += u"  ·  "_s + mark + (m_summary->reason.isEmpty() ? run::toText(m_summary->state) : m_summary->reason);
    }
    if (m_plan->isSimulated())
        text += u"  ·  "_s + theme::mark(Tone::simulated) + tr(" simulated");
    m_state->setText(text);
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

void RunPage::showCell(const QModelIndex &index)
{
    const int cell = m_model->cellAt(m_filter->mapToSource(index));
    if (cell < 0 || !m_plan)
        return;
    Q_EMIT goTo({.page = PageId::results, .name = {}, .number = {}, .run = m_plan->id, .cell = cell, .item = index.data(MatrixModel::ItemKeyRole).toString()});
}

void RunPage::showRequests(const QModelIndex &index)
{
    const int cell = m_model->cellAt(m_filter->mapToSource(index));
    if (cell < 0 || !m_plan)
        return;
    Q_EMIT goTo({.page = PageId::log, .name = {}, .number = {}, .run = m_plan->id, .cell = cell, .item = index.data(MatrixModel::ItemKeyRole).toString()});
}

void RunPage::askWhere(const QPoint &at)
{
    const QModelIndex index = m_table->indexAt(at);
    if (!index.isValid() || m_model->cellAt(m_filter->mapToSource(index)) < 0)
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QPersistentModelIndex place(index);
    connect(menu->addAction(tr("Show the answer")), &QAction::triggered, this, [this, place] { showCell(place); });
    connect(menu->addAction(tr("Show the requests of this cell")), &QAction::triggered, this, [this, place] { showRequests(place); });
    menu->popup(m_table->viewport()->mapToGlobal(at));
}

} // namespace assay::ui
