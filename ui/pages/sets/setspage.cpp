// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/sets/setspage.h"

#include "core/importexport/jsonl.h"
#include "ui/format/format.h"
#include "ui/pages/sets/importpreview.h"
#include "ui/pages/sets/itemcommands.h"
#include "ui/pages/sets/itemeditor.h"
#include "ui/pages/sets/itemsmodel.h"
#include "ui/pages/sets/itemstable.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/offer.h"

#include <QAction>
#include <QBoxLayout>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QSaveFile>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QUndoStack>
#include <QUrl>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

/// The one file of this computer that is dragged, or nothing.
QString draggedFile(const QMimeData &data)
{
    const QList<QUrl> urls = data.urls();
    return urls.size() == 1 ? urls.first().toLocalFile() : QString();
}

/// A new set must not become a revision of one that got its name meanwhile.
Result<evalset::EvalSet> saveImport(store::Database &database, const ImportRequest &request)
{
    store::EvalSetRepository sets(database);
    if (!request.newName.isEmpty() && sets.load(request.newName))
        return fail(ErrorKind::conflict, SetsPage::tr("There is an eval set “%1” already.").arg(request.newName), SetsPage::tr("Choose another name."));
    return sets.save(importedSet(request), SystemClock().utcNow());
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
    auto *empty = new EmptyState(
        u"view-list-details"_s, tr("No eval set yet"), tr("20 real cases beat 200 invented ones; 100 make verdicts possible. Drop a file here, or choose one."), m_stack);
    auto *import = new QAction(tr("Import JSONL or CSV…"), this);
    connect(import, &QAction::triggered, this, &SetsPage::askForImport);
    empty->addAction(import);
    m_stack->addWidget(empty);
    auto *full = new QWidget(m_stack);
    auto *rows = new QVBoxLayout(full);
    rows->setContentsMargins(0, 0, 0, 0);
    makeTable(rows);
    m_stack->addWidget(full);
    m_preview = new ImportPreview(m_stack);
    m_stack->addWidget(m_preview);
    column->addWidget(m_stack, 1);
    connect(m_preview, &ImportPreview::importRequested, this, &SetsPage::import);
    connect(m_preview, &ImportPreview::cancelled, this, [this] { setImporting(false); });
    setAcceptDrops(true);
    m_editor = new ItemEditor(this);
    connect(m_editor, &ItemEditor::itemEdited, this, [this](const evalset::Item &item) {
        if (m_row >= 0)
            m_undo->push(new ReplaceItem(*m_model, m_row, item));
    });
    connect(m_undo, &QUndoStack::indexChanged, this, [this] {
        showRow(m_filter->mapToSource(m_table->currentIndex()).row());
        updateHead();
    });
    makeActions();
    connect(&m_document, &Document::listsChanged, this, &SetsPage::fillSets);
    fillSets();
}

SetsPage::~SetsPage()
{
    m_undo->disconnect(this); // a stack that dies clears itself and would tell a page half gone
}

QWidget *SetsPage::detail()
{
    return m_editor;
}

void SetsPage::makeHead(QVBoxLayout *column)
{
    m_head = new QWidget(this);
    auto *row = new QHBoxLayout(m_head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::space(2));
    m_sets = new QComboBox(this);
    m_sets->setObjectName(u"setComboBox"_s);
    m_sets->setAccessibleName(tr("Eval set"));
    m_sets->setFont(theme::headlineFont());
    m_sets->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_state = new QLabel(this);
    m_state->setObjectName(u"setStateLabel"_s);
    m_state->setProperty("secondary", true);
    m_state->setWordWrap(true); // the page may be narrow
    m_search = new QLineEdit(this);
    m_search->setObjectName(u"setSearchLineEdit"_s);
    m_search->setPlaceholderText(tr("Find items"));
    m_search->setAccessibleName(tr("Find items"));
    m_search->setClearButtonEnabled(true);
    m_search->setMaximumWidth(220);
    m_add = new QPushButton(tr("+ Item"), this);
    m_add->setObjectName(u"addItemPushButton"_s);
    m_import = new QPushButton(tr("Import…"), this);
    m_import->setObjectName(u"importPushButton"_s);
    m_save = new QPushButton(tr("Save revision"), this);
    m_save->setObjectName(u"saveRevisionPushButton"_s);
    m_save->setProperty("main", true);
    row->addWidget(m_sets);
    row->addWidget(m_state, 1);
    row->addWidget(m_search);
    row->addWidget(m_add);
    row->addWidget(m_import);
    row->addWidget(m_save);
    column->addWidget(m_head);
    connect(m_sets, &QComboBox::activated, this, [this] { load(m_sets->currentText()); });
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_filter->setFilterFixedString(text);
        updateHead();
    });
    connect(m_add, &QPushButton::clicked, this, &SetsPage::addItem);
    connect(m_import, &QPushButton::clicked, this, &SetsPage::askForImport);
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
    m_table = new ItemsTable(*m_model, m_filter, this);
    m_table->setObjectName(u"itemsTableView"_s);
    m_table->setAccessibleName(tr("Items"));
    m_table->setSortingEnabled(true);
    m_table->horizontalHeader()->setSortIndicatorClearable(true);
    m_table->sortByColumn(-1, Qt::AscendingOrder);
    setFocusProxy(m_table);
    column->addWidget(m_table, 1);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &current) { showRow(m_filter->mapToSource(current).row()); });
    connect(m_model, &QAbstractItemModel::modelAboutToBeReset, this, [this] { m_keptKey = m_row >= 0 ? m_model->items().at(m_row).key : QString(); });
    connect(m_filter, &QAbstractItemModel::modelReset, this, &SetsPage::takeReset);
}

void SetsPage::takeReset()
{
    m_row = -1;
    m_editor->showNothing();
    m_table->resetColumns();
    const auto &items = m_model->items();
    const auto kept = std::ranges::find(items, m_keptKey, &evalset::Item::key);
    const int row = kept == items.end() ? 0 : static_cast<int>(kept - items.begin());
    m_table->setCurrentIndex(m_filter->mapFromSource(m_model->index(row, 0)));
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
    m_importAction = m_actions.last();
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
    if (!place.name.isEmpty() && !m_preview->isWriting())
        setImporting(false);
    if (!place.name.isEmpty() && place.name != m_model->set().name)
        load(place.name);
}

void SetsPage::load(const QString &name)
{
    if (!m_undo->isClean()) {
        m_banner->showMessage(Tone::error, tr("%1 has changes that are not saved").arg(m_model->set().name),
            tr("Save the revision, or undo the changes (Ctrl+Z in the grid), then choose another set."));
        m_sets->setCurrentIndex(m_sets->findText(m_model->set().name));
        return;
    }
    const int job = ++m_job;
    m_document.read(
        this, [name](store::Database &database) { return store::EvalSetRepository(database).load(name); },
        [this, job](const Result<evalset::EvalSet> &set) {
            if (job != m_job)
                return;
            if (!set) {
                Q_EMIT m_document.failed(set.error());
                return;
            }
            showSet(*set);
        });
}

void SetsPage::showSet(const evalset::EvalSet &set)
{
    m_undo->clear();
    m_model->setSet(set);
    m_sets->setCurrentIndex(m_sets->findText(set.name));
    updateHead();
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
    const evalset::EvalSet set = m_model->set();
    m_document.write(
        this, [set](store::Database &database) { return store::EvalSetRepository(database).save(set, SystemClock().utcNow()); },
        [this](const Result<evalset::EvalSet> &saved) {
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
    if (m_preview->isWriting())
        return;
    if (!m_undo->isClean()) {
        m_banner->showMessage(Tone::error, tr("%1 has changes that are not saved").arg(m_model->set().name),
            tr("Save the revision (Ctrl+S) or undo the changes (Ctrl+Z in the grid), then import %1.").arg(QFileInfo(path).fileName()));
        return;
    }
    QStringList names;
    for (const store::EvalSetSummary &set : m_document.lists().sets)
        names.append(set.name);
    m_banner->hide();
    setImporting(true);
    m_preview->open(path, m_model->set(), names);
}

void SetsPage::import(const ImportRequest &request)
{
    m_preview->setWriting(true);
    m_document.write(
        this, [request](store::Database &database) { return saveImport(database, request); },
        [this, request](const Result<evalset::EvalSet> &saved) {
            m_preview->setWriting(false);
            if (saved) {
                takeImport(request, *saved);
                return;
            }
            const format::ErrorText text = format::errorText(saved.error());
            m_banner->showMessage(Tone::error, text.title, text.body);
        });
}

void SetsPage::takeImport(const ImportRequest &request, const evalset::EvalSet &saved)
{
    ++m_job; // an answer that is still on its way is older
    showSet(saved);
    QString canUndo;
    if (request.newName.isEmpty()) {
        m_undo->push(new ReplaceItems(*m_model, tr("import %1").arg(QFileInfo(request.plan.path).fileName()), request.current.items, saved.items));
        m_undo->setClean();
        canUndo = tr("Ctrl+Z in the grid brings the items of before back; saving them makes another revision.");
    }
    setImporting(false);
    m_banner->showMessage(Tone::pass, tr("Imported %1 into %2 r%3").arg(QFileInfo(request.plan.path).fileName(), saved.name).arg(saved.revision), canUndo);
}

void SetsPage::setImporting(bool isImporting)
{
    m_isImporting = isImporting;
    if (isImporting)
        m_editor->showNothing(tr("Items can be changed again when the file is imported or left."));
    else
        showRow(m_filter->mapToSource(m_table->currentIndex()).row());
    for (QAction *action : m_actions)
        offer(*action, !isImporting || action == m_importAction ? QString() : tr("A file is being looked at: import it, or leave it with Esc."));
    updateHead();
    if (!isImporting && isAncestorOf(window()->focusWidget()))
        m_table->setFocus();
}

void SetsPage::dragEnterEvent(QDragEnterEvent *event)
{
    if (!draggedFile(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void SetsPage::dropEvent(QDropEvent *event)
{
    event->acceptProposedAction();
    importFile(draggedFile(*event->mimeData()));
}

void SetsPage::refreshColours()
{
    m_preview->refreshColours();
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
    m_stack->setCurrentIndex(m_isImporting ? 2 : hasSet ? 1 : 0);
    m_head->setVisible(!m_isImporting);
    m_sets->setVisible(hasSet);
    m_search->setVisible(hasSet);
    m_add->setVisible(hasSet);
    m_import->setVisible(hasSet);
    m_save->setVisible(hasSet);
    offer(*m_save, m_undo->isClean() ? tr("Nothing has been changed since revision %1.").arg(set.revision) : QString());
    setWindowModified(!m_undo->isClean());
    if (!hasSet) {
        m_state->clear();
        return;
    }
    const auto &sets = m_document.lists().sets;
    const auto summary = std::ranges::find(sets, set.name, &store::EvalSetSummary::name);
    QString text = m_search->text().isEmpty() ? tr("r%1 · %n item(s)", nullptr, m_model->rowCount()).arg(set.revision)
                                              : tr("r%1 · %2 of %3 items").arg(set.revision).arg(m_filter->rowCount()).arg(m_model->rowCount());
    if (summary != sets.end())
        text += summary->runCount == 0 ? tr(" · not run yet") : tr(" · used by %n run(s)", nullptr, summary->runCount);
    if (!m_undo->isClean())
        text += tr(" · changes not saved");
    m_state->setText(text);
}

} // namespace assay::ui
