// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/log/logpage.h"

#include "ui/format/format.h"
#include "ui/pages/log/logdetailview.h"
#include "ui/pages/log/logfigures.h"
#include "ui/pages/log/logfilterbar.h"
#include "ui/pages/log/logloader.h"
#include "ui/pages/log/logmodel.h"
#include "ui/pages/log/logstates.h"
#include "ui/pages/log/logtable.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/offer.h"
#include "ui/widgets/runpagehead.h"

#include <QAction>
#include <QBoxLayout>
#include <QMenu>
#include <QPushButton>

namespace assay::ui {

using namespace Qt::StringLiterals;

LogPage::LogPage(Document &document, TraceSender sender, QWidget *parent)
    : Page(parent),
      m_document(document),
      m_loader(new LogLoader(document, this)),
      m_model(new LogModel(this)),
      m_export(new LogExport(document, std::move(sender), this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space(2));
    makeHead(column);
    m_banner = new Banner(this);
    column->addWidget(m_banner);
    m_states = new LogStates(this);
    connect(m_states, &LogStates::planRequested, this, [this] { Q_EMIT goTo({.page = PageId::run, .name = {}, .number = {}, .run = {}, .cell = {}, .item = {}}); });
    connect(m_states, &LogStates::retryRequested, this, [this] {
        if (m_run)
            load(*m_run);
    });
    makeRows();
    column->addWidget(m_states, 1);
    m_detail = new LogDetailView(this);
    makeActions();
    makeExportMenu();
    connectExport();
    connectLoader();
    connectRun();
    connect(m_filters, &LogFilterBar::filterChanged, this, &LogPage::filterChanged);
    connect(m_detail, &LogDetailView::cellRequested, this, &LogPage::goToCell);
    connect(&m_document, &Document::listsChanged, this, &LogPage::fillRuns);
    fillRuns();
    updateState();
}

QWidget *LogPage::detail()
{
    return m_detail;
}

// ── what stands where ───────────────────────────────────────────────────────────────────────────────────────────────

void LogPage::makeHead(QVBoxLayout *column)
{
    m_head = new RunPageHead(tr("Log"), u"log"_s, this);
    m_exportButton = new QPushButton(tr("Export"), this);
    m_exportButton->setObjectName(u"logExportPushButton"_s);
    m_exportButton->setIcon(theme::icon(u"document-export"_s));
    m_exportButton->setProperty("hasMenu", true);
    m_head->addAtEnd(m_exportButton);
    column->addWidget(m_head);
    connect(m_head, &RunPageHead::runChosen, this, &LogPage::load);
}

void LogPage::makeRows()
{
    m_rows = new QWidget(m_states);
    m_filters = new LogFilterBar(m_rows);
    m_table = new LogTable(m_model, m_rows);
    m_noMatch = new EmptyState(u"edit-find"_s, tr("No request matches"), {}, m_rows);
    m_noMatch->setObjectName(u"logNoMatchWidget"_s);
    auto *all = new QAction(tr("Show all requests"), this);
    connect(all, &QAction::triggered, this, &LogPage::clearFilter);
    m_noMatch->addAction(all);
    auto *rows = new QVBoxLayout(m_rows);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(theme::space(2));
    rows->addWidget(m_filters);
    rows->addWidget(m_table, 1);
    rows->addWidget(m_noMatch, 1);
    m_states->addWidget(m_rows);
    setFocusProxy(m_table);
    connect(m_table, &QTableView::activated, this, &LogPage::goToCell);
    connect(m_table, &LogTable::chosenChanged, this, &LogPage::showDetail);
}

QAction *LogPage::newAction(const QString &text, const QKeySequence &keys, QWidget *scope, const std::function<void()> &slot)
{
    auto *made = new QAction(text, this);
    made->setShortcut(keys);
    made->setShortcutContext(scope == m_table ? Qt::WidgetShortcut : Qt::WidgetWithChildrenShortcut);
    scope->addAction(made);
    connect(made, &QAction::triggered, this, slot);
    m_actions.append(made);
    return made;
}

void LogPage::makeActions()
{
    newAction(tr("&Next request"), Qt::Key_J, m_table, [this] { m_table->step(1); });
    newAction(tr("&Previous request"), Qt::Key_K, m_table, [this] { m_table->step(-1); });
    newAction(tr("&Find in the log"), QKeySequence::Find, this, [this] { m_filters->focusSearch(); });
    newAction(tr("Show &all requests"), QKeySequence(Qt::SHIFT | Qt::Key_F), m_table, [this] { clearFilter(); });
    newAction(tr("Only the requests of this ce&ll"), Qt::Key_F, m_table, [this] {
        if (const auto chosen = m_table->chosen())
            showCell(chosen->attempt.cell);
    });
    newAction(tr("Show the &cell on the Results page"), {}, this, [this] { goToCell(); });
}

void LogPage::makeExportMenu()
{
    const auto withRun = [this](auto slot) {
        return [this, slot] {
            if (m_run)
                slot(*m_run);
        };
    };
    auto *menu = new QMenu(m_exportButton);
    menu->setToolTipsVisible(true);
    menu->addAction(newAction(tr("Copy the request as &JSON"), QKeySequence::Copy, m_table, [this] { copyChosen(); }));
    menu->addSeparator();
    menu->addAction(newAction(
        tr("Save the &shown requests as JSON lines…"), QKeySequence(Qt::CTRL | Qt::Key_E), this, withRun([this](run::RunId id) { m_export->saveShown(id, m_model->shown()); })));
    menu->addAction(newAction(tr("Save the &whole run as JSON lines…"), {}, this, withRun([this](run::RunId id) { m_export->saveRun(id, LogFormat::jsonLines); })));
    menu->addAction(newAction(tr("Save the whole run as OpenTelemetry &traces…"), {}, this, withRun([this](run::RunId id) { m_export->saveRun(id, LogFormat::otlp); })));
    menu->addSeparator();
    QAction *send = newAction(tr("Send the whole run to a &collector…"), {}, this, withRun([this](run::RunId id) { m_export->send(id); }));
    QAction *stop = newAction(tr("St&op sending"), {}, this, [this] { m_export->stopSending(); });
    const auto offerSending = [this, send, stop] {
        offer(*send, m_export->isSending() ? tr("It is being sent.") : QString());
        offer(*stop, m_export->isSending() ? QString() : tr("Nothing is being sent."));
    };
    offerSending();
    menu->addAction(send);
    menu->addAction(stop);
    m_exportButton->setMenu(menu);
    connect(m_export, &LogExport::sendingChanged, this, [this, offerSending] {
        offerSending();
        m_exportButton->setText(m_export->isSending() ? tr("Sending…") : tr("Export"));
    });
}

void LogPage::connectExport()
{
    connect(m_detail, &LogDetailView::copyRequested, this, &LogPage::copyChosen);
    connect(m_export, &LogExport::done, this, [this](const QString &text) { m_banner->showMessage(Tone::pass, text, {}); });
    connect(m_export, &LogExport::failed, this, [this](const Error &error) {
        const format::ErrorText text = format::errorText(error);
        m_banner->showMessage(Tone::error, text.title, text.body);
    });
}

// ── loading ─────────────────────────────────────────────────────────────────────────────────────────────────────────

void LogPage::connectLoader()
{
    connect(m_loader, &LogLoader::began, this, [this] {
        m_filters->setPlan(*m_loader->plan());
        m_model->setFilter({});
        if (m_wantedCell)
            showCell(*std::exchange(m_wantedCell, std::nullopt));
    });
    connect(m_loader, &LogLoader::arrived, this, [this](const LogRecords &records) {
        m_model->append(records);
        updateFigures();
        updateState();
        // Who came by keys and found nothing to stand on yet.
        if (std::exchange(m_wantsFocus, false) && m_table->isVisible() && isAncestorOf(window()->focusWidget()))
            m_table->setFocus();
    });
    connect(m_loader, &LogLoader::loaded, this, [this](bool isCut) {
        m_isCut = isCut;
        updateFigures();
        updateState();
        if (!m_table->currentIndex().isValid() && m_model->rowCount() > 0)
            m_table->chooseRow(m_model->filter().cell ? m_model->rowOfCell(*m_model->filter().cell) : 0);
    });
    connect(m_loader, &LogLoader::changed, this, &LogPage::takeChanged);
    connect(m_loader, &LogLoader::failed, this, [this](const Error &error) {
        m_error = error;
        updateState();
    });
}

void LogPage::takeChanged(const LogRecords &records)
{
    const bool isAtEnd = m_table->isAtEnd();
    const auto before = m_table->chosen();
    m_model->update(records);
    if (isAtEnd)
        m_table->scrollToBottom();
    updateFigures();
    updateState();
    if (m_table->chosen() != before)
        showDetail();
}

// What of the run may be new is looked at again.
void LogPage::connectRun()
{
    connect(&m_document, &Document::liveBatch, this, [this](const std::shared_ptr<const run::LiveBatch> &batch) {
        if (batch->run != m_run)
            return;
        QList<int> cells;
        for (const run::LiveCell &cell : batch->changed)
            cells.append(cell.cell);
        m_loader->look(cells);
    });
    connect(&m_document, &Document::runEnded, this, [this](run::RunId id) {
        if (id != m_run)
            return;
        QList<int> open;
        for (const run::AttemptRecord &record : m_model->records()) {
            if (record.attempt.state == run::Attempt::State::sent)
                open.append(record.attempt.cell);
        }
        m_loader->look(open);
    });
}

void LogPage::fillRuns()
{
    const auto &runs = m_document.lists().runs;
    m_head->setRuns(runs);
    if (!m_run && !runs.isEmpty() && isVisible())
        load(runs.first().id);
    updateState();
}

void LogPage::show(const Place &place)
{
    const auto &runs = m_document.lists().runs;
    const std::optional<run::RunId> wanted = place.run ? place.run : m_run ? m_run : runs.isEmpty() ? std::nullopt : std::optional(runs.first().id);
    if (!wanted)
        return;
    if (m_run != wanted) {
        load(*wanted);
        m_wantedCell = place.cell;
    } else if (place.cell) {
        if (m_loader->plan())
            showCell(*place.cell);
        else
            m_wantedCell = place.cell;
    }
}

void LogPage::load(run::RunId id)
{
    m_run = id;
    m_wantsFocus = true;
    m_wantedCell.reset();
    m_error.reset();
    m_isCut = false;
    m_model->clear();
    m_detail->showNothing();
    m_head->setRun(id);
    m_loader->load(id);
    updateFigures();
    updateState();
}

// ── what is shown ───────────────────────────────────────────────────────────────────────────────────────────────────

QString LogPage::cellTitle(int cell) const
{
    const run::RunPlan &plan = *m_loader->plan();
    const run::CellKey key = plan.cellKey(cell);
    QStringList parts{plan.set.items.at(key.item).key, plan.versions.at(key.version).label(), plan.models.at(key.model).model.name};
    if (plan.repeats > 1)
        parts.append(tr("repeat %1").arg(key.repeat + 1));
    return parts.join(u" · "_s);
}

void LogPage::showCell(int cell)
{
    if (!m_loader->plan() || cell < 0 || cell >= m_loader->plan()->cellCount())
        return;
    LogFilter filter;
    filter.cell = cell;
    m_filters->setFilter(filter, cellTitle(cell));
    filterChanged();
    m_table->chooseRow(m_model->rowOfCell(cell));
}

void LogPage::clearFilter()
{
    m_filters->setFilter({}, {});
    filterChanged();
    m_table->setFocus();
}

void LogPage::filterChanged()
{
    m_model->setFilter(m_filters->filter());
    updateFigures();
    updateState();
    if (const QModelIndex current = m_table->currentIndex(); current.isValid())
        m_table->scrollTo(current);
    else if (m_model->rowCount() > 0)
        m_table->chooseRow(0);
    else
        m_detail->showNothing();
}

void LogPage::updateFigures()
{
    const auto counts = countsByKind(m_model->records(), m_model->filter());
    m_filters->setCounts(counts);
    if (!m_loader->plan()) {
        m_head->setFigures({});
        return;
    }
    const run::RunPlan &plan = *m_loader->plan();
    QStringList parts = logFigures(m_model->records(), m_model->rowCount());
    if (m_loader->isLoading())
        parts.append(tr("reading, %1 of %2 cells").arg(format::count(std::min(m_loader->cellsRead(), plan.cellCount())), format::count(plan.cellCount())));
    if (m_isCut)
        parts.append(tr("the log is longer than is shown here; export the run to get all of it"));
    m_head->setFigures(parts, plan.isSimulated());
}

void LogPage::updateState()
{
    const bool hasRecords = !m_model->records().isEmpty();
    m_exportButton->setVisible(hasRecords);
    if (m_error) {
        m_states->showFailure(m_error->describe());
    } else if (hasRecords) {
        const bool hasMatch = m_model->rowCount() > 0;
        m_table->setVisible(hasMatch);
        m_noMatch->setVisible(!hasMatch);
        m_noMatch->setText(tr("None of the %Ln request(s) of this run is what the filters ask for.", nullptr, static_cast<int>(m_model->records().size())));
        m_states->setCurrentWidget(m_rows);
    } else if (m_loader->isLoading()) {
        m_states->showState(LogStates::State::loading);
    } else {
        m_states->showState(m_run ? LogStates::State::nothingSent : LogStates::State::noRun);
    }
}

void LogPage::showDetail()
{
    const auto chosen = m_table->chosen();
    if (!chosen || !m_loader->plan()) {
        m_detail->showNothing();
        return;
    }
    const run::AttemptRecord &record = *chosen;
    LogRecords tries;
    for (const run::AttemptRecord &other : m_model->records()) {
        if (other.attempt.cell == record.attempt.cell)
            tries.append(other);
    }
    std::ranges::sort(tries, {}, [](const run::AttemptRecord &tried) { return tried.attempt.number; });
    m_detail->showRecord(record, tries, m_loader->plan()->repeats);
    if (record.attempt.state != run::Attempt::State::answered)
        return;
    const int job = ++m_cellJob;
    m_document.read(
        this, [id = m_loader->plan()->id, cell = record.attempt.cell](store::Database &database) { return store::RunRepository(database).cell(id, cell); },
        [this, job](const Result<run::CellDetail> &kept) {
            if (job == m_cellJob && kept)
                m_detail->showKept(*kept);
        });
}

void LogPage::copyChosen()
{
    const auto chosen = m_table->chosen();
    if (m_run && chosen)
        m_export->copy(*m_run, {*chosen});
}

void LogPage::goToCell()
{
    const auto chosen = m_table->chosen();
    if (chosen && m_loader->plan())
        Q_EMIT goTo({.page = PageId::results, .name = {}, .number = {}, .run = m_loader->plan()->id, .cell = chosen->attempt.cell, .item = chosen->itemKey});
}

void LogPage::refreshColours()
{
    if (m_detail)
        m_detail->refreshColours();
}

} // namespace assay::ui
