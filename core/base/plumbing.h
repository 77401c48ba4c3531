// SPDX-License-Identifier: GPL-3.0-or-later
// What the plumbing verbs of all folders have in common.
#pragma once

#include "core/base/error.h"
#include "core/base/json.h"

namespace assay {

/// {"error": {"kind", "line", "column", "message"}}, line and column where they are known, the hint at the end of the message.
[[nodiscard]] Json errorAnswer(const Error &error);
/// Errors: invalidInput for what is no text, or no base64.
[[nodiscard]] Result<QByteArray> bytesFromBase64(const Json &text);

/// `assay x json-parse`: {"base64": BYTES} -> {"valid": true} or {"valid": false, "line", "column", "message"}, by parseJson().
[[nodiscard]] Json jsonParsePlumbing(const Json &request);

/// `assay x canon`: {"document": …} -> {"text", "sha256"}, by toJcs(), to the letter of RFC 8785: the text and the hash that a content hash has, but for
/// whole numbers of more than 53 bits, which are rounded here and keep their digits there.
[[nodiscard]] Json canonPlumbing(const Json &request);

} // namespace assay
