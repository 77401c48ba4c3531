// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/run/runpage.h"

#include "ui/format/format.h"
#include "ui/pages/run/columnheader.h"
#include "ui/pages/run/matrixdelegate.h"
#include "ui/pages/run/matrixfilter.h"
#include "ui/pages/run/matrixmodel.h"
#include "ui/pages/run/monthmeter.h"
#include "ui/pages/run/planpanel.h"
#include "ui/pages/run/runmeters.h"
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
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>
#include <QTimer>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMeterIntervalMs = 100;
constexpr int kItemColumnWidth = 240;
constexpr int kMostItemColumnWidth = 480;
constexpr int kLeastOutcomeWidth = 112;
constexpr int kMostOutcomeWidth = 200;
constexpr qsizetype kShownEvents = 3;

struct LoadedRun {
    run::RunPlan plan;
    store::RunSummary summary;
    QList<run::CellResult> cells;
    QList<run::RunEvent> events;
};

Result<LoadedRun> loadRun(store::Database &database, run::RunId id)
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
    return LoadedRun{*std::move(plan), *std::move(summary), *std::move(cells), *std::move(events)};
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

RunPage::RunPage(Document &document, QWidget *parent) : Page(parent), m_document(document), m_meterTimer(new QTimer(this))
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
    m_notices = new Banner(m_live);
    live->addWidget(m_notices);
    makeChips(live);
    makeMatrix(live);
    column->addWidget(m_live, 1);
    m_live->hide();
    makeActions();

    m_meterTimer->setInterval(kMeterIntervalMs);
    connect(m_meterTimer, &QTimer::timeout, this, &RunPage::refreshMeters);
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
    add(tr("No run yet"), tr("Pick versions and models above: the simulated models need no key. The live matrix appears here."));
    connect(&m_document, &Document::listsChanged, this, &RunPage::updateEmptyState);
}

void RunPage::updateEmptyState()
{
    const WorkspaceLists &lists = m_document.lists();
    m_empty->setCurrentIndex(lists.sets.isEmpty() ? 0 : lists.prompts.isEmpty() ? 1 : 2);
    const bool canPlan = !lists.sets.isEmpty() && !lists.prompts.isEmpty();
    m_planPanel->setVisible(canPlan && m_planButton->isChecked());
    m_line->setVisible(canPlan);
}

void RunPage::refreshColours()
{
    m_line->setStyleSheet(u"background: %1;"_s.arg(theme::hairline().name()));
    m_planPanel->refreshColours();
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
        this, [id](store::Database &database) { return loadRun(database, id); },
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
            m_header->setColumns(*m_plan, columns);
            m_meters->showTotals(run::sum(columns), m_plan->budget, m_plan->isSimulated());
            m_empty->hide();
            m_live->show();
            m_events.clear();
            takeEvents(loaded->events, isSame);
            if (!isSame) {
                m_batch.reset();
                if (isAncestorOf(window()->focusWidget()))
                    m_table->setFocus(); // the plan may take the focus away with it
                m_planButton->setChecked(!m_document.isRunning());
                m_isSizedByUser = false;
                QTimer::singleShot(0, this, &RunPage::fitColumns); // once the table has its place
            }
            if (const auto batch = m_document.lastBatch(); batch && batch->run == m_plan->id)
                takeBatch(batch);
            updateChips();
            updateState();
        });
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
    takeEvents(batch->events, false);
    if (batch->isLast) {
        m_meterTimer->stop();
        refreshMeters();
    } else if (!m_meterTimer->isActive()) {
        m_meterTimer->start();
    }
}

void RunPage::takeEvents(const QList<run::RunEvent> &events, bool isKnown)
{
    bool isNew = false;
    for (const run::RunEvent &event : events) {
        // What holds calls back stands in the head while it does.
        if (event.kind == u"throttle" || m_events.contains(event))
            continue;
        m_events.append(event);
        isNew = true;
    }
    if (m_events.isEmpty())
        m_notices->hide();
    if (!isNew || (isKnown && m_notices->isHidden()))
        return;
    const qsizetype older = std::max<qsizetype>(0, m_events.size() - kShownEvents);
    QStringList lines;
    for (const run::RunEvent &event : m_events.mid(older))
        lines.append(event.text);
    m_notices->showMessage(Tone::neutral, older > 0 ? tr("Worth knowing (and %n before)", nullptr, static_cast<int>(older)) : tr("Worth knowing"), lines.join(u'\n'));
}

// Figures change slower than cells: people read them.
void RunPage::refreshMeters()
{
    if (!m_batch || !m_plan || !isVisible())
        return;
    m_meters->showBatch(*m_batch, m_plan->isSimulated());
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
    const bool isLive = m_document.isRunning() && m_plan && m_document.currentRun() == m_plan->id;
    const bool isPaused = isLive && m_batch && m_batch->state == run::RunState::paused;
    m_pause->setVisible(isLive);
    m_stop->setVisible(isLive);
    m_pause->setText(isPaused ? tr("Go on") : tr("Pause"));
    m_pause->setIcon(theme::icon(isPaused ? u"media-playback-start"_s : u"media-playback-pause"_s));
    m_planButton->setVisible(m_plan != nullptr); // before the first run there is only the plan
    const int missing = m_summary ? m_summary->cells - m_summary->done : 0;
    m_resume->setVisible(!isLive && missing > 0 && !m_document.isRunning());
    const bool isCapped = m_summary && m_summary->state == run::RunState::capped;
    m_resume->setText(isCapped ? tr("Raise cap and resume") : tr("Resume %n missing", nullptr, missing));
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
    else if (!isLive && m_summary && m_summary->state != run::RunState::finished)
        text += u"  ·  "_s + theme::mark(Tone::error) + u" "_s + (m_summary->reason.isEmpty() ? run::toText(m_summary->state) : m_summary->reason);
    if (m_plan->isSimulated())
        text += u"  ·  "_s + theme::mark(Tone::simulated) + tr(" simulated");
    m_state->setText(text);
}

void RunPage::resumeOrRaise()
{
    if (!m_summary || !m_plan)
        return;
    std::optional<Money> budget;
    if (m_summary->state == run::RunState::capped && m_plan->budget)
        budget = *m_plan->budget * 2;
    m_document.resumeRun(m_summary->id, budget);
}

void RunPage::showCell(const QModelIndex &index)
{
    const int cell = m_model->cellAt(m_filter->mapToSource(index));
    if (cell < 0 || !m_plan)
        return;
    Q_EMIT goTo({.page = PageId::results, .name = {}, .number = {}, .run = m_plan->id, .cell = cell, .item = index.data(MatrixModel::ItemKeyRole).toString()});
}

} // namespace assay::ui
