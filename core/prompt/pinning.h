// SPDX-License-Identifier: GPL-3.0-or-later
// What a version takes from its workspace is taken once, when it is saved: so it renders the same for ever, and its hash says all that it sends.
#pragma once

#include "core/prompt/content.h"

namespace assay::prompt {

/// The content with the text of every snippet that its messages include, directly or through another one: as it is pinned already, else as `known` has it.
/// Pins that nothing includes are dropped. Errors: parse, with message in the context, also for a snippet that is in neither.
[[nodiscard]] Result<Content> withSnippets(const Content &content, const QMap<QString, QString> &known);

/// The content as a draft begins: its snippets are those of the workspace again, and its examples are drawn anew when it is saved.
[[nodiscard]] Content unpinned(Content content);

} // namespace assay::prompt
