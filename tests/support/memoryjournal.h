// SPDX-License-Identifier: GPL-3.0-or-later
// A journal in memory that records every call in order, can hold its futures back, and can fail like a full disk.
#pragma once

#include "core/run/journal.h"

#include <QPromise>
#include <QStringList>

#include <vector>

namespace assay::test {

class MemoryJournal final : public run::Journal {
public:
    QFuture<Result<void>> attemptStarted(run::RunId, run::Attempt attempt) override
    {
        calls.append(QStringLiteral("started %1.%2").arg(attempt.cell).arg(attempt.number));
        attempts.append(attempt);
        return answer();
    }

    QFuture<Result<void>> attemptFailed(run::RunId, run::Attempt attempt) override
    {
        calls.append(QStringLiteral("failed %1.%2 %3").arg(attempt.cell).arg(attempt.number).arg(toText(attempt.errorKind.value_or(ErrorKind::internal))));
        failures.append(attempt);
        return answer();
    }

    QFuture<Result<void>> attemptAnswered(run::RunId, run::Attempt attempt, run::Response response) override
    {
        calls.append(QStringLiteral("answered %1.%2").arg(attempt.cell).arg(attempt.number));
        responses.append(response);
        return answer();
    }

    QFuture<Result<void>> cellEnded(run::RunId, run::CellEnd end) override
    {
        calls.append(QStringLiteral("ended %1 %2").arg(end.cell).arg(run::toText(end.outcome)));
        ends.append(end);
        return answer();
    }

    QFuture<Result<void>> runStateChanged(run::RunId, run::RunState state, QString) override
    {
        states.append(state);
        return answer(false);
    }

    /// Lets go of what was held back.
    void release()
    {
        holds.clear();
        for (const auto &promise : std::exchange(m_held, {})) {
            promise->addResult(Result<void>());
            promise->finish();
        }
    }

    QStringList calls;
    QList<run::Attempt> attempts;
    QList<run::Attempt> failures;
    QList<run::Response> responses;
    QList<run::CellEnd> ends;
    QList<run::RunState> states;
    QString holds; ///< the calls that begin with this word wait for release()
    int failsAfter = -1; ///< calls until the disk is full

private:
    QFuture<Result<void>> answer(bool isCall = true)
    {
        auto promise = std::make_shared<QPromise<Result<void>>>();
        promise->start();
        const auto future = promise->future();
        if (!holds.isEmpty() && isCall && calls.last().startsWith(holds)) {
            m_held.push_back(promise);
            return future;
        }
        const bool isFull = failsAfter == 0;
        if (failsAfter > 0)
            --failsAfter;
        promise->addResult(isFull ? Result<void>(fail(ErrorKind::diskFull, QStringLiteral("the disk is full"), QStringLiteral("Make room."))) : Result<void>());
        promise->finish();
        return future;
    }

    std::vector<std::shared_ptr<QPromise<Result<void>>>> m_held;
};

} // namespace assay::test
