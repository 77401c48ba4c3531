// SPDX-License-Identifier: GPL-3.0-or-later
// What a failure means that stands in an answer with status 200: a response that failed, or an error event. Refusals by status are those of
// openai/failures.h.
#pragma once

#include "core/base/error.h"
#include "core/base/json.h"

namespace assay::provider::responses {

/// {"error":{"code","message"}}, or the same flat as in an event of type "error". Kinds: rateLimit, overloaded, serverError, auth, quota,
/// badRequest, contextTooLong, contentFilter.
[[nodiscard]] Error failureIn(const Json &answer);

} // namespace assay::provider::responses
