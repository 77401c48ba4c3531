// SPDX-License-Identifier: GPL-3.0-or-later
// A version tried on one item outside of any run: asked once, graded at once, kept nowhere. Under the month's cap like any other call.
#pragma once

#include "core/run/cellresult.h"
#include "core/run/sharedcap.h"

#include <QFuture>

#include <functional>

namespace assay::run {

class GradingPool;

struct TrialResult {
    QString item; ///< its key
    Outcome outcome = Outcome::error;
    bool isGraded = false; ///< false without an assertion: then an answer counts as passed, since nothing speaks against it
    std::optional<ErrorKind> errorKind; ///< with Outcome::error
    QString reason;                     ///< why it did not pass
    double score = 0;
    QList<grader::Grade> grades;
    QString text;                    ///< the answer; what had come of it before a failure
    std::optional<tokens::Usage> usage;
    std::optional<Money> cost;
    Milliseconds latency{0};
    std::optional<Milliseconds> timeToFirstToken;

    bool operator==(const TrialResult &) const = default;
};

/// Makes the call; nobody retries it.
using AskOnce = std::function<QFuture<provider::Exchange>(const provider::ChatRequest &)>;

/// One cell of a plan that need not be stored. An item that cannot be filled in is an outcome in error, and nothing is asked. `cap` as in callUnderCap().
/// On a thread with an event loop.
[[nodiscard]] QFuture<TrialResult> tryCell(RunPlan plan, CellKey key, std::shared_ptr<SharedCap> cap, std::shared_ptr<GradingPool> grading, UtcTime now, AskOnce ask);

/// `count` items drawn by the seed, in the order of the set; all when there are no more.
[[nodiscard]] QList<evalset::Item> sampledItems(const QList<evalset::Item> &items, qsizetype count, qint64 seed);

} // namespace assay::run
