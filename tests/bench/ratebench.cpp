// SPDX-License-Identifier: GPL-3.0-or-later
// A run at a provider that enforces its limits: how much of them is used, and how many calls are refused.
#include "app/composition.h"
#include "core/store/evalsetrepository.h"
#include "core/store/modelrepository.h"
#include "core/store/promptrepository.h"
#include "core/store/runrepository.h"
#include "core/workspace/workspace.h"
#include "tests/bench/sections.h"
#include "tests/bench/supportmails.h"

#include <QCoreApplication>
#include <QProcess>
#include <QTemporaryDir>

namespace assay::bench {

using namespace Qt::StringLiterals;

namespace {

constexpr int kItems = 500;
constexpr qint64 kMinutes = 3;           // and what is in a bucket at the start
constexpr qint64 kUsedByACall = 300;     // on average, as the server tells it
constexpr qint64 kReservedByACall = 660; // with the cap below
constexpr qint64 kOutputCap = 600;

Result<provider::ModelConfig> saveModel(store::Database &database, const QString &baseUrl, const EnforcedLimits &limits)
{
    store::ModelRepository models(database);
    provider::ProviderConfig provider;
    provider.name = u"loopback"_s;
    provider.kind = u"openai-compatible"_s;
    provider.baseUrl = baseUrl;
    return models.saveProvider(provider).and_then([&](const provider::ProviderConfig &saved) {
        provider::ModelConfig model;
        model.providerId = saved.id;
        model.name = u"model"_s;
        model.apiName = u"model"_s;
        model.concurrency = 64;
        model.maxOutputTokens = kOutputCap;
        model.stream = false;
        model.requestsPerMinute = limits.requestsPerMinute;
        model.tokensPerMinute = limits.tokensPerMinute;
        return models.saveModel(model);
    });
}

Result<run::RunPlan> makePlan(store::Database &database, const QString &baseUrl, const EnforcedLimits &limits)
{
    const UtcTime now = SystemClock().utcNow();
    prompt::Content content;
    content.messages = {{tokens::Role::system, u"You sort support messages."_s}, {tokens::Role::user, u"Message: {{ message }}"_s}};
    auto set = store::EvalSetRepository(database).save(supportMails(kItems), now);
    if (!set)
        return std::unexpected(set.error());
    auto version = store::PromptRepository(database).addVersion(u"bench"_s, content, u"bench"_s, {}, now);
    if (!version)
        return std::unexpected(version.error());
    if (const auto model = saveModel(database, baseUrl, limits); !model)
        return std::unexpected(model.error());
    auto models = store::ModelRepository(database).models();
    if (!models)
        return std::unexpected(models.error());
    run::RunPlan plan;
    plan.set = *std::move(set);
    plan.versions = {*version};
    plan.models = *std::move(models);
    const qint64 calls = (kMinutes + (limits.isBucket ? 1 : 0)) * limits.tokensPerMinute / (limits.chargesReservations ? kReservedByACall : kUsedByACall);
    plan.repeats = static_cast<int>((calls + kItems - 1) / kItems);
    plan.createdAt = now;
    return store::RunRepository(database).create(plan);
}

} // namespace

Json rateLimited(const EnforcedLimits &limits)
{
    QProcess server;
    server.start(QCoreApplication::applicationFilePath(),
        {u"--enforce"_s, limits.isBucket ? u"bucket"_s : u"sliding"_s, limits.chargesReservations ? u"reserved"_s : u"used"_s, QString::number(limits.requestsPerMinute),
            QString::number(limits.tokensPerMinute)});
    if (!server.waitForReadyRead())
        return failed(u"the server did not start"_s);
    const QString port = QString::fromLatin1(server.readLine()).trimmed();
    QTemporaryDir folder;
    auto workspace = workspace::Workspace::create(folder.filePath(u"bench.assay"_s));
    if (!workspace)
        return failed(workspace.error().describe());
    const auto plan = (*workspace)->write([&](store::Database &database) { return makePlan(database, u"http://127.0.0.1:%1/v1"_s.arg(port), limits); }).result();
    if (!plan)
        return failed(plan.error().describe());
    app::Composition composition;
    run::Engine runner(composition.clock());
    const auto end
        = runner.start({.plan = *plan, .progress = {}, .spentBefore = {}, .journal = &(*workspace)->journal(), .factory = composition.modelFactory(), .sink = {}, .options = {}})
              .result();
    server.closeWriteChannel();
    server.waitForFinished();
    if (!end)
        return failed(end.error().describe());
    auto json = parseJson(QByteArrayView(server.readAllStandardOutput().trimmed()));
    if (!json)
        return failed(u"the server did not tell what it saw"_s);
    json->insert_or_assign("passed", run::sum(end->columns).passed);
    json->insert_or_assign("cells", plan->cellCount());
    json->insert_or_assign("usedShareLimit", 0.95);
    json->insert_or_assign("refusedShareLimit", 0.005);
    return *json;
}

} // namespace assay::bench
