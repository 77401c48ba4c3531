// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/mailbox.h"
#include "core/run/batchrunner.h"

#include <QPromise>

#include <atomic>

namespace assay::run {

using namespace Qt::StringLiterals;

// Belongs to the engine's thread, but for its mailbox and its flag.
class Engine::Worker final {
public:
    explicit Worker(const Clock &clock) : m_clock(clock) {}

    Mailbox mailbox;
    std::atomic_bool isRunning = false;

    QCoro::Task<void> run(Job job, std::shared_ptr<QPromise<Result<RunEnd>>> promise)
    {
        if (!job.options.throttles)
            job.options.throttles = m_throttles;
        // Answers that are only taken from the workspace need no batch.
        const bool isInBatches = job.plan.mode == RunMode::batch && job.plan.cache != CachePolicy::only;
        RunEnd end;
        if (isInBatches)
            end = co_await carryOut(m_batchRunner, std::move(job));
        else
            end = co_await carryOut(m_runner, std::move(job));
        isRunning = false;
        promise->addResult(end);
        promise->finish();
    }

    /// `what` is called with the runner that is at work, if one is.
    template<typename What> void tell(What what)
    {
        mailbox.post([this, what] {
            if (m_runner)
                what(*m_runner);
            if (m_batchRunner)
                what(*m_batchRunner);
        });
    }

private:
    template<typename AnyRunner> QCoro::Task<RunEnd> carryOut(std::unique_ptr<AnyRunner> &runner, Job job)
    {
        runner = std::make_unique<AnyRunner>(std::move(job.plan), std::move(job.progress), job.spentBefore, *job.journal, m_clock, job.options, job.answers);
        RunEnd end = co_await runner->execute(std::move(job.factory), std::move(job.sink));
        runner.reset();
        co_return end;
    }

    const Clock &m_clock;
    std::unique_ptr<Runner> m_runner;
    std::unique_ptr<BatchRunner> m_batchRunner;
    std::shared_ptr<ThrottleBook> m_throttles = std::make_shared<ThrottleBook>();
};

Engine::Engine(const Clock &clock) : m_worker(std::make_unique<Worker>(clock))
{
    m_thread.setObjectName(u"engine"_s);
    m_worker->mailbox.moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, &m_worker->mailbox, [this] { m_ended.release(); }, Qt::DirectConnection);
    m_thread.start();
}

Engine::~Engine()
{
    leave();
    // The run ends in order on its own thread: everything it did is on record before the thread goes.
    m_run.waitForFinished();
    m_thread.quit();
    m_ended.acquire();
    m_thread.wait();
}

QFuture<Result<RunEnd>> Engine::start(Job job)
{
    auto promise = std::make_shared<QPromise<Result<RunEnd>>>();
    promise->start();
    QFuture<Result<RunEnd>> future = promise->future();
    if (m_worker->isRunning.exchange(true)) {
        promise->addResult(fail(ErrorKind::conflict, u"a run goes on already"_s, u"Wait for its end, or stop it."_s));
        promise->finish();
        return future;
    }
    m_run = future;
    m_worker->mailbox.post([worker = m_worker.get(), job = std::move(job), promise]() mutable { worker->run(std::move(job), std::move(promise)); });
    return future;
}

void Engine::pause()
{
    m_worker->tell([](auto &runner) { runner.pause(); });
}

void Engine::resume()
{
    m_worker->tell([](auto &runner) { runner.resume(); });
}

void Engine::cancel()
{
    m_worker->tell([](auto &runner) { runner.cancel(); });
}

void Engine::leave()
{
    m_worker->tell([]<typename AnyRunner>(AnyRunner &runner) {
        if constexpr (requires { runner.leave(); })
            runner.leave();
        else
            runner.cancel();
    });
}

bool Engine::isRunning() const
{
    return m_worker->isRunning;
}

} // namespace assay::run
