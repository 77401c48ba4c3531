// SPDX-License-Identifier: GPL-3.0-or-later
// A journal in memory that records every call in order, can hold its futures back, finish them late from another thread, and fail like a full disk.
#pragma once

#include "core/run/journal.h"

#include <QPromise>
#include <QStringList>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <limits>
#include <mutex>
#include <thread>
#include <vector>

namespace assay::test {

/// One write that was kept: an attempt, an attempt with its answer, or a cell's end.
struct JournalEntry {
    std::optional<run::Attempt> attempt;
    std::optional<run::Response> response;
    std::optional<run::CellEnd> end;
};

class MemoryJournal : public run::Journal {
public:
    QFuture<Result<void>> attemptStarted(run::RunId, run::Attempt attempt) override
    {
        calls.append(QStringLiteral("started %1.%2").arg(attempt.cell).arg(attempt.number));
        return write([this, attempt] {
            attempts.append(attempt);
            entries.append({.attempt = attempt, .response = {}, .end = {}});
        });
    }

    QFuture<Result<void>> attemptFailed(run::RunId, run::Attempt attempt) override
    {
        calls.append(QStringLiteral("failed %1.%2 %3").arg(attempt.cell).arg(attempt.number).arg(toText(attempt.errorKind.value_or(ErrorKind::internal))));
        return write([this, attempt] {
            failures.append(attempt);
            entries.append({.attempt = attempt, .response = {}, .end = {}});
        });
    }

    QFuture<Result<void>> attemptAnswered(run::RunId, run::Attempt attempt, run::Response response) override
    {
        calls.append(QStringLiteral("answered %1.%2").arg(attempt.cell).arg(attempt.number));
        return write([this, attempt, response] {
            responses.append(response);
            entries.append({.attempt = attempt, .response = response, .end = {}});
        });
    }

    QFuture<Result<void>> cellCached(run::RunId, run::Response response) override
    {
        calls.append(QStringLiteral("cached %1").arg(response.cell));
        return write([this, response] {
            responses.append(response);
            entries.append({.attempt = {}, .response = response, .end = {}});
        });
    }

    QFuture<Result<void>> cellEnded(run::RunId, run::CellEnd end) override
    {
        calls.append(QStringLiteral("ended %1 %2").arg(end.cell).arg(run::toText(end.outcome)));
        return write([this, end] {
            ends.append(end);
            entries.append({.attempt = {}, .response = {}, .end = end});
        });
    }

    QFuture<Result<void>> eventHappened(run::RunId, run::RunEvent event) override
    {
        return write([this, event] { events.append(event); }, false);
    }

    QFuture<Result<void>> runStateChanged(run::RunId, run::RunState state, QString) override
    {
        return write([this, state] { states.append(state); }, false);
    }

    /// Lets go of what was held back.
    void release()
    {
        holds.clear();
        for (const auto &promise : std::exchange(m_held, {}))
            finish(*promise, {});
    }

    QStringList calls;           ///< also those that failed
    QList<JournalEntry> entries; ///< what was kept, in order
    QList<run::Attempt> attempts;
    QList<run::Attempt> failures;
    QList<run::Response> responses;
    QList<run::CellEnd> ends;
    QList<run::RunEvent> events;
    QList<run::RunState> states;
    QString holds;                                  ///< the calls that begin with this word wait for release()
    int failsAfter = -1;                            ///< writes until the disk is full
    int failsFor = std::numeric_limits<int>::max(); ///< writes until there is room again
    std::optional<Milliseconds> lateBy;             ///< futures finish on another thread, in order
    std::atomic_int count = 0;                      ///< of all writes, for other threads

private:
    using Promise = QPromise<Result<void>>;

    static void finish(Promise &promise, const Result<void> &result)
    {
        promise.addResult(result);
        promise.finish();
    }

    [[nodiscard]] bool isFull()
    {
        if (failsAfter != 0) {
            failsAfter -= failsAfter > 0;
            return false;
        }
        if (failsFor == 0)
            return false;
        --failsFor;
        return true;
    }

    template<typename Keep> QFuture<Result<void>> write(Keep keep, bool isCall = true)
    {
        auto promise = std::make_shared<Promise>();
        promise->start();
        const auto future = promise->future();
        Result<void> result;
        if (isFull())
            result = fail(ErrorKind::diskFull, QStringLiteral("the disk is full"), QStringLiteral("Make room."));
        else
            keep();
        ++count;
        if (!holds.isEmpty() && isCall && calls.last().startsWith(holds)) {
            m_held.push_back(promise);
        } else if (lateBy) {
            finishLater(promise, result);
        } else {
            finish(*promise, result);
        }
        return future;
    }

    void finishLater(const std::shared_ptr<Promise> &promise, const Result<void> &result)
    {
        const std::scoped_lock lock(m_mutex);
        m_late.emplace_back(promise, result);
        m_wake.notify_one();
        if (!m_thread.joinable())
            m_thread = std::jthread([this, late = *lateBy](const std::stop_token &stop) { finishAll(stop, late); });
    }

    void finishAll(const std::stop_token &stop, Milliseconds late)
    {
        while (true) {
            std::unique_lock lock(m_mutex);
            if (!m_wake.wait(lock, stop, [this] { return !m_late.empty(); }))
                return;
            const auto [promise, result] = std::move(m_late.front());
            m_late.pop_front();
            lock.unlock();
            std::this_thread::sleep_for(late);
            finish(*promise, result);
        }
    }

    std::vector<std::shared_ptr<Promise>> m_held;
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::deque<std::pair<std::shared_ptr<Promise>, Result<void>>> m_late;
    std::jthread m_thread; ///< last: it uses the rest until it has ended
};

} // namespace assay::test
