// SPDX-License-Identifier: GPL-3.0-or-later
// What the page shows. What it changes is in modelediting.cpp.
#include "ui/pages/models/modelspage.h"

#include "core/net/proxy.h"
#include "core/provider/catalog.h"
#include "ui/pages/models/foundservers.h"
#include "ui/pages/models/modeldetail.h"
#include "ui/pages/models/modelshead.h"
#include "ui/pages/models/modelsmodel.h"
#include "ui/pages/models/modelstree.h"
#include "ui/pages/models/newproviderpanel.h"
#include "ui/pages/models/remotemodels.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/offer.h"

#include <QAction>
#include <QBoxLayout>
#include <QStackedWidget>
#include <QUndoStack>

namespace assay::ui {

using namespace Qt::StringLiterals;

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

QWidget *ModelsPage::detail()
{
    return m_detail;
}

void ModelsPage::makeHead(QVBoxLayout *column)
{
    m_head = new ModelsHead(this);
    column->addWidget(m_head);
    connect(m_head, &ModelsHead::searched, this, [this](const QString &text) { m_tree->find(text); });
    connect(m_head, &ModelsHead::addModelsRequested, this, &ModelsPage::listModels);
    connect(m_head, &ModelsHead::addProviderRequested, this, &ModelsPage::addProvider);
}

// In the order of Panel.
void ModelsPage::makePanels(QVBoxLayout *column)
{
    m_panels = new QStackedWidget(this);
    m_panels->addWidget(newEmptyState());
    m_model = new ModelsModel(this);
    m_tree = new ModelsTree(m_model, m_panels);
    m_tree->setObjectName(u"modelsTreeView"_s);
    m_tree->setAccessibleName(tr("Providers and models"));
    m_panels->addWidget(m_tree);
    setFocusProxy(m_tree);
    connect(m_tree, &ModelsTree::chosenChanged, this, &ModelsPage::showCurrent);
    connect(m_tree, &QTreeView::activated, this, [this] { m_detail->focusFields(); });
    m_newProvider = new NewProviderPanel(*m_services.registry, m_panels);
    m_panels->addWidget(m_newProvider);
    connect(m_newProvider, &NewProviderPanel::addRequested, this, &ModelsPage::saveNewProvider);
    connect(m_newProvider, &NewProviderPanel::cancelled, this, [this] { setPanel(Panel::table); });
    makeRemoteModels();
    column->addWidget(m_panels, 1);
}

QWidget *ModelsPage::newEmptyState()
{
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
    return empty;
}

void ModelsPage::makeRemoteModels()
{
    m_remote = new RemoteModels(m_panels);
    m_panels->addWidget(m_remote);
    connect(m_remote, &RemoteModels::addRequested, this, &ModelsPage::addModels);
    connect(m_remote, &RemoteModels::addByNameRequested, this, &ModelsPage::addByName);
    connect(m_remote, &RemoteModels::reloadRequested, this, &ModelsPage::loadList);
    connect(m_remote, &RemoteModels::cancelled, this, [this] {
        m_stopList.request_stop();
        setPanel(Panel::table);
    });
}

void ModelsPage::makeDetail()
{
    m_detail = new ModelDetail(
        m_services, [this](const run::PlannedModel &model) { return m_document.capForCall(model); }, this);
    connect(m_detail, &ModelDetail::applyRequested, this, &ModelsPage::apply);
    connect(m_detail, &ModelDetail::testEnded, this, &ModelsPage::checkKeysOfChosen);
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
    add(tr("&Test call"), {QKeySequence(Qt::CTRL | Qt::Key_Return), QKeySequence(Qt::CTRL | Qt::Key_Enter)}, Where::both, [this] { m_detail->toggleTest(); });
    add(tr("&Apply changes"), {QKeySequence(QKeySequence::Save)}, Where::both, [this] { apply(); });
    add(tr("&Change"), {QKeySequence(Qt::Key_F2)}, Where::table, [this] { m_detail->focusFields(); });
    add(tr("&Remove"), {QKeySequence(QKeySequence::Delete)}, Where::table, [this] { remove(); });
    add(tr("&Undo"), {QKeySequence(QKeySequence::Undo)}, Where::table, [this] { m_undo->undo(); });
    add(tr("Re&do"), {QKeySequence(QKeySequence::Redo)}, Where::table, [this] { m_undo->redo(); });
    add(tr("&Look for the key again"), {}, Where::page, [this] { checkKeysOfChosen(); });
    add(tr("Look for &servers on this machine"), {}, Where::page, [this] { detect(); });
    add(tr("&Find models"), {QKeySequence(QKeySequence::Find)}, Where::page, [this] { m_head->focusSearch(); });
}

bool ModelsPage::isBrowsing() const
{
    return m_panels->currentIndex() <= static_cast<int>(Panel::table);
}

void ModelsPage::setPanel(Panel panel)
{
    const Panel wanted = panel == Panel::table && m_model->providers().isEmpty() ? Panel::empty : panel;
    const bool isChanged = m_panels->currentIndex() != static_cast<int>(wanted);
    m_panels->setCurrentIndex(static_cast<int>(wanted));
    m_head->setVisible(isBrowsing());
    m_found->setVisible(isBrowsing() && !m_found->servers().isEmpty());
    for (QAction *action : std::as_const(m_actions))
        offer(*action, isBrowsing() ? QString() : tr("What is being added comes first: add it, or leave it with Esc."));
    m_detail->setAside(!isBrowsing());
    showCurrent();
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
        m_head->clearSearch();
        m_tree->choose(index);
    }
}

void ModelsPage::fill()
{
    const bool wasEmpty = m_model->providers().isEmpty();
    const auto shownProvider = m_detail->shownProvider();
    const auto shownModel = m_detail->shownModel();
    m_model->setEntries(providerEntries(), modelEntries());
    if (!chooseWanted() && !m_tree->chosen().isValid())
        m_tree->choose(shownModel ? m_model->indexOf(*shownModel) : shownProvider ? m_model->indexOf(*shownProvider) : QModelIndex());
    if (!m_tree->chosen().isValid())
        m_tree->chooseFirst();
    const auto panel = static_cast<Panel>(m_panels->currentIndex());
    if (panel == Panel::empty || (panel == Panel::table && wasEmpty != m_model->providers().isEmpty()))
        setPanel(Panel::table);
    showCurrent();
    showFound();
    updateHead();
    if (m_toBeListed && m_model->indexOf(*m_toBeListed).isValid()) {
        m_tree->choose(m_model->indexOf(*std::exchange(m_toBeListed, std::nullopt)));
        listModels();
    }
}

QList<ProviderEntry> ModelsPage::providerEntries()
{
    QList<ProviderEntry> entries;
    for (const provider::ProviderConfig &config : m_document.lists().providers) {
        const KeyLook look = m_keys.value(config.id.value);
        ProviderEntry entry{.config = config, .kind = m_services.registry->info(config.kind), .keys = {}, .reminder = {}, .proxy = {}};
        if (look.source == config.keySource) {
            entry.keys = look.findings;
            entry.reminder = look.reminder;
        }
        if (!config.isSimulated())
            entry.proxy = net::proxyFor(QUrl(config.baseUrl.isEmpty() ? entry.kind.baseUrl : config.baseUrl));
        entries.append(entry);
        const bool isNew = !m_keys.contains(config.id.value) || look.source != config.keySource;
        if (m_isVisited && isNew && !config.isSimulated())
            checkKeys(config, false);
    }
    return entries;
}

QList<ModelEntry> ModelsPage::modelEntries() const
{
    QList<ModelEntry> entries;
    for (const run::PlannedModel &planned : m_document.lists().models)
        entries.append(
            {.planned = planned, .abilities = provider::Catalog::bundled().of(planned.provider, planned.model), .speed = facts::speedOf(m_speeds.value(planned.model.id.value))});
    return entries;
}

// What the lists do not hold yet stays wanted: they may be shown again before a write has come back.
bool ModelsPage::chooseWanted()
{
    const QModelIndex wanted = m_wantedProvider ? m_model->indexOf(*m_wantedProvider) : m_wantedModel ? m_model->indexOf(*m_wantedModel) : m_model->indexOfModel(m_wantedName);
    if (!wanted.isValid())
        return false;
    m_wantedProvider.reset();
    m_wantedModel.reset();
    m_wantedName.clear();
    m_tree->choose(wanted);
    return true;
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

void ModelsPage::checkKeysOfChosen()
{
    if (const ProviderEntry *entry = m_model->provider(m_tree->chosen()))
        checkKeys(entry->config, true);
}

void ModelsPage::updateHead()
{
    m_head->showState(m_model->providers(), m_model->modelCount(), m_model->provider(m_tree->chosen()) != nullptr);
}

// ── the detail ──────────────────────────────────────────────────────────────────────────────────────────────────────

void ModelsPage::chooseShown()
{
    if (const auto model = m_detail->shownModel())
        m_tree->choose(m_model->indexOf(*model));
    else if (const auto provider = m_detail->shownProvider())
        m_tree->choose(m_model->indexOf(*provider));
}

void ModelsPage::showCurrent()
{
    if (m_isSaving || !isBrowsing())
        return;
    const QModelIndex index = m_tree->chosen();
    const ModelEntry *model = m_model->model(index);
    const ProviderEntry *provider = model ? nullptr : m_model->provider(index);
    const auto shownModel = m_detail->shownModel();
    const auto shownProvider = m_detail->shownProvider();
    const bool isOther = model ? shownModel != model->planned.model.id : provider ? shownProvider != provider->config.id : (shownModel || shownProvider);
    if (isOther && !takeEdits()) {
        chooseShown();
        return;
    }
    if (m_isSaving)
        return;
    if (model)
        showModel(*model);
    else if (provider)
        showProvider(*provider);
    else
        m_detail->showNothing();
    updateHead();
}

void ModelsPage::showProvider(const ProviderEntry &entry)
{
    const ModelEntry *first = m_model->model(m_model->index(0, 0, m_model->indexOf(entry.config.id)));
    m_detail->showProvider(entry, providerNames(), first ? std::optional(first->planned) : std::nullopt);
}

void ModelsPage::showModel(const ModelEntry &entry)
{
    const run::PlannedModel &planned = entry.planned;
    m_detail->showModel(entry, modelNames(), priceBook().price(m_services.familyOf(planned.provider.kind), planned.model.apiName, QDate::currentDate()));
}

QStringList ModelsPage::providerNames() const
{
    QStringList names;
    for (const ProviderEntry &entry : m_model->providers())
        names.append(entry.config.name);
    return names;
}

QStringList ModelsPage::modelNames() const
{
    QStringList names;
    for (const run::PlannedModel &planned : m_document.lists().models)
        names.append(planned.model.name);
    return names;
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
    const QList<provider::openai::DetectedServer> others = notYetUsed(m_detected, m_model->providers());
    if (others != m_found->servers())
        m_found->showServers(others);
    if (!isBrowsing())
        m_found->hide();
}

void ModelsPage::refreshColours()
{
    m_remote->refreshColours();
    m_detail->refreshColours();
}

} // namespace assay::ui
