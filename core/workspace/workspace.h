// SPDX-License-Identifier: GPL-3.0-or-later
// An open workspace: the file, its lock, one writer thread and one reader thread. Everything that touches SQL goes through read() and write(), so
// the caller's thread never waits for the disk unless it wants to.
#pragma once

#include "core/run/journal.h"
#include "core/store/database.h"
#include "core/store/job.h"

#include <QFuture>
#include <QPromise>

#include <concepts>
#include <memory>

namespace assay::workspace {

class Workspace {
public:
    /// Errors: notFound; notAWorkspace; damaged; newerVersion; readOnly (no write permission); inUse (open in another process); diskFull; io.
    /// Each has a message of its own and leaves the file as it was.
    [[nodiscard]] static Result<std::unique_ptr<Workspace>> open(const QString &path);
    /// Makes a new, empty workspace; never overwrites. Errors: conflict when something is there; diskFull; readOnly; io.
    [[nodiscard]] static Result<std::unique_ptr<Workspace>> create(const QString &path);
    /// Finishes what is queued, checkpoints, unlocks.
    ~Workspace();
    Workspace(const Workspace &) = delete;
    Workspace &operator=(const Workspace &) = delete;

    [[nodiscard]] QString path() const;

    /// Runs `job` on the reader thread with its own read-only connection. `job` is Result<T>(store::Database &).
    template<typename Job>
        requires std::invocable<Job, store::Database &>
    [[nodiscard]] auto read(Job job) -> QFuture<std::invoke_result_t<Job, store::Database &>>
    {
        return queued<std::invoke_result_t<Job, store::Database &>>(std::move(job), &Workspace::postRead);
    }

    /// Runs `job` on the writer thread in a transaction that is rolled back when it fails; the future finishes once it is durable.
    template<typename Job>
        requires std::invocable<Job, store::Database &>
    [[nodiscard]] auto write(Job job) -> QFuture<std::invoke_result_t<Job, store::Database &>>
    {
        return queued<std::invoke_result_t<Job, store::Database &>>(std::move(job), &Workspace::postWrite);
    }

    /// The engine's journal into this file. Lives as long as the workspace.
    [[nodiscard]] run::Journal &journal();
    /// The answers that are in this file. Lives as long as the workspace.
    [[nodiscard]] run::AnswerCache &answers();

private:
    Workspace();
    void postRead(store::Job job);
    void postWrite(store::Job job);

    template<typename R, typename Job> QFuture<R> queued(Job job, void (Workspace::*post)(store::Job))
    {
        auto promise = std::make_shared<QPromise<R>>();
        auto result = std::make_shared<std::optional<R>>();
        promise->start();
        (this->*post)({
            .work =
                [job = std::move(job), result](store::Database &database) mutable {
                    result->emplace(job(database));
                    return (*result)->has_value();
                },
            .settle =
                [promise, result](const std::optional<Error> &error) {
                    promise->addResult(error ? R(std::unexpected(*error)) : std::move(**result));
                    promise->finish();
                },
        });
        return promise->future();
    }

    class StoredAnswers;
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace assay::workspace
