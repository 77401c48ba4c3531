// SPDX-License-Identifier: GPL-3.0-or-later
// The value of an expression. After a fault the value is meaningless; the execution knows the fault.
#pragma once

#include "core/prompt/ast.h"
#include "core/prompt/scopes.h"
#include "core/prompt/template.h"

namespace assay::prompt {

class Evaluator {
public:
    Evaluator(Execution &run, Scopes &scopes, WhenMissing whenMissing) : m_run(run), m_scopes(scopes), m_whenMissing(whenMissing) {}

    /// What is missing is a fault, or none when it may be empty.
    [[nodiscard]] Value require(const Expression &expression);

private:
    /// What is missing comes back as such.
    [[nodiscard]] Value evaluate(const Expression &expression);
    /// The same, also in the operands of `and`, `or` and inline `if`.
    [[nodiscard]] Value evaluateTolerant(const Expression &expression);
    [[nodiscard]] Value operand(const Expression &expression);

    [[nodiscard]] Value valueOf(const Literal &literal);
    [[nodiscard]] Value valueOf(const Name &name);
    [[nodiscard]] Value valueOf(const Member &member);
    [[nodiscard]] Value valueOf(const Index &index);
    [[nodiscard]] Value valueOf(const Negation &negation);
    [[nodiscard]] Value valueOf(const Not &negation);
    [[nodiscard]] Value valueOf(const Logical &logical);
    [[nodiscard]] Value valueOf(const Binary &binary);
    [[nodiscard]] Value valueOf(const Comparison &comparison);
    [[nodiscard]] Value valueOf(const Conditional &conditional);
    [[nodiscard]] Value valueOf(const TestUse &use);
    [[nodiscard]] Value valueOf(const FilterUse &use);
    [[nodiscard]] Value valueOf(const ListLiteral &literal);
    [[nodiscard]] Value valueOf(const MappingLiteral &literal);

    Execution &m_run;
    Scopes &m_scopes;
    WhenMissing m_whenMissing;
    bool m_isTolerant = false;
};

/// The variable that a value, or for a list made by the template its first traceable element, came from.
[[nodiscard]] Origin traceOf(const Value &value);

} // namespace assay::prompt
