// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faults/faultrun.h"

#include "core/provider/anthropic/messagesapi.h"
#include "core/provider/gemini/geminiapi.h"
#include "core/provider/openai/chatapi.h"
#include "core/provider/responses/responsesapi.h"
#include "core/store/evalsetrepository.h"
#include "core/store/modelrepository.h"
#include "core/store/promptrepository.h"
#include "core/store/runrepository.h"

#include <QTest>

namespace assay::test {

using namespace Qt::StringLiterals;

namespace {

constexpr int kNeverMs = 100'000;
const QString kUsualClocks = uR"({"idleTimeoutMs":90000,"totalTimeoutMs":90000,"connectTimeoutMs":90000})"_s;

template<typename T> T orDie(Result<T> result)
{
    if (!result)
        qFatal("%s", qPrintable(result.error().describe()));
    if constexpr (!std::is_void_v<T>)
        return *std::move(result);
}

evalset::EvalSet setOf(const QStringList &marks)
{
    evalset::EvalSet set;
    set.name = u"faults"_s;
    evalset::Assertion contains;
    contains.type = u"contains"_s;
    contains.value = Json("ok");
    set.defaultAssertions = {contains};
    for (const QString &mark : marks) {
        evalset::Item item;
        item.key = mark;
        item.variables.insert_or_assign("mark", jsonString(mark));
        set.items.append(item);
    }
    return set;
}

prompt::Content content()
{
    prompt::Content content;
    content.messages = {{tokens::Role::user, u"#{{ mark }}# Say ok."_s}};
    content.parameters.maxOutputTokens = 10;
    return content;
}

} // namespace

run::RunnerOptions faultRunOptions()
{
    run::RunnerOptions options{.retry = {.maxAttempts = 2, .maxAttemptsWhenBusy = 2, .baseDelay = Milliseconds(1), .maxDelay = Milliseconds(4)},
        .throttle = {},
        .throttles = {},
        .batchInterval = Milliseconds(50),
        .rewriteDelay = Milliseconds(1)};
    options.throttle.breaker.failuresInARow = std::numeric_limits<int>::max();
    options.throttle.breaker.enoughCalls = std::numeric_limits<int>::max();
    options.throttle.retries.alwaysAllowed = std::numeric_limits<qint64>::max();
    return options;
}

pricing::Price dollarAMillion()
{
    pricing::Price price;
    price.inputMicroUsdPerMTok = 1'000'000;
    price.outputMicroUsdPerMTok = 1'000'000;
    return price;
}

FaultRun::FaultRun(const FaultServer &server, FaultRunSpec spec) : m_base(server.base(*spec.dialect).toString()), m_spec(std::move(spec))
{
    provider::openai::registerOpenAi(m_registry);
    provider::responses::registerResponses(m_registry);
    provider::anthropic::registerAnthropic(m_registry);
    provider::gemini::registerGemini(m_registry);
    m_engine = std::make_unique<run::Engine>(m_clock);
    m_workspace = orDie(workspace::Workspace::create(m_folder.filePath(u"faults.assay"_s)));
    m_plan = orDie(m_workspace->write([this](store::Database &database) { return store(database); }).result());
}

FaultRun::~FaultRun() = default;

Result<run::RunPlan> FaultRun::store(store::Database &database) const
{
    const UtcTime now = m_clock.utcNow();
    run::RunPlan plan;
    plan.set = orDie(store::EvalSetRepository(database).save(setOf(m_spec.marks), now));
    plan.versions = {orDie(store::PromptRepository(database).addVersion(u"p"_s, content(), {}, {}, now))};
    store::ModelRepository models(database);
    for (const QString &name : m_spec.models) {
        provider::ProviderConfig provider;
        provider.name = name;
        provider.kind = m_spec.dialect->kind();
        provider.baseUrl = m_base;
        provider.options = *parseJson(m_spec.clocks.value(name, kUsualClocks));
        provider::ModelConfig model;
        model.providerId = orDie(models.saveProvider(provider)).id;
        model.name = name;
        model.apiName = name;
        model.concurrency = m_spec.concurrency;
        model.stream = m_spec.isStreamed;
        model.price = pricing::toJson(dollarAMillion());
        if (const auto saved = models.saveModel(model); !saved)
            return std::unexpected(saved.error());
    }
    plan.models = orDie(models.models());
    plan.budget = m_spec.budget;
    plan.createdAt = now;
    return store::RunRepository(database).create(plan);
}

Result<std::unique_ptr<provider::ChatModel>> FaultRun::make(const run::PlannedModel &planned)
{
    if (m_environments.empty() || !m_spec.sharesConnections)
        m_environments.push_back(std::make_unique<provider::Environment>(m_keys, m_clock));
    return m_registry.make(planned.provider, planned.model, *m_environments.back());
}

void FaultRun::start()
{
    run::RunnerOptions options = m_spec.options;
    options.throttles = std::make_shared<run::ThrottleBook>(options.throttle);
    m_future = m_engine->start({
        .plan = m_plan,
        .progress = {},
        .spentBefore = {},
        .journal = &m_workspace->journal(),
        .answers = nullptr,
        .factory = [this](const run::PlannedModel &planned) { return make(planned); },
        .sink = {},
        .options = std::move(options),
    });
}

bool FaultRun::finish()
{
    if (!QTest::qWaitFor([this] { return m_future.isFinished(); }, kNeverMs))
        return false;
    m_end = orDie(m_future.result());
    return true;
}

QString FaultRun::cellName(const run::CellKey &key) const
{
    return AskedCell{.api = m_spec.dialect->name(), .isStreamed = m_spec.isStreamed, .model = m_plan.models.at(key.model).model.apiName, .mark = m_plan.set.items.at(key.item).key}
        .name();
}

template<typename T> T FaultRun::read(std::function<Result<T>(store::Database &)> what) const
{
    return orDie(m_workspace->read(std::move(what)).result());
}

QList<run::AttemptRecord> FaultRun::log() const
{
    return read<QList<run::AttemptRecord>>([this](store::Database &database) { return store::RunRepository(database).log(m_plan.id); });
}

QList<run::CellResult> FaultRun::cells() const
{
    return read<QList<run::CellResult>>([this](store::Database &database) { return store::RunRepository(database).cells(m_plan.id); });
}

Money FaultRun::spent() const
{
    return read<Money>([this](store::Database &database) { return store::RunRepository(database).spent(m_plan.id); });
}

} // namespace assay::test
