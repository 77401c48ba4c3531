// SPDX-License-Identifier: GPL-3.0-or-later
// Owns running coroutines. A QCoro task starts at once and goes on when its handle is dropped; a scope keeps the count of what
// still runs, can ask all of it to stop, and can be awaited. All of it on one thread.
#pragma once

#include <QCoro/QCoroTask>

#include <chrono>
#include <coroutine>
#include <memory>
#include <stop_token>

namespace assay {

class TaskScope {
public:
    TaskScope();
    /// Asks all tasks to stop. They may still run afterwards: await join() before what they use goes away.
    ~TaskScope();
    TaskScope(const TaskScope &) = delete;
    TaskScope &operator=(const TaskScope &) = delete;

    /// Every coroutine that waits takes this token and returns soon after it is asked to stop.
    [[nodiscard]] std::stop_token stopToken() const;
    void requestStop();

    /// Takes a started task into the scope.
    void add(QCoro::Task<void> task);
    [[nodiscard]] qsizetype running() const;
    /// Completes when nothing added runs any more.
    [[nodiscard]] QCoro::Task<void> join();

private:
    struct State;
    std::shared_ptr<State> m_state;
};

/// Waits at least this long; false when stopped before. The continuation runs from the event loop of the calling thread,
/// never from inside requestStop().
[[nodiscard]] QCoro::Task<bool> sleepFor(std::chrono::milliseconds duration, std::stop_token stop);

} // namespace assay
