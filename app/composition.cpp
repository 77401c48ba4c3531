// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/composition.h"

#include "core/importexport/manifest.h"
#include "core/provider/anthropic/messagesapi.h"
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

namespace assay::app {

using namespace Qt::StringLiterals;

namespace {
const QString kBundled = u":/assay/evalsets"_s;
constexpr int kComparedVersions = 2;
} // namespace

Composition::Composition()
{
    m_keys.add(std::make_unique<secrets::EnvironmentKeyStore>());
    m_keys.add(std::make_unique<secrets::KeychainStore>());
    m_keys.add(std::make_unique<secrets::CommandKeyStore>());
    auto typed = std::make_unique<secrets::MemoryKeyStore>();
    m_typedKeys = typed.get();
    m_keys.add(std::move(typed));
    // Once a program: a key that is asked for a thousand times is no older for it.
    m_keys.onFound([noted = QSet<QString>()](const QString &source, const secrets::Secret &key) mutable {
        if (!noted.contains(source) && secrets::KeyDates().seen(source, key, QDate::currentDate()))
            noted.insert(source);
    });
    provider::openai::registerOpenAi(m_registry);
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

run::ModelFactory Composition::modelFactory(const QString &label)
{
    auto environment = std::make_shared<provider::Environment>(m_keys, m_clock, label);
    return [this, environment](const run::PlannedModel &planned) { return m_registry.make(planned.provider, planned.model, *environment); };
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
