// SPDX-License-Identifier: GPL-3.0-or-later
// What a provider's answer says of its rate limits: how much there is, how much is left, and when it is whole again. Absent is what was not told.
#pragma once

#include "core/base/clock.h"

#include <optional>

namespace assay::tokens {

struct ToldLimit {
    std::optional<qint64> limit;         ///< in a minute
    std::optional<qint64> remaining;     ///< now
    std::optional<Milliseconds> resetIn; ///< until it is whole again

    [[nodiscard]] bool isEmpty() const { return !limit && !remaining && !resetIn; }
    bool operator==(const ToldLimit &) const = default;
};

struct ToldLimits {
    ToldLimit requests;
    ToldLimit tokens; ///< input and output together
    ToldLimit inputTokens;
    ToldLimit outputTokens;

    [[nodiscard]] bool isEmpty() const { return requests.isEmpty() && tokens.isEmpty() && inputTokens.isEmpty() && outputTokens.isEmpty(); }
    bool operator==(const ToldLimits &) const = default;
};

} // namespace assay::tokens
