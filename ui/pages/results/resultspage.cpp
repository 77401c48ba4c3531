// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/results/resultspage.h"

#include "core/stats/proportion.h"
#include "ui/format/format.h"
#include "ui/pages/results/celldetailview.h"
#include "ui/pages/results/cellsfilter.h"
#include "ui/pages/results/cellsmodel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/plaintable.h"
#include "ui/widgets/runpagehead.h"

#include <QAction>
#include <QBoxLayout>
#include <QButtonGroup>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>

#include <algorithm>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

struct LoadedCells {
    run::RunPlan plan;
    QList<run::CellResult> cells;
};

Result<LoadedCells> loadCells(store::Database &database, run::RunId id)
{
    store::RunRepository runs(database);
    auto plan = runs.plan(id);
    if (!plan)
        return std::unexpected(plan.error());
    auto cells = runs.cells(id);
    if (!cells)
        return std::unexpected(cells.error());
    return LoadedCells{*std::move(plan), *std::move(cells)};
}

CellView makeView(const run::RunPlan &plan, const run::CellDetail &detail, const QList<run::AttemptRecord> &requests)
{
    const run::CellKey key = plan.cellKey(detail.result.cell);
    const evalset::Item &item = plan.set.items.at(key.item);
    const prompt::Version &version = plan.versions.at(key.version);
    CellView view{
        .title = item.key + u" · "_s + version.label() + u" · "_s + plan.models.at(key.model).model.name, .detail = detail, .requests = requests, .reference = {}, .messages = {}};
    if (!item.reference.is_null())
        view.reference = item.reference.is_string() ? toQString(item.reference) : QString::fromUtf8(toPrettyJson(item.reference)).trimmed();
    view.messages = prompt::CompiledPrompt::compile(version.content).and_then([&](const prompt::CompiledPrompt &compiled) { return compiled.render(item.variables); });
    return view;
}

} // namespace

ResultsPage::ResultsPage(Document &document, QWidget *parent) : Page(parent), m_document(document)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space(2));
    makeHead(column);
    m_stack = new QStackedWidget(this);
    auto *empty = new EmptyState(
        u"documentinfo"_s, tr("No results yet"), tr("A run leaves its answers here, each with the prompt as it was sent and the reason why it passed or failed."), m_stack);
    auto *start = new QAction(tr("Plan a run"), this);
    connect(start, &QAction::triggered, this, [this] { Q_EMIT goTo({.page = PageId::run, .name = {}, .number = {}, .run = {}, .cell = {}, .item = {}}); });
    empty->addAction(start);
    m_stack->addWidget(empty);
    auto *full = new QWidget(m_stack);
    auto *rows = new QVBoxLayout(full);
    rows->setContentsMargins(0, 0, 0, 0);
    makeFilters(rows);
    makeTable(rows);
    m_stack->addWidget(full);
    column->addWidget(m_stack, 1);
    m_detail = new CellDetailView(this);
    connect(m_detail, &CellDetailView::requestsWanted, this, &ResultsPage::showRequests);
    makeActions();
    connect(&m_document, &Document::listsChanged, this, &ResultsPage::fillRuns);
    connect(&m_document, &Document::runEnded, this, [this](run::RunId id) {
        if (m_plan && m_plan->id == id)
            load(id, {});
    });
    fillRuns();
}

QWidget *ResultsPage::detail()
{
    return m_detail;
}

void ResultsPage::makeHead(QVBoxLayout *column)
{
    m_head = new RunPageHead(tr("Results"), u"results"_s, this);
    column->addWidget(m_head);
    connect(m_head, &RunPageHead::runChosen, this, [this](run::RunId id) { load(id, {}); });
}

void ResultsPage::makeFilters(QVBoxLayout *column)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(theme::space(1));
    m_chips = new QButtonGroup(this);
    const QStringList texts{tr("all"), tr("passed"), tr("failed"), tr("error"), tr("skipped")};
    for (int i = 0; i < texts.size(); ++i) {
        auto *chip = new QPushButton(texts.at(i), this);
        chip->setProperty("chip", true);
        chip->setCheckable(true);
        chip->setChecked(i == 0);
        m_chips->addButton(chip, i);
        row->addWidget(chip);
    }
    row->addStretch();
    m_search = new QLineEdit(this);
    m_search->setObjectName(u"resultsSearchLineEdit"_s);
    m_search->setPlaceholderText(tr("Find in answers"));
    m_search->setAccessibleName(tr("Find in answers"));
    m_search->setClearButtonEnabled(true);
    m_search->setMaximumWidth(260);
    row->addWidget(m_search);
    column->addLayout(row);
    connect(m_chips, &QButtonGroup::idClicked, this, [this](int id) { m_filter->setOutcome(id == 0 ? std::nullopt : std::optional(static_cast<run::Outcome>(id - 1))); });
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) { m_filter->setText(text); });
}

void ResultsPage::makeTable(QVBoxLayout *column)
{
    m_model = new CellsModel(this);
    m_filter = new CellsFilter(this);
    m_filter->setSourceModel(m_model);
    m_table = new QTableView(this);
    m_table->setObjectName(u"resultsTableView"_s);
    m_table->setAccessibleName(tr("Cells of the run"));
    m_table->setModel(m_filter);
    m_table->setSortingEnabled(true);
    m_table->horizontalHeader()->setSortIndicatorClearable(true);
    m_table->sortByColumn(-1, Qt::AscendingOrder);
    makePlain(*m_table);
    QHeaderView *header = m_table->horizontalHeader();
    const QList<int> widths{64, 76, 88, 80, 220, 64, 44, 100};
    for (int i = 0; i < widths.size(); ++i)
        header->resizeSection(i, widths.at(i));
    header->setSectionResizeMode(CellsModel::AnswerColumn, QHeaderView::Stretch);
    column->addWidget(m_table, 1);
    setFocusProxy(m_table);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &current) {
        if (current.isValid())
            loadCell(current.data(CellsModel::CellRole).toInt());
    });
}

void ResultsPage::makeActions()
{
    const auto add = [this](const QString &text, const QKeySequence &keys, QWidget *scope, auto slot) {
        auto *made = new QAction(text, this);
        made->setShortcut(keys);
        made->setShortcutContext(scope == m_table ? Qt::WidgetShortcut : Qt::WidgetWithChildrenShortcut);
        scope->addAction(made);
        connect(made, &QAction::triggered, this, slot);
        m_actions.append(made);
    };
    add(tr("&Next cell"), Qt::Key_J, m_table, [this] { step(1); });
    add(tr("&Previous cell"), Qt::Key_K, m_table, [this] { step(-1); });
    add(tr("&Find in answers"), QKeySequence::Find, this, [this] { m_search->setFocus(Qt::ShortcutFocusReason); });
    add(tr("Show the re&quests of this cell"), Qt::Key_L, m_table, [this] { showRequests(); });
    const QStringList tabs{tr("Show the &answer"), tr("Show the &prompt"), tr("Show the &grades"), tr("Show the a&ttempts"), tr("Show it &raw")};
    for (int i = 0; i < tabs.size(); ++i)
        add(tabs.at(i), QKeySequence(Qt::ALT | static_cast<Qt::Key>(Qt::Key_1 + i)), this, [this, i] { m_detail->showTab(i); });
}

void ResultsPage::fillRuns()
{
    const auto &runs = m_document.lists().runs;
    m_head->setRuns(runs);
    if (!m_plan && !runs.isEmpty() && isVisible())
        load(runs.first().id, {});
    m_stack->setCurrentIndex(m_plan || !runs.isEmpty() ? 1 : 0);
}

void ResultsPage::show(const Place &place)
{
    const auto &runs = m_document.lists().runs;
    if (place.run && (!m_plan || m_plan->id != *place.run))
        load(*place.run, place.cell);
    else if (place.cell)
        choose(*place.cell);
    else if (!m_plan && !runs.isEmpty())
        load(runs.first().id, {});
}

void ResultsPage::load(run::RunId id, std::optional<int> cell)
{
    const int job = ++m_runJob;
    m_head->setFigures({tr("Loading…")});
    m_document.read(
        this, [id](store::Database &database) { return loadCells(database, id); },
        [this, job, cell](const Result<LoadedCells> &loaded) {
            if (job != m_runJob)
                return;
            if (!loaded) {
                m_head->setFigures({});
                m_head->setRun(m_plan ? std::optional(m_plan->id) : std::nullopt);
                Q_EMIT m_document.failed(loaded.error());
                return;
            }
            m_plan = std::make_shared<const run::RunPlan>(loaded->plan);
            m_model->setRun(m_plan, loaded->cells);
            m_stack->setCurrentIndex(1);
            m_head->setRun(m_plan->id);
            m_detail->showNothing();
            updateSummary(loaded->cells);
            choose(cell.value_or(0));
        });
}

void ResultsPage::updateSummary(const QList<run::CellResult> &cells)
{
    const run::Totals totals = run::sum(run::columnTotals(*m_plan, cells));
    QStringList parts;
    if (const auto rate = stats::wilson(totals.passed, totals.graded()))
        parts.append(tr("%1 of %2 passed (%3)").arg(format::count(totals.passed), format::count(totals.graded()), format::rate(rate->estimate, totals.graded())));
    if (totals.errors > 0)
        parts.append(tr("%n error(s)", nullptr, totals.errors));
    if (totals.done() - totals.skipped < totals.cells)
        parts.append(tr("%1 missing").arg(totals.cells - totals.done() + totals.skipped));
    const auto unpriced = std::ranges::count_if(m_plan->models, [](const run::PlannedModel &model) { return !model.price; });
    if (unpriced == m_plan->models.size())
        parts.append(tr("cost unknown"));
    else
        parts.append(unpriced > 0 ? tr("%1 + unknown").arg(format::money(totals.settled)) : format::money(totals.settled));
    if (const auto perPassed = totals.costPerPassed(); perPassed && unpriced == 0)
        parts.append(tr("%1 per passed item").arg(format::money(*perPassed)));
    m_head->setFigures(parts, m_plan->isSimulated());
    const QStringList names{tr("all"), tr("passed"), tr("failed"), tr("error"), tr("skipped")};
    const QList<int> counts{totals.cells, totals.passed, totals.failed, totals.errors, totals.skipped};
    for (int i = 0; i < names.size(); ++i)
        m_chips->button(i)->setText(u"%1 %2"_s.arg(names.at(i), format::count(counts.at(i))));
}

void ResultsPage::choose(int cell)
{
    QModelIndex index = m_filter->mapFromSource(m_model->indexOfCell(cell));
    if (!index.isValid() && m_model->rowCount() > 0) {
        m_chips->button(0)->click();
        m_search->clear();
        index = m_filter->mapFromSource(m_model->indexOfCell(cell));
    }
    if (!index.isValid())
        return;
    m_table->setCurrentIndex(index);
    m_table->scrollTo(index, QAbstractItemView::PositionAtCenter);
}

void ResultsPage::loadCell(int cell)
{
    const int job = ++m_cellJob;
    const auto plan = m_plan;
    m_document.read(
        this,
        [plan, cell, goesOn = m_document.isRunning() && m_document.currentRun() == plan->id](store::Database &database) {
            store::RunRepository runs(database);
            return runs.cell(plan->id, cell).and_then([&](const run::CellDetail &detail) {
                return runs.log(*plan, cell, 1, goesOn).transform([&](const QList<run::AttemptRecord> &requests) { return makeView(*plan, detail, requests); });
            });
        },
        [this, job](const Result<CellView> &view) {
            if (job != m_cellJob)
                return;
            if (view)
                m_detail->showCell(*view);
            else
                Q_EMIT m_document.failed(view.error());
        });
}

void ResultsPage::showRequests()
{
    const QModelIndex current = m_table->currentIndex();
    if (!current.isValid() || !m_plan)
        return;
    const int cell = current.data(CellsModel::CellRole).toInt();
    Q_EMIT goTo({.page = PageId::log, .name = {}, .number = {}, .run = m_plan->id, .cell = cell, .item = current.siblingAtColumn(CellsModel::ItemColumn).data().toString()});
}

void ResultsPage::refreshColours()
{
    const QModelIndex current = m_table ? m_table->currentIndex() : QModelIndex();
    if (current.isValid())
        loadCell(current.data(CellsModel::CellRole).toInt());
}

void ResultsPage::step(int by)
{
    const int row = std::clamp(m_table->currentIndex().row() + by, 0, std::max(0, m_filter->rowCount() - 1));
    m_table->setCurrentIndex(m_filter->index(row, 0));
}

} // namespace assay::ui
