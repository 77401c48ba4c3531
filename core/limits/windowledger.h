// SPDX-License-Identifier: GPL-3.0-or-later
// What was taken within the last minute, to the amount. Invariant: after take() at a time that earliest() allowed, no window of that length holds
// more than the limit.
#pragma once

#include "core/base/clock.h"

#include <deque>
#include <optional>

namespace assay::limits {

class WindowLedger {
public:
    explicit WindowLedger(Milliseconds window) : m_window(window) {}

    /// Ids never fall.
    void take(quint64 id, qint64 amount, SteadyTime now);
    /// Changes what was taken under this id, while it is in the window; it keeps its time.
    void change(quint64 id, qint64 amount);
    [[nodiscard]] qint64 sum(SteadyTime now) const;
    /// Of what was taken after this id and is still in the window.
    [[nodiscard]] qint64 sumAfter(quint64 id) const;
    /// Of what was taken at this moment or later.
    [[nodiscard]] qint64 sumSince(SteadyTime moment) const;
    /// Nothing for an id that is not in the window.
    [[nodiscard]] std::optional<SteadyTime> takenAt(quint64 id) const;
    /// The first moment at which `amount` fits below the limit: `now`, or when enough has left the window. Never for an amount above the limit:
    /// then the moment at which the window is empty.
    [[nodiscard]] SteadyTime earliest(qint64 amount, qint64 limit, SteadyTime now) const;

private:
    struct Entry {
        SteadyTime at;
        quint64 id = 0;
        qint64 amount = 0;
    };
    void forget(SteadyTime now) const;

    Milliseconds m_window;
    mutable std::deque<Entry> m_entries;
    mutable qint64 m_sum = 0;
};

} // namespace assay::limits
