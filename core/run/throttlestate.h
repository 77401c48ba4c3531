// SPDX-License-Identifier: GPL-3.0-or-later
// What holds the calls of one model back right now, for those who watch.
#pragma once

#include "core/base/clock.h"

#include <QString>

#include <optional>

namespace assay::run {

struct ThrottleState {
    QString model;                     ///< its name
    QString text;                      ///< "48 of 60 requests this minute, waits 0.4 s" or the like; empty when nothing limits it
    int active = 0;                    ///< calls under way
    int allowed = 0;                   ///< at once: as set, or less after the provider asked for less
    std::optional<Milliseconds> waits; ///< until its next call may leave; absent: nothing waits for a limit, or another call's end decides
    bool isOpen = false;               ///< the breaker: its server does not answer

    bool operator==(const ThrottleState &) const = default;
};

} // namespace assay::run
