// SPDX-License-Identifier: GPL-3.0-or-later
// A run in which everything happened that can happen to a request: refusals, time-outs, broken answers, answers cut off, answers from the cache, and requests
// whose end nobody saw.
#pragma once

#include "core/run/journal.h"
#include "core/store/database.h"

namespace assay::test {

inline constexpr int kLoggedWays = 8; ///< cells of one way are that far apart

struct LoggedRun {
    int items = 8;
    int repeats = 1;
    run::RunState state = run::RunState::failed;
    QString reason = QStringLiteral("the provider refused the key; check it");
};

/// What error messages of it hold, with the characters that break pages.
[[nodiscard]] QString hostileMessage();

/// Needs a workspace without the samples' prompt and set, and is to be called inside one transaction. By cell modulo kLoggedWays:
/// 0 refused once, then answered · 1 timed out, then answered · 2 answered, cut off · 3 from the cache · 4 sent, without an end · 5 failed three times with a
/// hostile message · 6 answered, passed · 7 answered, failed.
[[nodiscard]] Result<run::RunPlan> storeLoggedRun(store::Database &database, const LoggedRun &size = {});

} // namespace assay::test
