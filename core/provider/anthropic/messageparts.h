// SPDX-License-Identifier: GPL-3.0-or-later
// What a whole message and a streamed one have in common: how they end, and what they are made of.
#pragma once

#include "core/base/json.h"
#include "core/provider/chatmodel.h"

namespace assay::provider::anthropic {

/// Why a message ended: of the message itself, or of the "delta" of a message_delta event.
struct Ending {
    QString reason;      ///< as the API wrote it; empty: not told
    QString explanation; ///< of a refusal
};
[[nodiscard]] Ending endingOf(const Json &object);

/// A block of type tool_use; nothing for any other. Arguments are empty where they are still to come.
[[nodiscard]] std::optional<ToolCall> toolCallOf(const Json &block);
[[nodiscard]] bool isThinking(const Json &block);

/// Puts the ending into a completion that holds everything else. What a model said before it refused is no answer: only the refusal stays. When
/// nothing but thinking came before the cap, all output was reasoning, also where it is not counted apart.
void finish(Completion &completion, const Ending &ending, bool hasThinking);

/// A whole message. Errors: what the API reports instead; malformed for anything else.
[[nodiscard]] Result<Completion> completionOf(const Json &message);

} // namespace assay::provider::anthropic
