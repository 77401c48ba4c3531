// SPDX-License-Identifier: GPL-3.0-or-later
// What a refusal of the API means: one pure function from what came back to the kind of error that the engine decides by.
#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/base/json.h"

#include <QHttpHeaders>

namespace assay::provider::openai {

/// Of an answer with a status outside 200–299. Kinds: rateLimit, overloaded, serverError, timeout, auth, quota, badRequest, contextTooLong,
/// contentFilter. Reads the bodies of OpenAI and of the servers that imitate it, and none at all (HTML, empty). The message quotes the API's own in
/// one line of at most 400 characters; partly hidden keys in it are taken out.
[[nodiscard]] Error failureOf(int status, QByteArrayView body, const QHttpHeaders &headers, UtcTime now);

/// Of an error that stands in an answer with status 200, alone or in the middle of a stream.
[[nodiscard]] Error failureInAnswer(const Json &answer);

} // namespace assay::provider::openai
