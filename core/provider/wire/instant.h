// SPDX-License-Identifier: GPL-3.0-or-later
// Instants as APIs write them into bodies and headers.
#pragma once

#include "core/base/clock.h"

#include <QByteArrayView>
#include <QHttpHeaders>

#include <optional>

namespace assay::provider::wire {

/// RFC 3339, with any number of decimals ("2030-01-01T00:00:00.123456789Z", "…+05:30"); nothing without an offset.
[[nodiscard]] std::optional<UtcTime> instant(QByteArrayView text);
/// RFC 9110, section 5.6.7, in its preferred form: "Tue, 01 Jan 2030 00:00:00 GMT".
[[nodiscard]] std::optional<UtcTime> httpDate(QByteArrayView text);
/// What the server's own clock said when it answered, so that a wrong clock here does no harm; else `now`.
[[nodiscard]] UtcTime serverNow(const QHttpHeaders &headers, UtcTime now);

} // namespace assay::provider::wire
