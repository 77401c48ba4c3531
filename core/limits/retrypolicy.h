// SPDX-License-Identifier: GPL-3.0-or-later
// Whether and when to ask again. Pure: the caller brings the random number.
#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"

namespace assay::limits {

struct RetryPolicy {
    /// A provider that asks for a longer wait, such as until tomorrow, is not waited for.
    static constexpr Milliseconds kLongestTold{10 * 60 * 1000};

    int maxAttempts = 4;         ///< of a call that failed
    int maxAttemptsWhenBusy = 6; ///< of one that was held off: rate limit, overload
    Milliseconds baseDelay{500};
    Milliseconds maxDelay{60'000};

    /// True for rate limit, overloaded, server error, time-out, reset and connect; never for any other kind.
    [[nodiscard]] static bool isRetryable(ErrorKind kind);
    /// How long to wait before attempt number + 1, or nothing when there shall be none. Exponential with full jitter:
    /// uniform in [0, min(maxDelay, baseDelay · 2^(number−1))], after at least what the provider told (Retry-After); a told delay above
    /// ten minutes ends the retries. A provider's own word whether to ask again, in the error's context as "should-retry", overrules the kind, but
    /// never for a used-up quota, a refused key, or what the user stopped. `unit` is uniform in [0, 1). Source: "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
    [[nodiscard]] std::optional<Milliseconds> delayAfter(const Error &error, int number, double unit) const;
};

} // namespace assay::limits
