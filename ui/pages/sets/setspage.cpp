// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/sets/setspage.h"

#include "core/importexport/csv.h"
#include "core/importexport/jsonl.h"
#include "ui/format/format.h"
#include "ui/pages/sets/itemcommands.h"
#include "ui/pages/sets/itemeditor.h"
#include "ui/pages/sets/itemsmodel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/emptystate.h"

#include <QAction>
#include <QBoxLayout>
#include <QComboBox>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSaveFile>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QTableView>
#include <QUndoStack>
#include <QtConcurrentRun>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kRowHeight = 26;
constexpr qint64 kLargestFile = 256LL * 1024 * 1024;

Result<QByteArray> readFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        const auto problem = fail(ErrorKind::io, SetsPage::tr("The file cannot be read: %1").arg(file.errorString()), SetsPage::tr("Check that it is there and that you may read it."));
        return std::unexpected(problem.error().with(u"file"_s, path));
    }
    if (file.size() > kLargestFile)
        return fail(ErrorKind::tooLarge, SetsPage::tr("The file is larger than 256 MB."), SetsPage::tr("Split it."));
    return file.readAll();
}

} // namespace

SetsPage::SetsPage(Document &document, QWidget *parent) : Page(parent), m_document(document), m_undo(new QUndoStack(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space(2));
    makeHead(column);
    m_banner = new Banner(this);
    column->addWidget(m_banner);
    m_stack = new QStackedWidget(this);
    auto *empty = new EmptyState(u"view-list-details"_s, tr("No eval set yet"), tr("20 real cases beat 200 invented ones; 100 make verdicts possible."), m_stack);
    auto *import = new QAction(tr("Import JSONL or CSV…"), this);
    connect(import, &QAction::triggered, this, &SetsPage::askForImport);
    empty->addAction(import);
    m_stack->addWidget(empty);
    auto *full = new QWidget(m_stack);
    auto *rows = new QVBoxLayout(full);
    rows->setContentsMargins(0, 0, 0, 0);
    makeTable(rows);
    m_stack->addWidget(full);
    column->addWidget(m_stack, 1);
    m_editor = new ItemEditor(this);
    connect(m_editor, &ItemEditor::itemEdited, this, [this](const evalset::Item &item) {
        if (m_row >= 0)
            m_undo->push(new ReplaceItem(*m_model, m_row, item));
    });
    connect(m_undo, &QUndoStack::indexChanged, this, [this] {
        if (m_row >= 0 && m_row < m_model->rowCount())
            m_editor->showItem(m_model->items().at(m_row), m_model->variableNames());
        updateHead();
    });
    makeActions();
    connect(&m_document, &Document::listsChanged, this, &SetsPage::fillSets);
    fillSets();
}

QWidget *SetsPage::detail()
{
    return m_editor;
}

void SetsPage::makeHead(QVBoxLayout *column)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(theme::space(2));
    m_sets = new QComboBox(this);
    m_sets->setObjectName(u"setComboBox"_s);
    m_sets->setAccessibleName(tr("Eval set"));
    m_sets->setFont(theme::headlineFont());
    m_sets->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_state = new QLabel(this);
    m_state->setObjectName(u"setStateLabel"_s);
    m_state->setProperty("secondary", true);
    m_search = new QLineEdit(this);
    m_search->setObjectName(u"setSearchLineEdit"_s);
    m_search->setPlaceholderText(tr("Find items"));
    m_search->setAccessibleName(tr("Find items"));
    m_search->setClearButtonEnabled(true);
    m_search->setMaximumWidth(220);
    m_add = new QPushButton(tr("+ Item"), this);
    m_add->setObjectName(u"addItemPushButton"_s);
    auto *import = new QPushButton(tr("Import…"), this);
    import->setObjectName(u"importPushButton"_s);
    m_save = new QPushButton(tr("Save revision"), this);
    m_save->setObjectName(u"saveRevisionPushButton"_s);
    m_save->setProperty("main", true);
    row->addWidget(m_sets);
    row->addWidget(m_state, 1);
    row->addWidget(m_search);
    row->addWidget(m_add);
    row->addWidget(import);
    row->addWidget(m_save);
    column->addLayout(row);
    connect(m_sets, &QComboBox::activated, this, [this] { load(m_sets->currentText()); });
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_filter->setFilterFixedString(text);
        updateHead();
    });
    connect(m_add, &QPushButton::clicked, this, &SetsPage::addItem);
    connect(import, &QPushButton::clicked, this, &SetsPage::askForImport);
    connect(m_save, &QPushButton::clicked, this, &SetsPage::save);
}

void SetsPage::makeTable(QVBoxLayout *column)
{
    m_model = new ItemsModel(this);
    m_filter = new QSortFilterProxyModel(this);
    m_filter->setSourceModel(m_model);
    m_filter->setSortRole(ItemsModel::SortRole);
    m_filter->setFilterRole(ItemsModel::SearchRole);
    m_filter->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_table = new QTableView(this);
    m_table->setObjectName(u"itemsTableView"_s);
    m_table->setAccessibleName(tr("Items"));
    m_table->setModel(m_filter);
    m_table->setSortingEnabled(true);
    m_table->horizontalHeader()->setSortIndicatorClearable(true);
    m_table->sortByColumn(-1, Qt::AscendingOrder);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(kRowHeight);
    column->addWidget(m_table, 1);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &current) { showRow(m_filter->mapToSource(current).row()); });
}

void SetsPage::makeActions()
{
    const auto add = [this](const QString &text, const QKeySequence &keys, bool onTable, auto slot) {
        auto *made = new QAction(text, this);
        made->setShortcut(keys);
        made->setShortcutContext(onTable ? Qt::WidgetShortcut : Qt::WidgetWithChildrenShortcut);
        if (onTable)
            m_table->addAction(made);
        connect(made, &QAction::triggered, this, slot);
        m_actions.append(made);
    };
    add(tr("&Save revision"), QKeySequence::Save, false, [this] { save(); });
    add(tr("&Add item"), Qt::Key_Insert, true, [this] { addItem(); });
    add(tr("&Remove item"), QKeySequence::Delete, true, [this] { removeItem(); });
    add(tr("&Undo"), QKeySequence::Undo, true, [this] { m_undo->undo(); });
    add(tr("&Redo"), QKeySequence::Redo, true, [this] { m_undo->redo(); });
    add(tr("&Import…"), QKeySequence(Qt::CTRL | Qt::Key_I), false, [this] { askForImport(); });
    add(tr("&Export as JSONL…"), QKeySequence(Qt::CTRL | Qt::Key_E), false, [this] { exportFile(); });
    add(tr("&Find items"), QKeySequence::Find, false, [this] { m_search->setFocus(Qt::ShortcutFocusReason); });
}

void SetsPage::fillSets()
{
    const auto &sets = m_document.lists().sets;
    const QString shown = m_model->set().name;
    const QSignalBlocker quiet(m_sets);
    m_sets->clear();
    for (const store::EvalSetSummary &set : sets)
        m_sets->addItem(set.name);
    m_sets->setCurrentIndex(m_sets->findText(shown));
    if (shown.isEmpty() && !sets.isEmpty())
        load(sets.first().name);
    updateHead();
}

void SetsPage::show(const Place &place)
{
    if (!place.name.isEmpty() && place.name != m_model->set().name)
        load(place.name);
}

void SetsPage::load(const QString &name)
{
    if (!m_undo->isClean()) {
        m_banner->showMessage(Tone::error, tr("%1 has changes that are not saved").arg(m_model->set().name), tr("Save the revision, or undo the changes (Ctrl+Z in the grid), then choose another set."));
        m_sets->setCurrentIndex(m_sets->findText(m_model->set().name));
        return;
    }
    const int job = ++m_job;
    m_document.read(this, [name](store::Database &database) { return store::EvalSetRepository(database).load(name); }, [this, job](const Result<evalset::EvalSet> &set) {
        if (job != m_job)
            return;
        if (!set) {
            Q_EMIT m_document.failed(set.error());
            return;
        }
        m_undo->clear();
        m_row = -1;
        m_model->setSet(*set);
        m_sets->setCurrentIndex(m_sets->findText(set->name));
        for (int column = 0; column < m_model->columnCount(); ++column)
            m_table->setColumnWidth(column, column == 0 ? 84 : column <= m_model->variableNames().size() ? 360 : 120);
        m_table->horizontalHeader()->setStretchLastSection(true);
        m_editor->showNothing();
        m_table->selectRow(0);
        updateHead();
    });
}

void SetsPage::showRow(int row)
{
    m_row = row;
    if (row >= 0)
        m_editor->showItem(m_model->items().at(row), m_model->variableNames());
    else
        m_editor->showNothing();
}

void SetsPage::addItem()
{
    evalset::Item item;
    int number = m_model->rowCount() + 1;
    const auto taken = [this](const QString &key) { return std::ranges::any_of(m_model->items(), [&](const evalset::Item &other) { return other.key == key; }); };
    while (taken(u"item-%1"_s.arg(number)))
        ++number;
    item.key = u"item-%1"_s.arg(number);
    for (const QString &name : m_model->variableNames())
        item.variables.insert_or_assign(name.toStdString(), jsonString(u""));
    m_search->clear();
    const int row = m_model->rowCount();
    m_undo->push(new InsertItem(*m_model, row, item));
    m_table->setCurrentIndex(m_filter->mapFromSource(m_model->index(row, 0)));
}

void SetsPage::removeItem()
{
    if (m_row < 0)
        return;
    const int row = std::exchange(m_row, -1);
    m_undo->push(new RemoveItem(*m_model, row));
}

void SetsPage::save()
{
    if (m_undo->isClean())
        return;
    store(m_model->set());
}

void SetsPage::store(const evalset::EvalSet &set)
{
    m_document.write(this, [set](store::Database &database) { return store::EvalSetRepository(database).save(set, SystemClock().utcNow()); }, [this](const Result<evalset::EvalSet> &saved) {
        if (!saved) {
            const format::ErrorText text = format::errorText(saved.error());
            m_banner->showMessage(Tone::error, text.title, text.body);
            return;
        }
        m_banner->hide();
        m_undo->clear();
        load(saved->name);
    });
}

void SetsPage::askForImport()
{
    const QString path = QFileDialog::getOpenFileName(this, tr("Import items"), {}, tr("Items (*.jsonl *.csv);;All files (*)"));
    if (!path.isEmpty())
        importFile(path);
}

void SetsPage::importFile(const QString &path)
{
    if (!m_undo->isClean()) {
        load({}); // says why not
        return;
    }
    m_state->setText(tr("Reading %1…").arg(QFileInfo(path).fileName()));
    auto *watcher = new QFutureWatcher<Result<QList<evalset::Item>>>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, path] {
        watcher->deleteLater();
        const auto items = watcher->result();
        updateHead();
        if (!items) {
            const format::ErrorText text = format::errorText(items.error());
            m_banner->showMessage(Tone::error, tr("Nothing was imported"), text.body);
            return;
        }
        evalset::EvalSet set = m_model->set();
        const QString name = QFileInfo(path).completeBaseName();
        if (set.name != name)
            set = {.id = {}, .revisionId = {}, .revision = 0, .name = name, .title = name, .description = {}, .defaultAssertions = {}, .items = {}};
        set.items = *items;
        store(set);
    });
    watcher->setFuture(QtConcurrent::run([path]() -> Result<QList<evalset::Item>> {
        auto bytes = readFile(path);
        if (!bytes)
            return std::unexpected(bytes.error());
        return path.endsWith(u".csv"_s, Qt::CaseInsensitive) ? importexport::itemsFromCsv(*bytes, path) : importexport::itemsFromJsonl(*bytes, path);
    }));
}

void SetsPage::exportFile()
{
    if (m_model->rowCount() == 0)
        return;
    const QString path = QFileDialog::getSaveFileName(this, tr("Export items"), m_model->set().name + u".jsonl"_s, tr("JSONL (*.jsonl)"));
    if (path.isEmpty())
        return;
    QSaveFile file(path);
    const bool written = file.open(QIODevice::WriteOnly) && file.write(importexport::itemsToJsonl(m_model->items())) >= 0 && file.commit();
    if (written)
        m_banner->showMessage(Tone::pass, tr("Exported %n item(s)", nullptr, m_model->rowCount()), path);
    else
        m_banner->showMessage(Tone::error, tr("The file was not written"), file.errorString());
}

void SetsPage::updateHead()
{
    const evalset::EvalSet &set = m_model->set();
    const bool hasSet = !set.name.isEmpty();
    m_stack->setCurrentIndex(hasSet ? 1 : 0);
    m_sets->setVisible(hasSet);
    m_search->setVisible(hasSet);
    m_add->setVisible(hasSet);
    m_save->setVisible(hasSet);
    m_save->setEnabled(!m_undo->isClean());
    if (!hasSet) {
        m_state->clear();
        return;
    }
    const auto &sets = m_document.lists().sets;
    const auto summary = std::ranges::find(sets, set.name, &store::EvalSetSummary::name);
    QString text = m_search->text().isEmpty() ? tr("r%1 · %n item(s)", nullptr, m_model->rowCount()).arg(set.revision) : tr("r%1 · %2 of %3 items").arg(set.revision).arg(m_filter->rowCount()).arg(m_model->rowCount());
    if (summary != sets.end())
        text += summary->runCount == 0 ? tr(" · not run yet") : tr(" · used by %n run(s)", nullptr, summary->runCount);
    if (!m_undo->isClean())
        text += tr(" · changes not saved");
    m_state->setText(text);
}

} // namespace assay::ui
