// SPDX-License-Identifier: GPL-3.0-or-later
// One sitting of a run in batches on the test's own thread: a journal in memory, a scripted provider of batches, and all that it showed. The journal and
// the provider outlive a sitting, so that a second one finds what the first left.
#pragma once

#include "core/run/batchrunner.h"
#include "tests/support/memoryjournal.h"
#include "tests/support/smallplan.h"

#include <QTest>

namespace assay::test {

class MemoryBatchJournal final : public run::BatchJournal {
public:
    explicit MemoryBatchJournal(QStringList &calls) : m_calls(calls) {}

    QFuture<Result<run::BatchId>> batchMade(run::RunId, run::BatchRecord batch) override
    {
        m_calls.append(QStringLiteral("made %1").arg(batch.requests));
        batch.id = {static_cast<qint64>(batches.size()) + 1};
        batches.append(batch);
        return done<run::BatchId>(batch.id);
    }

    QFuture<Result<void>> batchChanged(run::BatchRecord batch) override
    {
        m_calls.append(QStringLiteral("changed %1").arg(run::toText(batch.state)));
        batch.open = batches.at(batch.id.value - 1).open;
        batches[batch.id.value - 1] = batch;
        return done<void>({});
    }

    QFuture<Result<void>> batchClosed(run::RunId, run::BatchRecord batch, QList<run::Attempt> ended) override
    {
        m_calls.append(QStringLiteral("closed %1").arg(run::toText(batch.state)));
        failed += ended;
        batches[batch.id.value - 1] = batch;
        return done<void>({});
    }

    QFuture<Result<run::OpenBatches>> openBatches(run::RunId) override
    {
        run::OpenBatches open;
        for (const run::BatchRecord &batch : std::as_const(batches)) {
            if (batch.isOpen())
                open.batches.append(batch);
        }
        return done<run::OpenBatches>(open);
    }

    /// What has an answer is not open any more.
    void forget(const QList<run::Response> &responses)
    {
        for (run::BatchRecord &batch : batches)
            batch.open.removeIf([&](const run::Attempt &attempt) { return std::ranges::contains(responses, attempt.cell, &run::Response::cell); });
    }

    QList<run::BatchRecord> batches;
    QList<run::Attempt> failed;

private:
    template<typename T> static QFuture<Result<T>> done(Result<T> result)
    {
        QPromise<Result<T>> promise;
        promise.start();
        promise.addResult(std::move(result));
        promise.finish();
        return promise.future();
    }

    QStringList &m_calls;
};

class BatchBenchJournal final : public MemoryJournal {
public:
    run::BatchJournal *batches() override { return &batchJournal; }
    MemoryBatchJournal batchJournal{calls};
};

/// Answers "ok" to everything once a job has been looked at often enough.
struct ScriptedBatches final : provider::BatchApi {
    explicit ScriptedBatches(QStringList &theCalls) : calls(theCalls) {}

    provider::BatchLimits limits() const override { return most; }
    qint64 bytesOf(const provider::BatchRequest &) const override { return 100; }

    QCoro::Task<Result<provider::BatchJob>> submit(QList<provider::BatchRequest> requests, QString tag, std::stop_token) override
    {
        calls.append(QStringLiteral("submit %1").arg(requests.size()));
        provider::BatchJob job;
        job.id = QStringLiteral("job-%1").arg(jobs.size());
        job.tag = tag;
        job.total = static_cast<int>(requests.size());
        jobs.append(job);
        sent.append(requests);
        co_return job;
    }
    QCoro::Task<Result<provider::BatchJob>> look(QString id, std::stop_token) override
    {
        calls.append(QStringLiteral("look"));
        ++looks;
        provider::BatchJob job = *std::ranges::find(jobs, id, &provider::BatchJob::id);
        if (looks >= looksUntilDone)
            job.state = isCancelled ? provider::BatchJob::State::cancelled : provider::BatchJob::State::ended;
        co_return job;
    }
    QCoro::Task<Result<QList<provider::BatchAnswer>>> results(provider::BatchJob job, std::stop_token) override
    {
        calls.append(QStringLiteral("results"));
        if (beforeResults)
            beforeResults();
        QList<provider::BatchAnswer> answers;
        for (const provider::BatchRequest &request : sent.at(job.id.sliced(4).toLongLong())) {
            provider::Completion completion;
            completion.text = QStringLiteral("ok");
            completion.usage = tokens::Usage{.input = 2, .output = 1};
            answers.append({.key = request.key, .result = completion, .requestId = {}});
        }
        if (isCancelled)
            answers.resize(answers.size() / 2);
        co_return answers;
    }
    QCoro::Task<Result<void>> cancel(QString, std::stop_token) override
    {
        calls.append(QStringLiteral("cancel"));
        isCancelled = true;
        looks = looksUntilDone;
        co_return Result<void>();
    }
    QCoro::Task<Result<QList<provider::BatchJob>>> recent(std::stop_token) override { co_return jobs; }

    QStringList &calls;
    provider::BatchLimits most{.requests = 1'000, .bytes = 1'000'000};
    int looksUntilDone = 2;
    int looks = 0;
    bool isCancelled = false;
    std::function<void()> beforeResults;
    QList<provider::BatchJob> jobs;
    QList<QList<provider::BatchRequest>> sent;
};

struct BatchBench {
    explicit BatchBench(run::RunPlan thePlan) : plan(std::move(thePlan))
    {
        plan.mode = run::RunMode::batch;
        options.batchInterval = Milliseconds(1);
        options.batches = {.firstLook = Milliseconds(1), .longestLook = Milliseconds(2), .settle = Milliseconds(8)};
    }

    void start(const QList<run::CellProgress> &progress = {}, Money spent = {})
    {
        end.reset();
        runner = std::make_unique<run::BatchRunner>(plan, progress, spent, journal, clock, options);
        const run::ModelMaker noModel = [](const run::PlannedModel &) -> Result<std::unique_ptr<provider::ChatModel>> { return fail(ErrorKind::internal, {}); };
        const run::BatchApiMaker makeApi = [this](const run::PlannedModel &) -> Result<std::shared_ptr<provider::BatchApi>> { return api; };
        follow(runner->execute({noModel, makeApi}, [this](const std::shared_ptr<const run::LiveBatch> &batch) { shown.append(batch); }));
    }
    QCoro::Task<void> follow(QCoro::Task<run::RunEnd> task) { end = co_await task; }
    [[nodiscard]] bool finish()
    {
        return QTest::qWaitFor([this] { return end.has_value(); }, 30'000);
    }

    run::RunPlan plan;
    run::RunnerOptions options;
    SystemClock clock;
    BatchBenchJournal journal;
    std::shared_ptr<ScriptedBatches> api = std::make_shared<ScriptedBatches>(journal.calls);
    QList<std::shared_ptr<const run::LiveBatch>> shown;
    std::unique_ptr<run::BatchRunner> runner;
    std::optional<run::RunEnd> end;
};

} // namespace assay::test
