// SPDX-License-Identifier: GPL-3.0-or-later
// A cap that a run shares with other runs, workspaces and programs: the month's. A run holds money of it beforehand, in a lease that is on record
// where all can see it, and reserves its attempts inside; so an attempt waits for no record, and whatever dies can have spent no more than its lease.
// Models are indexes into the run's plan, months are year × 100 + month in UTC, as providers bill.
#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/base/money.h"

#include <QFuture>
#include <QList>

#include <optional>

namespace assay::run {

/// 202611 for November 2026.
[[nodiscard]] inline int monthOf(UtcTime time)
{
    const std::chrono::year_month_day date(std::chrono::floor<std::chrono::days>(time));
    return static_cast<int>(date.year()) * 100 + static_cast<int>(static_cast<unsigned>(date.month()));
}

/// What calls of one model came to since it was last told.
struct CapPosting {
    int model = 0;
    int month = 0; ///< 0: the lease's; else the one of an earlier posting that is corrected
    Money spent;   ///< below 0 when an earlier posting turned out too high
    qint64 calls = 0;
    qint64 withoutPrice = 0; ///< of these, calls whose cost nobody knows
    bool operator==(const CapPosting &) const = default;
};

/// A change of a lease. What it covers afterwards is `keep` and what is granted.
struct CapRequest {
    qint64 lease = 0; ///< 0: a new one
    int month = 0;
    QList<CapPosting> postings; ///< no longer covered by the lease, but spent
    Money keep;                 ///< of what it covered: reservations, and what was not used yet
    Money need;                 ///< nothing is granted that is less
    Money want;                 ///< what would be good to have, at least `need`
    bool isLast = false;        ///< the run holds it no longer: it ends, unless something is kept for calls that a batch still has
    bool operator==(const CapRequest &) const = default;
};

/// The month as it stood at an answer.
struct CapState {
    int month = 0;
    std::optional<Money> cap; ///< none: nothing holds back, spending is only put down
    Money spent;
    Money held;       ///< by all leases, this one's too
    Money heldByDead; ///< of these, by leases whose program has gone; known when less was granted than needed
    bool operator==(const CapState &) const = default;
};

struct CapAnswer {
    qint64 lease = 0;
    int month = 0; ///< later than asked for when something was spent in a later one already: a clock that was set back must not open the past
    Money granted;
    CapState state;
    std::optional<int> mark;  ///< 25, 50, 75 or 100 % of the cap, when this is the first to pass it
    bool isUnmetered = false; ///< there is no cap and the record failed: go on without it
    QString notice;           ///< what the user should know, in plain words
};

/// Used from the engine's thread; the answers come in the order of the requests.
class SharedCap {
public:
    virtual ~SharedCap() = default;
    /// Errors: whatever keeps the record from being read or written, when there is a cap, or when nobody knows whether there is one. Then no paid
    /// call may leave. What was asked for has not happened.
    [[nodiscard]] virtual QFuture<Result<CapAnswer>> ask(CapRequest request) = 0;
};

} // namespace assay::run
