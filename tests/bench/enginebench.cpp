// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/composition.h"
#include "core/store/evalsetrepository.h"
#include "core/store/modelrepository.h"
#include "core/store/promptrepository.h"
#include "core/store/runrepository.h"
#include "core/workspace/monthbook.h"
#include "core/workspace/workspace.h"
#include "tests/bench/sections.h"
#include "tests/bench/supportmails.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QProcess>
#include <QTemporaryDir>

#include <sys/resource.h>

namespace assay::bench {

using namespace Qt::StringLiterals;

namespace {

constexpr int kItems = 500;
constexpr double kPlainCpuLimit = 0.5;
constexpr double kStreamedCpuLimit = 2.5;
constexpr double kWallLimit = 1.03;

double cpuSeconds()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval &time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6; };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double peakMegabytes()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024;
}

Result<run::RunPlan> makePlan(store::Database &database, const QString &baseUrl, const EngineLoad &load)
{
    const UtcTime now = SystemClock().utcNow();
    prompt::Content content;
    content.messages = {{tokens::Role::system, u"You sort support messages."_s}, {tokens::Role::user, u"Message: {{ message }}"_s}};
    run::RunPlan plan;
    auto stored = store::EvalSetRepository(database).save(supportMails(kItems), now);
    if (!stored)
        return std::unexpected(stored.error());
    plan.set = *std::move(stored);
    auto version = store::PromptRepository(database).addVersion(u"bench"_s, content, u"bench"_s, {}, now);
    if (!version)
        return std::unexpected(version.error());
    plan.versions = {*version};
    store::ModelRepository models(database);
    provider::ProviderConfig provider;
    provider.name = u"loopback"_s;
    provider.kind = u"openai-compatible"_s;
    provider.baseUrl = baseUrl;
    const auto savedProvider = models.saveProvider(provider);
    if (!savedProvider)
        return std::unexpected(savedProvider.error());
    for (int i = 0; i < load.models; ++i) {
        provider::ModelConfig model;
        model.providerId = savedProvider->id;
        model.name = u"model-%1"_s.arg(i);
        model.apiName = model.name;
        model.concurrency = load.concurrency;
        model.stream = load.chunks > 0;
        if (const auto saved = models.saveModel(model); !saved)
            return std::unexpected(saved.error());
    }
    auto planned = models.models();
    if (!planned)
        return std::unexpected(planned.error());
    plan.models = *std::move(planned);
    plan.repeats = load.repeats;
    plan.cache = run::CachePolicy::use;
    plan.createdAt = now;
    return store::RunRepository(database).create(plan);
}

} // namespace

Json engine(const EngineLoad &load)
{
    QProcess server;
    server.start(QCoreApplication::applicationFilePath(), {u"--serve"_s, QString::number(load.chunks), QString::number(load.latencyMs)});
    if (!server.waitForReadyRead())
        return failed(u"the server did not start"_s);
    const QString port = QString::fromLatin1(server.readLine()).trimmed();
    QTemporaryDir folder;
    auto workspace = workspace::Workspace::create(folder.filePath(u"bench.assay"_s));
    if (!workspace)
        return failed(workspace.error().describe());
    const auto plan = (*workspace)->write([&](store::Database &database) { return makePlan(database, u"http://127.0.0.1:%1/v1"_s.arg(port), load); }).result();
    if (!plan)
        return failed(plan.error().describe());
    app::Composition composition;
    // Everything that a user's run has, away from the user's own settings and ledger.
    workspace::MonthBook month(composition.clock(), folder.filePath(u"ledger"_s), settings::Settings(folder.filePath(u"settings.json"_s)));
    run::Engine runner(composition.clock());
    std::atomic_int batches = 0;
    double halfwayMb = 0; // on the engine's thread, and read when that is done with the run
    const int calls = plan->cellCount();
    const double before = cpuSeconds();
    // Before a run starts its page tells what it may cost, so the encoding is there by then.
    if (const auto estimated = run::estimate(*plan); !estimated)
        return failed(estimated.error().describe());
    QElapsedTimer wall;
    wall.start();
    const auto end = runner
                         .start({.plan = *plan,
                             .progress = {},
                             .spentBefore = {},
                             .journal = &(*workspace)->journal(),
                             .answers = &(*workspace)->answers(),
                             .factory = composition.modelFactory(),
                             .sink =
                                 [&](const auto &batch) {
                                     ++batches;
                                     if (halfwayMb == 0 && batch->all.done() * 2 >= calls)
                                         halfwayMb = peakMegabytes();
                                 },
                             .options = {.sharedCap = month.capFor(**workspace, *plan)}})
                         .result();
    const double wallMs = static_cast<double>(wall.elapsed());
    const double cpu = cpuSeconds() - before;
    server.closeWriteChannel();
    server.waitForFinished();
    if (!end)
        return failed(end.error().describe());
    const run::Totals totals = run::sum(end->columns);
    Json json(jsoncons::json_object_arg);
    json.insert_or_assign("calls", calls);
    json.insert_or_assign("concurrency", load.concurrency);
    json.insert_or_assign("passed", totals.passed);
    json.insert_or_assign("retries", totals.retries);
    json.insert_or_assign("liveBatches", batches.load());
    json.insert_or_assign("cpuMsPerCall", cpu * 1e3 / calls);
    json.insert_or_assign("cpuMsPerCallLimit", load.chunks > 0 ? kStreamedCpuLimit : kPlainCpuLimit);
    json.insert_or_assign("peakMb", peakMegabytes());
    json.insert_or_assign("peakMbHalfway", halfwayMb);
    json.insert_or_assign("peakMbLimit", load.peakMbLimit);
    json.insert_or_assign("wallMs", wallMs);
    if (load.latencyMs > 0) {
        const double ideal = static_cast<double>(calls) * load.latencyMs / (load.concurrency * load.models);
        json.insert_or_assign("idealMs", ideal);
        json.insert_or_assign("wallOverIdeal", wallMs / ideal);
        json.insert_or_assign("wallOverIdealLimit", kWallLimit);
    }
    return json;
}

} // namespace assay::bench
