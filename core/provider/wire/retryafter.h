// SPDX-License-Identifier: GPL-3.0-or-later
// How long a server asks to wait, out of the headers that servers use for it.
#pragma once

#include "core/base/clock.h"

#include <QHttpHeaders>

#include <optional>

namespace assay::provider::wire {

/// In this order: retry-after-ms, retry-after in seconds (decimals allowed), retry-after as an HTTP date (measured against the answer's own Date
/// header, else `now`), the reset of a rate limit with nothing remaining. Nothing when no header tells it or what it tells is no time;
/// at most 24 hours.
[[nodiscard]] std::optional<Milliseconds> retryAfter(const QHttpHeaders &headers, UtcTime now);

/// "12ms", "1s", "7.66s", "6m0s", "1h2m3s" as in x-ratelimit-reset-*; nothing for anything else.
[[nodiscard]] std::optional<Milliseconds> resetDuration(QByteArrayView text);

} // namespace assay::provider::wire
