// SPDX-License-Identifier: GPL-3.0-or-later
// What is known of one cell once it is done, and of every request that was made for it. Plain values, as stored.
#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/base/money.h"
#include "core/grader/grade.h"
#include "core/provider/chatmodel.h"
#include "core/run/plan.h"

namespace assay::run {

enum class Outcome { passed, failed, error, skipped };
[[nodiscard]] QString toText(Outcome outcome);
[[nodiscard]] std::optional<Outcome> outcomeFromText(QStringView text);

/// One request, from the moment before it was sent.
struct Attempt {
    enum class State {
        sent,     ///< on record, no answer yet; in a run that is not going on: lost, perhaps billed
        answered, ///< a whole answer came
        failed
    };
    int cell = 0;
    int number = 1; ///< from 1 within its cell
    State state = State::sent;
    UtcTime startedAt;
    Milliseconds duration{0};
    std::optional<Milliseconds> timeToFirstToken;
    std::optional<ErrorKind> errorKind;
    QString errorMessage;
    std::optional<Milliseconds> retryAfter; ///< as told
    int httpStatus = 0;
    QString requestId;
    Money reserved;            ///< the most it could cost
    std::optional<Money> cost; ///< once it ended; absent while sent, or when the model has no price

    bool operator==(const Attempt &) const = default;
};

struct Response {
    int cell = 0;
    int attempt = 1; ///< number of the attempt that it answered; 0: none, it came from the cache
    provider::Completion completion;
    std::optional<Milliseconds> latency; ///< absent: it was answered in a batch
    std::optional<Milliseconds> timeToFirstToken;
    std::optional<Money> cost;               ///< from the cache: nothing was charged for it
    QString requestHash;                     ///< names the whole request (requesthash.h); empty in runs of an older Assay
    qint64 sourceRun = 0;                    ///< from the cache: the run that it was asked for in
    std::optional<qint64> countedInput = {}; ///< tokens of its request as counted beforehand, uncorrected; absent in runs of an older Assay

    [[nodiscard]] bool isCached() const { return attempt == 0; }
    bool operator==(const Response &) const = default;
};

/// One cell as the matrix, the totals and a comparison need it.
struct CellResult {
    int cell = 0;
    CellKey key;
    QString itemKey;
    std::optional<Outcome> outcome; ///< absent: not done
    double score = 0;
    std::optional<ErrorKind> errorKind; ///< with Outcome::error or skipped (budget, cancelled)
    QString reason;                     ///< why error, skipped or failed, one line
    int attempts = 0;
    std::optional<tokens::Usage> usage;
    std::optional<Money> cost; ///< of all its attempts
    std::optional<Milliseconds> latency;
    std::optional<Milliseconds> timeToFirstToken;
    QString text; ///< the answer; in lists only its first 400 characters
    bool isCached = false;

    bool operator==(const CellResult &) const = default;
};

/// Everything about one cell, for its detail view.
struct CellDetail {
    CellResult result;
    std::optional<Response> response;
    QList<grader::Grade> grades;
    QList<Attempt> attempts;
};

} // namespace assay::run
