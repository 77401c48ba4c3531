// SPDX-License-Identifier: GPL-3.0-or-later
// Members and elements of values. What is not there is missing, with a message that names the path, says what there is and
// suggests the nearest spelling.
#pragma once

#include "core/prompt/ast.h"
#include "core/prompt/execution.h"

namespace assay::prompt {

/// A mapping's member; of a list or text also `length`. `path` is the base as the template writes it.
[[nodiscard]] Value memberOf(const Value &base, const QString &name, const QString &path, Execution &run);
/// A list's element or a text's character, counted from 0, or from the end when negative; with a text a member.
[[nodiscard]] Value elementOf(const Value &base, const Value &index, const QString &path, Execution &run);

/// `customer.orders[0]` as the template writes it; "(…)" for what is no path.
[[nodiscard]] QString writtenPath(const Expression &expression);

/// Characters as people count code points.
[[nodiscard]] qsizetype codePointCount(QStringView text);
/// Each code point as a text of its own.
[[nodiscard]] std::vector<QString> codePoints(QStringView text);
/// The UTF-16 offset of a code point, the text's size when there are fewer.
[[nodiscard]] qsizetype offsetOfCodePoint(QStringView text, qsizetype index);

} // namespace assay::prompt
