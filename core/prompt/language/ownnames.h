// SPDX-License-Identifier: GPL-3.0-or-later
// What a template has given names to up to a place, read from its tokens alone, so that it works while it is being written.
#pragma once

#include "core/prompt/language/completion.h"
#include "core/prompt/language/lexer.h"

#include <span>

namespace assay::prompt {

/// The latest first, each name once. `list` is of `source`.
[[nodiscard]] QList<OwnName> ownNamesAt(QStringView source, const TokenList &list);

/// Openers of the blocks that have no end yet, the outermost first.
[[nodiscard]] QStringList openBlocks(QStringView source, const TokenList &list);

/// The path that the tokens end with, as written, such as "order.lines[0]"; empty when it ends with none.
[[nodiscard]] QString pathBefore(QStringView source, std::span<const Token> tokens);

} // namespace assay::prompt
