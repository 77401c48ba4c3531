// SPDX-License-Identifier: GPL-3.0-or-later
// Tools as the APIs of OpenAI describe them: a function is an object of its own in Chat Completions, and flat in Responses.
#pragma once

#include "core/provider/chatmodel.h"

namespace assay::provider::openai {

[[nodiscard]] Json toolsInChat(const QList<Tool> &tools);
/// "auto", "none", "required" as they are; any other word is the name of a function.
[[nodiscard]] Json toolChoiceInChat(const QString &choice);

/// With "strict": false, which is what Chat Completions means by saying nothing.
[[nodiscard]] Json toolsInResponses(const QList<Tool> &tools);
[[nodiscard]] Json toolChoiceInResponses(const QString &choice);

} // namespace assay::provider::openai
