// SPDX-License-Identifier: GPL-3.0-or-later
// What a refusal of the Messages API means. Source: Anthropic API reference, "Errors".
#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/base/json.h"

#include <QHttpHeaders>

namespace assay::provider::anthropic {

/// Of an answer with a status outside 200–299. Kinds: rateLimit, overloaded, serverError, timeout, auth, quota, badRequest, contextTooLong,
/// contentFilter.
[[nodiscard]] Error failureOf(int status, QByteArrayView body, const QHttpHeaders &headers, UtcTime now);

/// Of an error that stands in an answer with status 200: in mid-stream, or of one request in a batch. By its type alone.
[[nodiscard]] Error failureIn(const Json &answer);

} // namespace assay::provider::anthropic
