// SPDX-License-Identifier: GPL-3.0-or-later
// The response object: the whole body of a plain answer, and what the last event of a stream carries.
#pragma once

#include "core/base/json.h"
#include "core/provider/chatmodel.h"

namespace assay::provider::responses {

/// Texts of all message items in their order. Errors: what the response failed with, also when it was cancelled at the provider; malformed for
/// anything that is no response, or one that is still under way.
[[nodiscard]] Result<Completion> completionOf(const Json &response);

/// An item of type function_call or custom_tool_call; nothing for any other.
[[nodiscard]] std::optional<ToolCall> toolCallOf(const Json &item);

} // namespace assay::provider::responses
