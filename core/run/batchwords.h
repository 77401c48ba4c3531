// SPDX-License-Identifier: GPL-3.0-or-later
// What is told of batches that somebody waits for. Pure.
#pragma once

#include "core/base/clock.h"

#include <QList>
#include <QString>

#include <optional>

namespace assay::run {

/// An open batch, as last seen.
struct WatchedBatch {
    QString provider;
    int requests = 0;
    int done = 0;                       ///< answered or failed, as the provider says
    bool isFound = true;                ///< false while it is looked for
    std::optional<SteadyTime> lookedAt; ///< absent: not yet
    std::optional<SteadyTime> nextLook; ///< absent: it is looked at just now
    QString trouble;                    ///< why the last look failed; may be empty
};

/// "batch of 500 at openai: 320 done, asked 2 min ago, next look in 1 min"; of several their sums. Empty for none.
[[nodiscard]] QString waitingWords(const QList<WatchedBatch> &batches, SteadyTime now);

/// "40 s", "12 min", "3 h 5 min", "2 d 4 h".
[[nodiscard]] QString roughTime(Milliseconds time);

} // namespace assay::run
