// SPDX-License-Identifier: GPL-3.0-or-later
// A chat completion that came in one piece.
#pragma once

#include "core/provider/chatmodel.h"

namespace assay::provider::openai {

/// Errors: what the API reports; reset when the text ends inside the JSON value (the connection broke, unnoticed); malformed for
/// anything else that is not a chat completion.
[[nodiscard]] Result<Completion> parseResponseBody(QByteArrayView body, bool stripThinkTags = false);

} // namespace assay::provider::openai
