// SPDX-License-Identifier: GPL-3.0-or-later
// What a refusal of the Gemini API means. Sources: Gemini API documentation, "Troubleshooting"; google/rpc/error_details.proto and code.proto.
#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/base/json.h"

#include <QHttpHeaders>

namespace assay::provider::gemini {

/// Of an answer with a status outside 200–299. Kinds: rateLimit (with the delay of RetryInfo where no header tells one), overloaded, serverError,
/// timeout, auth, quota (also of a day), badRequest, contextTooLong, contentFilter.
[[nodiscard]] Error failureOf(int status, QByteArrayView body, const QHttpHeaders &headers, UtcTime now);

/// Of an error that stands in an answer with status 200, whole or in mid-stream, or of one request in a batch: {"error":{…}} or the error itself,
/// with a status of HTTP or a code of google.rpc.
[[nodiscard]] Error failureIn(const Json &answer);

/// Of a prompt that the API refused for its content.
[[nodiscard]] Error blockedPrompt(const QString &reason);

} // namespace assay::provider::gemini
