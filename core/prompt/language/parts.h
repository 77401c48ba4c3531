// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of an expression, for whatever walks the tree.
#pragma once

#include "core/prompt/language/ast.h"

#include <algorithm>

namespace assay::prompt {

/// Calls `visit(const Expression &)` for each direct part that there is, in order of evaluation as far as that is fixed.
template<typename Visit> void forEachPart(const Expression::Node &node, Visit &&visit)
{
    const auto each = [&](const auto &...parts) { ((parts ? visit(*parts) : void()), ...); };
    const auto byKind = [&]<typename T>(const T &part) {
        if constexpr (std::is_same_v<T, Member>) {
            each(part.base);
        } else if constexpr (std::is_same_v<T, Index>) {
            each(part.base, part.index);
        } else if constexpr (std::is_same_v<T, Slice>) {
            each(part.base, part.from, part.to, part.step);
        } else if constexpr (std::is_same_v<T, Call>) {
            each(part.callee);
            for (const Argument &argument : part.arguments)
                each(argument.value);
        } else if constexpr (std::is_same_v<T, Negation> || std::is_same_v<T, Not>) {
            each(part.operand);
        } else if constexpr (std::is_same_v<T, TestUse>) {
            each(part.operand);
            for (const ExpressionPointer &argument : part.arguments)
                each(argument);
        } else if constexpr (std::is_same_v<T, Logical> || std::is_same_v<T, Binary>) {
            each(part.left, part.right);
        } else if constexpr (std::is_same_v<T, Comparison>) {
            each(part.first);
            for (const auto &[relation, expression] : part.rest)
                each(expression);
        } else if constexpr (std::is_same_v<T, Conditional>) {
            each(part.condition, part.whenTrue, part.whenFalse);
        } else if constexpr (std::is_same_v<T, FilterUse>) {
            each(part.operand);
            for (const ExpressionPointer &argument : part.arguments)
                each(argument);
        } else if constexpr (std::is_same_v<T, ListLiteral>) {
            for (const ExpressionPointer &element : part.elements)
                each(element);
        } else if constexpr (std::is_same_v<T, MappingLiteral>) {
            for (const auto &[name, value] : part.members)
                each(name, value);
        }
    };
    std::visit(byKind, node);
}

[[nodiscard]] inline int heightBelow(const Expression::Node &node)
{
    int height = 0;
    forEachPart(node, [&](const Expression &part) { height = std::max(height, part.height); });
    return height;
}

} // namespace assay::prompt
