// SPDX-License-Identifier: GPL-3.0-or-later
// A template's source made into its tree.
#pragma once

#include "core/prompt/ast.h"

#include <QStringView>

namespace assay::prompt {

/// Errors: parse, with line, column and the piece of source in the context.
[[nodiscard]] Result<Block> parseTemplate(QStringView source);

} // namespace assay::prompt
