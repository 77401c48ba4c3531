// SPDX-License-Identifier: GPL-3.0-or-later
// Members and elements of values. What is not there is missing, with a message that names the path, says what there is and
// suggests the nearest spelling.
#pragma once

#include "core/prompt/language/ast.h"
#include "core/prompt/language/execution.h"

namespace assay::prompt {

/// What is looked into, as the template writes it: `customer.orders[0]`, or "(…)" for what is no path. Only found out when asked.
class WrittenPath {
public:
    explicit WrittenPath(const Expression &expression) : m_expression(&expression) {}
    explicit WrittenPath(QStringView words) : m_words(words) {}
    [[nodiscard]] QString text() const;

private:
    const Expression *m_expression = nullptr;
    QStringView m_words;
};

/// A mapping's or object's member; of a list or text also `length`.
[[nodiscard]] Value memberOf(const Value &base, const QString &name, const WrittenPath &path, Execution &run);
/// A list's element or a text's character, counted from 0, or from the end when negative; with a text a member.
[[nodiscard]] Value elementOf(const Value &base, const Value &index, const WrittenPath &path, Execution &run);

/// None where nothing is written.
struct SliceBounds {
    Value from;
    Value to;
    Value step;
};
/// Elements of a list or characters of a text, as Python's slices; what lies outside is left out.
[[nodiscard]] Value sliceOf(const Value &base, const SliceBounds &bounds, Execution &run);

/// Characters as people count code points.
[[nodiscard]] qsizetype codePointCount(QStringView text);
/// Each code point as a text of its own.
[[nodiscard]] std::vector<QString> codePoints(QStringView text);
/// The UTF-16 offset of a code point, the text's size when there are fewer.
[[nodiscard]] qsizetype offsetOfCodePoint(QStringView text, qsizetype index);

} // namespace assay::prompt
