// SPDX-License-Identifier: GPL-3.0-or-later
// One kind of task that the simulated models can do, by rules and lexicons of their own. A solver sees what a model would see: the messages,
// and nothing else; never an item's reference.
#pragma once

#include "core/provider/simulated/skill.h"
#include "core/tokens/chatmessage.h"

#include <optional>

namespace assay::provider {

/// The conversation taken apart.
struct Conversation {
    QString instructions;              ///< all system text; without any, what stands before the last user message
    QList<tokens::ChatMessage> examples; ///< user/assistant turns before the last user message
    QString input;                     ///< the last user message
    QString data;                      ///< the input without a fence around it: what two versions of a prompt have in common
};

[[nodiscard]] Conversation readConversation(const QList<tokens::ChatMessage> &messages);

/// The answer, or nothing when the instructions are not of this solver's kind.
using Solver = std::optional<QString> (*)(const Conversation &conversation, const Skill &skill);

[[nodiscard]] std::optional<QString> solveTriage(const Conversation &conversation, const Skill &skill);
[[nodiscard]] std::optional<QString> solveLocale(const Conversation &conversation, const Skill &skill);
/// Always answers: shortens the input to its first sentence, as JSON when JSON is asked for.
[[nodiscard]] std::optional<QString> solveAnything(const Conversation &conversation, const Skill &skill);

/// The first solver that takes it.
[[nodiscard]] QString solve(const Conversation &conversation, const Skill &skill);

} // namespace assay::provider
