// SPDX-License-Identifier: GPL-3.0-or-later
// What the page shows. What it changes is in modelediting.cpp.
#include "ui/pages/models/modelspage.h"

#include "core/net/proxy.h"
#include "core/provider/catalog.h"
#include "ui/format/format.h"
#include "ui/pages/models/foundservers.h"
#include "ui/pages/models/modelform.h"
#include "ui/pages/models/modelsmodel.h"
#include "ui/pages/models/modelstree.h"
#include "ui/pages/models/providerform.h"
#include "ui/pages/models/remotemodels.h"
#include "ui/pages/models/testcallview.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/emptystate.h"

#include <QAction>
#include <QBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QUndoStack>

#include <algorithm>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kFormWidth = 600;

bool isMissing(const secrets::KeyFinding &finding)
{
    using enum secrets::KeyFinding::State;
    return finding.state == missing || finding.state == lockedOrMissing || finding.state == unusable;
}

} // namespace

ModelsPage::ModelsPage(Document &document, ModelServices services, QWidget *parent)
    : Page(parent),
      m_document(document),
      m_services(std::move(services)),
      m_undo(new QUndoStack(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space(2));
    makeHead(column);
    m_banner = new Banner(this);
    column->addWidget(m_banner);
    m_found = new FoundServers(this);
    column->addWidget(m_found);
    connect(m_found, &FoundServers::useRequested, this, &ModelsPage::use);
    makePanels(column);
    makeDetail();
    makeActions();
    connect(&m_document, &Document::listsChanged, this, &ModelsPage::fill);
    connect(&m_document, &Document::runEnded, this, &ModelsPage::refreshSpeeds);
    if (m_services.dialectsError)
        showProblem(*m_services.dialectsError);
    fill();
}

ModelsPage::~ModelsPage()
{
    m_stopList.request_stop();
    m_undo->disconnect(this); // a stack that dies clears itself and would tell a page half gone
}

void ModelsPage::makeHead(QVBoxLayout *column)
{
    m_head = new QWidget(this);
    auto *row = new QHBoxLayout(m_head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::space(2));
    auto *title = new QLabel(tr("Models"), m_head);
    title->setFont(theme::headlineFont());
    m_state = new QLabel(m_head);
    m_state->setObjectName(u"modelsStateLabel"_s);
    m_state->setProperty("secondary", true);
    m_state->setWordWrap(true);
    m_search = new QLineEdit(m_head);
    m_search->setObjectName(u"modelsSearchLineEdit"_s);
    m_search->setPlaceholderText(tr("Find models"));
    m_search->setAccessibleName(tr("Find models"));
    m_search->setClearButtonEnabled(true);
    m_search->setMaximumWidth(200);
    m_list = new QPushButton(tr("Add models…"), m_head);
    m_list->setObjectName(u"addModelsPushButton"_s);
    m_add = new QPushButton(tr("Add provider…"), m_head);
    m_add->setObjectName(u"addProviderPushButton"_s);
    m_add->setProperty("main", true);
    row->addWidget(title);
    row->addWidget(m_state, 1);
    row->addWidget(m_search);
    row->addWidget(m_list);
    row->addWidget(m_add);
    column->addWidget(m_head);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) { m_filter->setFilterFixedString(text.trimmed()); });
    connect(m_list, &QPushButton::clicked, this, &ModelsPage::listModels);
    connect(m_add, &QPushButton::clicked, this, &ModelsPage::addProvider);
}

void ModelsPage::makePanels(QVBoxLayout *column)
{
    m_panels = new QStackedWidget(this);
    auto *empty = new EmptyState(u"configure"_s, tr("No provider yet"),
        tr("A provider is where models are asked: an account, or a server of your own. Keys live in your desktop's keychain, not in this file."), m_panels);
    auto *add = new QAction(tr("Add provider…"), this);
    connect(add, &QAction::triggered, this, &ModelsPage::addProvider);
    empty->addAction(add);
    auto *simulated = new QAction(tr("Add the simulated models"), this);
    connect(simulated, &QAction::triggered, this, [this] {
        m_document.write(this, m_services.addSimulated, [this](const Result<void> &added) {
            if (!added)
                showProblem(added.error());
        });
    });
    empty->addAction(simulated);
    m_panels->addWidget(empty);

    m_model = new ModelsModel(this);
    m_filter = new QSortFilterProxyModel(this);
    m_filter->setSourceModel(m_model);
    m_filter->setFilterRole(ModelsModel::SearchRole);
    m_filter->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_filter->setRecursiveFilteringEnabled(true);
    m_filter->setAutoAcceptChildRows(true);
    m_tree = new ModelsTree(m_filter, m_panels);
    m_tree->setObjectName(u"modelsTreeView"_s);
    m_tree->setAccessibleName(tr("Providers and models"));
    m_panels->addWidget(m_tree);
    setFocusProxy(m_tree);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ModelsPage::showCurrent);
    connect(m_tree, &QTreeView::activated, this, &ModelsPage::focusForm);

    makeNewProvider();
    m_remote = new RemoteModels(m_panels);
    m_panels->addWidget(m_remote);
    connect(m_remote, &RemoteModels::addRequested, this, &ModelsPage::addModels);
    connect(m_remote, &RemoteModels::addByNameRequested, this, &ModelsPage::addByName);
    connect(m_remote, &RemoteModels::reloadRequested, this, &ModelsPage::loadList);
    connect(m_remote, &RemoteModels::cancelled, this, [this] {
        m_stopList.request_stop();
        setPanel(Panel::table);
    });
    column->addWidget(m_panels, 1);
}

void ModelsPage::makeNewProvider()
{
    auto *panel = new QWidget(m_panels);
    auto *title = new QLabel(tr("Add a provider"), panel);
    title->setFont(theme::headlineFont());
    m_newProvider = new ProviderForm(*m_services.registry, panel);
    m_newProvider->setObjectName(u"newProviderForm"_s);
    m_newProvider->setMaximumWidth(kFormWidth);
    auto *scroll = new QScrollArea(panel);
    scroll->setWidgetResizable(true);
    scroll->setWidget(m_newProvider);
    auto *save = new QPushButton(tr("Add provider"), panel);
    save->setObjectName(u"saveProviderPushButton"_s);
    save->setProperty("main", true);
    auto *leave = new QPushButton(tr("Cancel"), panel);
    leave->setObjectName(u"leaveProviderPushButton"_s);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(save);
    buttons->addWidget(leave);
    buttons->addStretch();
    auto *column = new QVBoxLayout(panel);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space(2));
    column->addWidget(title);
    column->addWidget(scroll, 1);
    column->addLayout(buttons);
    panel->setFocusProxy(m_newProvider);
    m_panels->addWidget(panel);
    connect(save, &QPushButton::clicked, this, &ModelsPage::saveNewProvider);
    const auto cancel = [this] {
        m_newProvider->showNew({}); // a key that was typed does not stay
        setPanel(Panel::table);
    };
    connect(leave, &QPushButton::clicked, this, cancel);
    auto *escape = new QAction(panel);
    escape->setShortcut(Qt::Key_Escape);
    escape->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(escape, &QAction::triggered, this, cancel);
    panel->addAction(escape);
}

void ModelsPage::makeDetail()
{
    m_detail = new QWidget(this);
    m_title = new QLabel(m_detail);
    m_title->setObjectName(u"modelTitleLabel"_s);
    m_title->setFont(theme::headlineFont());
    m_title->setWordWrap(true);
    m_title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_nothing = new QLabel(m_detail);
    m_nothing->setProperty("secondary", true);
    m_nothing->setWordWrap(true);
    auto *content = new QWidget(m_detail);
    m_facts = new QLabel(content);
    m_facts->setObjectName(u"modelFactsLabel"_s);
    m_facts->setTextFormat(Qt::RichText);
    m_facts->setWordWrap(true);
    m_facts->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_test = new TestCallView(*m_services.desk, [this](const run::PlannedModel &model) { return m_document.capForCall(model); }, content);
    m_forms = new QStackedWidget(content);
    m_providerForm = new ProviderForm(*m_services.registry, m_forms);
    m_modelForm = new ModelForm(m_forms);
    m_forms->addWidget(m_providerForm);
    m_forms->addWidget(m_modelForm);
    auto *inside = new QVBoxLayout(content);
    inside->setContentsMargins(0, 0, theme::space(1), 0);
    inside->setSpacing(theme::space(3));
    inside->addWidget(m_facts);
    inside->addWidget(m_test);
    inside->addWidget(m_forms, 1);
    m_scroll = new QScrollArea(m_detail);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setWidget(content);
    m_apply = new QPushButton(tr("Apply changes"), m_detail);
    m_apply->setObjectName(u"applyModelPushButton"_s);
    auto *column = new QVBoxLayout(m_detail);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space(2));
    column->addWidget(m_title);
    column->addWidget(m_nothing);
    column->addWidget(m_scroll, 1);
    column->addWidget(m_apply, 0, Qt::AlignLeft);
    column->addStretch();
    connect(m_apply, &QPushButton::clicked, this, &ModelsPage::apply);
    const auto noteEdit = [this] { m_apply->setEnabled(true); };
    connect(m_providerForm, &ProviderForm::edited, this, noteEdit);
    connect(m_modelForm, &ModelForm::edited, this, noteEdit);
    connect(m_test, &TestCallView::ended, this, [this] {
        // A command was started for it, or a keychain unlocked.
        if (const ProviderEntry *entry = m_model->provider(current()))
            checkKeys(entry->config, true);
    });
    showNothing();
}

void ModelsPage::makeActions()
{
    enum class Where { page, table, both };
    const auto add = [this](const QString &text, const QList<QKeySequence> &keys, Where where, auto slot) {
        auto *made = new QAction(text, this);
        made->setShortcuts(keys);
        made->setShortcutContext(where == Where::table ? Qt::WidgetShortcut : Qt::WidgetWithChildrenShortcut);
        if (where == Where::table)
            m_tree->addAction(made);
        if (where == Where::both)
            m_detail->addAction(made);
        connect(made, &QAction::triggered, this, slot);
        m_actions.append(made);
    };
    add(tr("Add &provider…"), {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_N)}, Where::page, [this] { addProvider(); });
    add(tr("Add &models…"), {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_M)}, Where::page, [this] { listModels(); });
    add(tr("&Test call"), {QKeySequence(Qt::CTRL | Qt::Key_Return), QKeySequence(Qt::CTRL | Qt::Key_Enter)}, Where::both, [this] { testCall(); });
    add(tr("&Apply changes"), {QKeySequence(QKeySequence::Save)}, Where::both, [this] { apply(); });
    add(tr("&Change"), {QKeySequence(Qt::Key_F2)}, Where::table, [this] { focusForm(); });
    add(tr("&Remove"), {QKeySequence(QKeySequence::Delete)}, Where::table, [this] { remove(); });
    add(tr("&Undo"), {QKeySequence(QKeySequence::Undo)}, Where::table, [this] { m_undo->undo(); });
    add(tr("Re&do"), {QKeySequence(QKeySequence::Redo)}, Where::table, [this] { m_undo->redo(); });
    add(tr("&Look for the key again"), {}, Where::page, [this] {
        if (const ProviderEntry *entry = m_model->provider(current()))
            checkKeys(entry->config, true);
    });
    add(tr("Look for &servers on this machine"), {}, Where::page, [this] { detect(); });
    add(tr("&Find models"), {QKeySequence(QKeySequence::Find)}, Where::page, [this] { m_search->setFocus(Qt::ShortcutFocusReason); });
}

void ModelsPage::setPanel(Panel panel)
{
    const Panel wanted = panel == Panel::table && m_model->providers().isEmpty() ? Panel::empty : panel;
    const bool isChanged = m_panels->currentIndex() != static_cast<int>(wanted);
    m_panels->setCurrentIndex(static_cast<int>(wanted));
    const bool isBrowsing = wanted == Panel::table || wanted == Panel::empty;
    m_head->setVisible(isBrowsing);
    m_found->setVisible(isBrowsing && !m_found->servers().isEmpty());
    for (QAction *action : std::as_const(m_actions))
        action->setEnabled(isBrowsing);
    if (isBrowsing) {
        m_nothing->setText(tr("Choose a provider or a model to see and change it."));
        showCurrent();
    } else {
        m_nothing->setText(tr("What is chosen in the list is shown here again afterwards."));
        hideDetail();
    }
    if (isChanged && isVisible())
        m_panels->currentWidget()->setFocus(Qt::OtherFocusReason);
}

void ModelsPage::show(const Place &place)
{
    if (!std::exchange(m_isVisited, true)) {
        detect();
        fill();
    }
    refreshSpeeds();
    m_prices.reset();
    if (place.name.isEmpty())
        return;
    const QModelIndex index = m_model->indexOfModel(place.name);
    m_wantedName = index.isValid() ? QString() : place.name;
    if (index.isValid()) {
        setPanel(Panel::table);
        m_search->clear();
        m_tree->setCurrentIndex(m_filter->mapFromSource(index));
    }
}

void ModelsPage::fill()
{
    const WorkspaceLists &lists = m_document.lists();
    QList<ProviderEntry> providers;
    for (const provider::ProviderConfig &config : lists.providers) {
        const KeyLook look = m_keys.value(config.id.value);
        ProviderEntry entry{.config = config, .kind = m_services.registry->info(config.kind), .keys = {}, .reminder = {}, .proxy = {}};
        if (look.source == config.keySource) {
            entry.keys = look.findings;
            entry.reminder = look.reminder;
        }
        if (!config.isSimulated())
            entry.proxy = net::proxyFor(QUrl(config.baseUrl.isEmpty() ? entry.kind.baseUrl : config.baseUrl));
        providers.append(entry);
        const bool isNew = !m_keys.contains(config.id.value) || look.source != config.keySource;
        if (m_isVisited && isNew && !config.isSimulated())
            checkKeys(config, false);
    }
    QList<ModelEntry> models;
    for (const run::PlannedModel &planned : lists.models)
        models.append(
            {.planned = planned, .abilities = provider::Catalog::bundled().of(planned.provider, planned.model), .speed = facts::speedOf(m_speeds.value(planned.model.id.value))});
    const bool wasEmpty = m_model->providers().isEmpty();
    const auto shownProvider = m_shownProvider;
    const auto shownModel = m_shownModel;
    m_model->setEntries(providers, models);
    const auto wantedProvider = std::exchange(m_wantedProvider, std::nullopt);
    const auto wantedModel = std::exchange(m_wantedModel, std::nullopt);
    if (wantedProvider)
        select(*wantedProvider);
    else if (wantedModel)
        select(*wantedModel);
    else if (!m_wantedName.isEmpty() && m_model->indexOfModel(m_wantedName).isValid())
        m_tree->setCurrentIndex(m_filter->mapFromSource(m_model->indexOfModel(std::exchange(m_wantedName, {}))));
    else if (!current().isValid() && shownModel)
        select(*shownModel);
    else if (!current().isValid() && shownProvider)
        select(*shownProvider);
    if (!current().isValid())
        m_tree->setCurrentIndex(m_filter->index(0, 0));
    const auto panel = static_cast<Panel>(m_panels->currentIndex());
    if (panel == Panel::empty || (panel == Panel::table && wasEmpty != providers.isEmpty()))
        setPanel(Panel::table);
    showCurrent();
    showFound();
    updateHead();
    if (m_toBeListed && m_model->indexOf(*m_toBeListed).isValid()) {
        select(*std::exchange(m_toBeListed, std::nullopt));
        listModels();
    }
}

void ModelsPage::refreshSpeeds()
{
    m_document.read(
        this, [](store::Database &database) { return store::ModelRepository(database).seenSpeeds(); },
        [this](const Result<QHash<qint64, store::SeenSpeed>> &speeds) {
            if (!speeds) {
                showProblem(speeds.error());
                return;
            }
            if (m_speeds == *speeds)
                return;
            m_speeds = *speeds;
            fill();
        });
}

void ModelsPage::checkKeys(const provider::ProviderConfig &provider, bool startsCommands)
{
    KeyLook &look = m_keys[provider.id.value];
    look = {.source = provider.keySource, .findings = look.source == provider.keySource ? look.findings : QList<secrets::KeyFinding>(), .reminder = look.reminder};
    await(m_services.desk->keys(provider.keySource, startsCommands), [this, provider](const QList<secrets::KeyFinding> &findings) {
        KeyLook &found = m_keys[provider.id.value];
        if (found.source != provider.keySource)
            return;
        found.findings = findings;
        found.reminder = m_services.keyReminder(provider.keySource);
        fill();
    });
}

void ModelsPage::updateHead()
{
    int missing = 0;
    for (const ProviderEntry &entry : m_model->providers())
        missing += std::ranges::any_of(entry.keys, isMissing) ? 1 : 0;
    QStringList parts{tr("%n provider(s)", nullptr, static_cast<int>(m_model->providers().size())), tr("%n model(s)", nullptr, static_cast<int>(m_model->modelCount()))};
    if (missing > 0)
        parts.append(theme::mark(Tone::error) + u' ' + tr("%n key(s) missing", nullptr, missing));
    const bool hasProviders = !m_model->providers().isEmpty();
    m_state->setText(hasProviders ? parts.join(u" · "_s) : QString());
    m_search->setVisible(hasProviders);
    m_list->setVisible(hasProviders);
    m_add->setVisible(hasProviders);
    m_list->setEnabled(m_model->provider(current()) != nullptr);
}

// ── the detail ──────────────────────────────────────────────────────────────────────────────────────────────────────

QModelIndex ModelsPage::current() const
{
    return m_filter->mapToSource(m_tree->currentIndex()).siblingAtColumn(0);
}

void ModelsPage::select(provider::ProviderId id)
{
    m_tree->setCurrentIndex(m_filter->mapFromSource(m_model->indexOf(id)));
}

void ModelsPage::select(provider::ModelId id)
{
    m_tree->setCurrentIndex(m_filter->mapFromSource(m_model->indexOf(id)));
}

void ModelsPage::selectShown()
{
    if (m_shownModel)
        select(*m_shownModel);
    else if (m_shownProvider)
        select(*m_shownProvider);
}

void ModelsPage::showCurrent()
{
    if (m_isSaving || m_panels->currentIndex() > static_cast<int>(Panel::table))
        return;
    const QModelIndex index = current();
    const ModelEntry *model = m_model->model(index);
    const ProviderEntry *provider = model ? nullptr : m_model->provider(index);
    const bool isOther = model ? m_shownModel != model->planned.model.id : provider ? m_shownProvider != provider->config.id : (m_shownModel || m_shownProvider);
    if (isOther && !takeEdits()) {
        selectShown();
        return;
    }
    if (m_isSaving)
        return;
    if (model)
        showModel(*model);
    else if (provider)
        showProvider(*provider);
    else
        showNothing();
    updateHead();
}

void ModelsPage::showNothing()
{
    m_shownModel.reset();
    m_shownProvider.reset();
    hideDetail();
}

void ModelsPage::hideDetail()
{
    m_title->hide();
    m_scroll->hide();
    m_apply->hide();
    m_nothing->show();
}

void ModelsPage::showProvider(const ProviderEntry &entry)
{
    const bool isSame = m_shownProvider == entry.config.id;
    m_shownModel.reset();
    m_shownProvider = entry.config.id;
    m_nothing->hide();
    m_title->setText(entry.config.name);
    m_facts->setText(facts::providerTable(entry));
    const int row = m_model->indexOf(entry.config.id).row();
    const QModelIndex first = m_model->index(0, 0, m_model->index(row, 0));
    m_test->setVisible(first.isValid());
    if (first.isValid())
        m_test->setModel(m_model->model(first)->planned);
    if (!isSame || !m_providerForm->isEdited()) {
        QStringList taken;
        for (const ProviderEntry &other : m_model->providers())
            taken.append(other.config.name);
        m_providerForm->show(entry.config, taken);
        m_apply->setEnabled(false);
    }
    m_forms->setCurrentWidget(m_providerForm);
    m_modelForm->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Ignored);
    m_providerForm->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    for (QWidget *shown : {static_cast<QWidget *>(m_title), static_cast<QWidget *>(m_scroll), static_cast<QWidget *>(m_apply)})
        shown->show();
}

void ModelsPage::showModel(const ModelEntry &entry)
{
    const bool isSame = m_shownModel == entry.planned.model.id;
    m_shownProvider.reset();
    m_shownModel = entry.planned.model.id;
    m_nothing->hide();
    m_title->setText(entry.planned.model.name);
    m_facts->setText(facts::modelTable(entry));
    m_test->show();
    m_test->setModel(entry.planned);
    if (!isSame || !m_modelForm->isEdited()) {
        QStringList taken;
        for (const run::PlannedModel &other : m_document.lists().models)
            taken.append(other.model.name);
        m_modelForm->show(entry.planned.model, taken, priceBook().price(m_services.familyOf(entry.planned.provider.kind), entry.planned.model.apiName, QDate::currentDate()));
        m_apply->setEnabled(false);
    }
    m_forms->setCurrentWidget(m_modelForm);
    m_providerForm->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Ignored);
    m_modelForm->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    for (QWidget *shown : {static_cast<QWidget *>(m_title), static_cast<QWidget *>(m_scroll), static_cast<QWidget *>(m_apply)})
        shown->show();
}

void ModelsPage::focusForm()
{
    if (m_scroll->isVisible())
        m_forms->currentWidget()->setFocus(Qt::OtherFocusReason);
}

void ModelsPage::testCall()
{
    if (m_test->isVisible())
        m_test->toggle();
}

// ── servers on this machine ─────────────────────────────────────────────────────────────────────────────────────────

void ModelsPage::detect()
{
    await(m_services.detect(), [this](const QList<provider::openai::DetectedServer> &servers) {
        m_detected = servers;
        showFound();
    });
}

void ModelsPage::showFound()
{
    QList<provider::openai::DetectedServer> others = m_detected;
    others.removeIf([this](const provider::openai::DetectedServer &server) {
        const QUrl found(server.baseUrl);
        return std::ranges::any_of(m_model->providers(), [&found](const ProviderEntry &entry) {
            const QUrl known(entry.config.baseUrl);
            const bool isHere = known.host() == found.host() || known.host() == u"localhost";
            return isHere && known.port() == found.port();
        });
    });
    if (others != m_found->servers())
        m_found->showServers(others);
    if (m_panels->currentIndex() > static_cast<int>(Panel::table))
        m_found->hide();
}

void ModelsPage::refreshColours()
{
    m_remote->refreshColours();
    m_test->refreshColours();
    const QModelIndex index = current();
    if (const ModelEntry *model = m_model->model(index))
        m_facts->setText(facts::modelTable(*model));
    else if (const ProviderEntry *provider = m_model->provider(index))
        m_facts->setText(facts::providerTable(*provider));
}

} // namespace assay::ui
