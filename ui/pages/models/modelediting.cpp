// SPDX-License-Identifier: GPL-3.0-or-later
// What the Models page changes: each change is stored at once, and can be undone.
#include "ui/pages/models/modelspage.h"

#include "core/run/newmodel.h"
#include "ui/format/format.h"
#include "ui/pages/models/modelchange.h"
#include "ui/pages/models/modeldetail.h"
#include "ui/pages/models/modelform.h"
#include "ui/pages/models/modelsmodel.h"
#include "ui/pages/models/modelstree.h"
#include "ui/pages/models/newproviderpanel.h"
#include "ui/pages/models/providerform.h"
#include "ui/pages/models/remotemodels.h"
#include "ui/widgets/banner.h"

#include <QUndoStack>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

store::ModelSetup setupOf(const provider::ProviderConfig &config)
{
    return {.providers = {config}, .models = {}};
}

store::ModelSetup setupOf(const provider::ModelConfig &config)
{
    return {.providers = {}, .models = {config}};
}

} // namespace

void ModelsPage::showProblem(const Error &error)
{
    const format::ErrorText text = format::errorText(error);
    m_banner->showMessage(Tone::error, text.title, text.body);
}

void ModelsPage::change(const QString &text, const store::ModelSetup &before, const store::ModelSetup &after, std::function<void(const Result<store::ModelSetup> &)> done)
{
    m_document.write(
        this, [before, after](store::Database &database) { return store::ModelRepository(database).replace(before, after); },
        [this, text, before, done = std::move(done)](const Result<store::ModelSetup> &stored) {
            if (stored) {
                m_banner->hide();
                m_undo->push(new ModelChange(text, before, *stored, [this](const store::ModelSetup &from, const store::ModelSetup &to) { replay(from, to); }));
            }
            done(stored);
        });
}

void ModelsPage::replay(const store::ModelSetup &before, const store::ModelSetup &after)
{
    m_document.write(
        this, [before, after](store::Database &database) { return store::ModelRepository(database).replace(before, after); },
        [this](const Result<store::ModelSetup> &stored) {
            if (!stored) {
                m_undo->clear(); // what it remembers is no longer how things are
                showProblem(stored.error());
                return;
            }
            if (!stored->models.isEmpty())
                m_wantedModel = stored->models.first().id;
            else if (!stored->providers.isEmpty())
                m_wantedProvider = stored->providers.first().id;
        });
}

// ── what stands in the fields ───────────────────────────────────────────────────────────────────────────────────────

bool ModelsPage::takeEdits()
{
    if (m_isSaving || !m_detail->isEdited())
        return true;
    const bool isWhole = m_detail->check();
    if (isWhole)
        apply();
    return isWhole;
}

void ModelsPage::apply()
{
    if (m_isSaving)
        return;
    if (const auto provider = m_detail->shownProvider())
        applyProvider(*provider);
    else if (const auto model = m_detail->shownModel())
        applyModel(*model);
}

void ModelsPage::applyProvider(provider::ProviderId id)
{
    ProviderForm &form = m_detail->providerForm();
    const auto config = form.read();
    const ProviderEntry *shown = m_model->provider(m_model->indexOf(id));
    const bool isChanged = config && shown && (*config != shown->config || form.hasTypedKey());
    if (isChanged)
        saveProvider(form, *config, setupOf(shown->config), tr("change %1").arg(config->name));
}

void ModelsPage::applyModel(provider::ModelId id)
{
    const auto config = m_detail->modelForm().read();
    const ModelEntry *shown = m_model->model(m_model->indexOf(id));
    if (!config || !shown || *config == shown->planned.model)
        return;
    m_isSaving = true;
    change(tr("change %1").arg(config->name), setupOf(shown->planned.model), setupOf(*config), [this, config](const Result<store::ModelSetup> &stored) {
        if (!stored)
            m_detail->modelForm().showProblem(stored.error());
        else
            m_detail->modelForm().show(*config, {}, {}); // no longer edited; filled anew with the lists
        endSaving();
    });
}

void ModelsPage::endSaving()
{
    m_isSaving = false;
    m_detail->refreshApply();
    if (m_detail->isEdited())
        chooseShown();
}

void ModelsPage::saveProvider(ProviderForm &form, const provider::ProviderConfig &config, const store::ModelSetup &before, const QString &text)
{
    m_isSaving = true;
    const auto refuse = [this, &form](const Error &error) {
        form.showProblem(error);
        endSaving();
    };
    await(m_services.desk->check(config), [this, &form, config, before, text, refuse](const Result<void> &checked) {
        if (!checked) {
            refuse(checked.error());
            return;
        }
        keepKeys(form.takeTypedKeys(), [this, &form, config, before, text, refuse](const Result<void> &kept) {
            if (!kept) {
                refuse(kept.error().with(u"field"_s, u"key"_s));
                return;
            }
            m_keys.remove(config.id.value); // it may have a new key under the old source
            change(text, before, setupOf(config), [this, &form, refuse, isNew = before.providers.isEmpty()](const Result<store::ModelSetup> &stored) {
                if (!stored) {
                    refuse(stored.error());
                    return;
                }
                form.show(stored->providers.first(), {});
                endSaving();
                m_wantedProvider = stored->providers.first().id;
                // A provider without models is of no use yet.
                if (isNew)
                    m_toBeListed = m_wantedProvider;
            });
        });
    });
}

void ModelsPage::keepKeys(std::vector<TypedKey> keys, const std::function<void(const Result<void> &)> &done)
{
    if (keys.empty()) {
        done({});
        return;
    }
    TypedKey first = std::move(keys.back());
    keys.pop_back();
    if (first.scheme == u"memory") {
        m_services.keepForSession(first.name, std::move(first.key));
        keepKeys(std::move(keys), done);
        return;
    }
    auto rest = std::make_shared<std::vector<TypedKey>>(std::move(keys));
    await(m_services.keepInKeychain(first.name, std::move(first.key)), [this, rest, done](const Result<void> &kept) {
        if (kept)
            keepKeys(std::move(*rest), done);
        else
            done(kept);
    });
}

// ── adding and removing ─────────────────────────────────────────────────────────────────────────────────────────────

void ModelsPage::addProvider()
{
    if (!takeEdits())
        return;
    m_newProvider->begin(providerNames());
    setPanel(Panel::newProvider);
}

void ModelsPage::saveNewProvider()
{
    if (m_isSaving)
        return;
    ProviderForm &form = m_newProvider->form();
    if (const auto config = form.read())
        saveProvider(form, *config, {}, tr("add %1").arg(config->name));
}

void ModelsPage::use(const provider::openai::DetectedServer &server)
{
    provider::ProviderConfig config;
    config.kind = server.kind;
    config.baseUrl = server.baseUrl;
    config.name = server.title;
    const QStringList taken = providerNames();
    for (int number = 2; taken.contains(config.name); ++number)
        config.name = u"%1 %2"_s.arg(server.title, QString::number(number));
    change(tr("add %1").arg(config.name), {}, setupOf(config), [this](const Result<store::ModelSetup> &stored) {
        if (!stored) {
            showProblem(stored.error());
            return;
        }
        m_toBeListed = stored->providers.first().id;
    });
}

void ModelsPage::remove()
{
    const QModelIndex index = m_tree->chosen();
    const ModelEntry *model = m_model->model(index);
    const ProviderEntry *provider = m_model->provider(index);
    if (!model && !provider)
        return;
    const QString name = model ? model->planned.model.name : provider->config.name;
    const store::ModelSetup gone = model ? setupOf(model->planned.model) : setupOf(provider->config);
    if (model)
        m_wantedProvider = provider->config.id;
    change(tr("remove %1").arg(name), gone, {}, [this, name, isModel = model != nullptr](const Result<store::ModelSetup> &removed) {
        if (!removed) {
            m_wantedProvider.reset();
            showProblem(removed.error());
            return;
        }
        m_detail->forget();
        m_banner->showMessage(Tone::skipped, tr("Removed %1").arg(name),
            isModel ? tr("Runs keep what they were made with. Ctrl+Z in the list brings it back.") : tr("Its key stays where it is. Ctrl+Z in the list brings it back."));
    });
}

// ── models of a provider ────────────────────────────────────────────────────────────────────────────────────────────

void ModelsPage::listModels()
{
    const ProviderEntry *entry = m_model->provider(m_tree->chosen());
    if (!entry || !takeEdits())
        return;
    m_listed = entry->config.id;
    setPanel(Panel::remoteModels);
    loadList();
}

const pricing::PriceBook &ModelsPage::priceBook()
{
    if (!m_prices) {
        auto book = m_services.prices();
        if (!book)
            showProblem(book.error());
        m_prices = std::move(book).value_or(pricing::PriceBook());
    }
    return *m_prices;
}

RemoteModel ModelsPage::remoteModel(const provider::ListedModel &listed, QStringList &taken)
{
    const QModelIndex index = m_model->indexOf(m_listed);
    const provider::ProviderConfig &provider = m_model->provider(index)->config;
    RemoteModel model{.listed = listed, .config = run::newModel(provider, listed, taken, priceBook(), m_services.familyOf(provider.kind), QDate::currentDate()), .isHere = false};
    for (int row = 0; row < m_model->rowCount(index); ++row)
        model.isHere = model.isHere || m_model->model(m_model->index(row, 0, index))->planned.model.apiName == listed.apiName;
    taken.append(model.config.name);
    return model;
}

void ModelsPage::loadList()
{
    const ProviderEntry *entry = m_model->provider(m_model->indexOf(m_listed));
    if (!entry)
        return;
    m_stopList.request_stop();
    m_stopList = std::stop_source();
    const int job = ++m_listJob;
    m_remote->showLoading(entry->config.name);
    await(m_services.desk->models(entry->config, {}, m_stopList.get_token()), [this, job](const Result<QList<provider::ListedModel>> &listed) {
        if (job != m_listJob || !m_model->indexOf(m_listed).isValid())
            return;
        if (!listed) {
            m_remote->showError(listed.error());
            return;
        }
        QStringList taken = modelNames();
        QList<RemoteModel> models;
        for (const provider::ListedModel &model : *listed)
            models.append(remoteModel(model, taken));
        m_remote->showModels(models);
    });
}

void ModelsPage::addModels(const QList<RemoteModel> &models)
{
    store::ModelSetup added;
    for (const RemoteModel &model : models)
        added.models.append(model.config);
    change(tr("add %n model(s)", nullptr, static_cast<int>(models.size())), {}, added, [this](const Result<store::ModelSetup> &stored) {
        if (!stored) {
            showProblem(stored.error());
            return;
        }
        m_wantedModel = stored->models.first().id;
        setPanel(Panel::table);
    });
}

void ModelsPage::addByName(const QString &apiName)
{
    if (apiName.isEmpty() || !m_model->indexOf(m_listed).isValid())
        return;
    QStringList taken = modelNames();
    addModels({remoteModel({.apiName = apiName, .title = {}, .contextWindow = {}, .maxOutput = {}}, taken)});
}

} // namespace assay::ui
