// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/composition.h"

#include "core/importexport/manifest.h"
#include "core/provider/anthropic/messagesapi.h"
#include "core/provider/catalog.h"
#include "core/provider/gemini/geminiapi.h"
#include "core/provider/openai/chatapi.h"
#include "core/provider/responses/responsesapi.h"
#include "core/provider/simulated/simulatedmodel.h"
#include "core/provider/simulated/tier.h"
#include "core/secrets/commandkeystore.h"
#include "core/secrets/keyage.h"
#include "core/secrets/keychain.h"
#include "core/secrets/memorykeystore.h"
#include "core/store/evalsetrepository.h"
#include "core/store/modelrepository.h"
#include "core/store/promptrepository.h"
#include "core/workspace/monthbook.h"

#include <QDate>
#include <QDir>
#include <QSet>
#include <QStandardPaths>

namespace assay::app {

using namespace Qt::StringLiterals;

namespace {
const QString kBundled = u":/assay/evalsets"_s;
constexpr int kComparedVersions = 2;
} // namespace

Composition::Composition(Surroundings surroundings)
    : m_surroundings(std::move(surroundings)),
      m_typedKeys(std::make_unique<secrets::MemoryKeyStore>()),
      m_dialects(provider::openai::Dialects::bundled())
{
    fill(m_keys);
    auto dialects = m_dialects.withOwnFile(m_surroundings.dialectsFile.isEmpty() ? ownDialectsPath() : m_surroundings.dialectsFile);
    if (dialects)
        m_dialects = *std::move(dialects);
    else
        m_dialectsError = dialects.error();
    provider::openai::registerOpenAi(m_registry, m_dialects);
    provider::responses::registerResponses(m_registry);
    provider::anthropic::registerAnthropic(m_registry);
    provider::gemini::registerGemini(m_registry);
    m_registry.add(u"simulated"_s, [](const provider::ProviderConfig &config, const provider::ModelConfig &model, provider::Environment &environment) {
        return provider::makeSimulatedModel(config, model, environment.clock());
    });
}

Composition::~Composition() = default;

workspace::MonthBook &Composition::month()
{
    if (!m_month)
        m_month = std::make_unique<workspace::MonthBook>(m_clock, workspace::MonthBook::defaultFolder(), m_settings);
    return *m_month;
}

void Composition::fill(secrets::KeyRing &keys) const
{
    keys.add(std::make_unique<secrets::EnvironmentKeyStore>());
    keys.add(m_surroundings.keychain ? m_surroundings.keychain() : std::make_unique<secrets::KeychainStore>());
    keys.add(std::make_unique<secrets::CommandKeyStore>());
    keys.add(std::make_unique<secrets::MemoryKeyStore>(*m_typedKeys));
    // Once a ring: a key that is asked for a thousand times is no older for it.
    keys.onFound([noted = QSet<QString>()](const QString &source, const secrets::Secret &key) mutable {
        if (!noted.contains(source) && secrets::KeyDates().seen(source, key, QDate::currentDate()))
            noted.insert(source);
    });
}

run::ModelFactory Composition::modelFactory(const QString &label)
{
    auto environment = std::make_shared<provider::Environment>(m_keys, m_clock, label);
    const auto model = [this, environment](const run::PlannedModel &planned) { return m_registry.make(planned.provider, planned.model, *environment); };
    return {model, [this, environment](const run::PlannedModel &planned) { return batchApi(planned.provider, *environment); }};
}

Result<std::shared_ptr<provider::BatchApi>> Composition::batchApi(const provider::ProviderConfig &config, provider::Environment &environment) const
{
    const auto services = m_registry.services(config, environment);
    if (services)
        return (*services)->batches();
    return services.error().kind == ErrorKind::notFound ? Result<std::shared_ptr<provider::BatchApi>>(nullptr) : std::unexpected(services.error());
}

QString Composition::familyOf(const QString &kind) const
{
    const QString family = provider::familyOf(kind);
    const auto *dialect = family.isEmpty() ? m_dialects.find(kind) : nullptr;
    return dialect == nullptr ? family : dialect->catalogue;
}

provider::ServiceDesk &Composition::desk()
{
    if (!m_desk) {
        auto keys = std::make_unique<secrets::KeyRing>();
        fill(*keys);
        m_desk = std::make_unique<provider::ServiceDesk>(m_registry, std::move(keys), m_clock);
    }
    return *m_desk;
}

QFuture<Result<void>> Composition::storeInKeychain(const QString &name, secrets::Secret key)
{
    const auto store = m_surroundings.storeInKeychain ? m_surroundings.storeInKeychain : &secrets::storeInKeychain;
    // Once for each call: a secret moves only.
    auto work = [store, name, key = std::make_shared<secrets::Secret>(std::move(key))](provider::Environment &environment, std::stop_token /*stop*/) {
        environment.keys().forget(u"keychain:"_s + name);
        return store(name, std::move(*key));
    };
    return desk().carryOut(std::move(work));
}

QFuture<QList<provider::openai::DetectedServer>> Composition::detect(std::stop_token stop)
{
    auto work = [dialects = m_dialects, options = m_surroundings.detection](
                    provider::Environment & /*environment*/, std::stop_token stopped) { return provider::openai::detectLocalServers(dialects, options, std::move(stopped)); };
    return desk().carryOut(std::move(work), {}, std::move(stop));
}

QString ownDialectsPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) + u"/dialects.json"_s;
}

QStringList bundledSets()
{
    return QDir(kBundled).entryList(QDir::Dirs, QDir::Name);
}

Result<void> addSimulatedModels(store::Database &database, bool isFast, qint64 seed)
{
    store::ModelRepository models(database);
    const auto provider = models.saveProvider(provider::simulatedProvider(isFast, true, seed));
    if (!provider)
        return std::unexpected(provider.error());
    for (provider::ModelConfig model : provider::simulatedModels()) {
        model.providerId = provider->id;
        if (const auto saved = models.saveModel(model); !saved)
            return std::unexpected(saved.error());
    }
    return {};
}

Result<run::RunPlan> fillSample(store::Database &database, const SampleOptions &options)
{
    const UtcTime now = SystemClock().utcNow();
    auto bundled = importexport::readBundledSet(kBundled + u"/"_s + options.set);
    if (!bundled)
        return std::unexpected(bundled.error());
    if (const auto added = addSimulatedModels(database, options.isFast, options.seed); !added)
        return std::unexpected(added.error());
    run::RunPlan plan;
    auto set = store::EvalSetRepository(database).save(bundled->set, now);
    if (!set)
        return std::unexpected(set.error());
    plan.set = *std::move(set);
    store::PromptRepository prompts(database);
    std::optional<int> parent;
    for (const importexport::PromptFile &file : bundled->prompts) {
        auto version = prompts.addVersion(file.prompt, file.content, file.note, parent, now);
        if (!version)
            return std::unexpected(version.error());
        parent = version->number;
        if (plan.versions.size() < kComparedVersions)
            plan.versions.append(*std::move(version));
    }
    auto models = store::ModelRepository(database).models();
    if (!models)
        return std::unexpected(models.error());
    plan.models = *std::move(models);
    plan.seed = options.seed;
    plan.baseline = 0;
    plan.createdAt = now;
    return plan;
}

} // namespace assay::app
