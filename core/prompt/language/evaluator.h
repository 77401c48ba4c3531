// SPDX-License-Identifier: GPL-3.0-or-later
// The value of an expression. After a fault the value is meaningless; the execution knows the fault.
#pragma once

#include "core/prompt/language/ast.h"
#include "core/prompt/language/filters.h"
#include "core/prompt/language/objects.h"

namespace assay::prompt {

struct CallArguments {
    std::vector<Value> byPlace;
    std::vector<std::pair<QString, Value>> byName;
};

/// Runs the statements of macros on behalf of expressions.
class MacroRunner {
public:
    virtual ~MacroRunner() = default;
    [[nodiscard]] virtual Value call(const MacroObject &macro, const CallArguments &arguments, const Value *caller) = 0;
};

class Evaluator {
public:
    Evaluator(Execution &run, Scopes &scopes, MacroRunner &macros) : m_run(run), m_scopes(scopes), m_macros(macros) {}

    /// What is missing is a fault, or none in a lenient run.
    [[nodiscard]] Value require(const Expression &expression);
    /// The same, with the text that a block gave.
    [[nodiscard]] Value requireWith(const Expression &expression, Value captured);
    /// A macro's result, with what its `caller()` gives.
    [[nodiscard]] Value callWith(const Expression &call, const Value &caller);

private:
    /// What is missing comes back as such.
    [[nodiscard]] Value evaluate(const Expression &expression);
    /// The same, also in the operands of `and`, `or` and inline `if`.
    [[nodiscard]] Value evaluateTolerant(const Expression &expression);
    [[nodiscard]] Value operand(const Expression &expression);
    [[nodiscard]] Value explain(const Expression &expression, const Missing &missing);

    [[nodiscard]] Value valueOf(const Literal &literal);
    [[nodiscard]] Value valueOf(const Name &name);
    [[nodiscard]] Value valueOf(const Member &member);
    [[nodiscard]] Value valueOf(const Index &index);
    [[nodiscard]] Value valueOf(const Slice &slice);
    [[nodiscard]] Value valueOf(const Call &call);
    [[nodiscard]] Value valueOf(const Captured &);
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

    [[nodiscard]] CallArguments argumentsOf(const Call &call);
    [[nodiscard]] Value callName(const Call &call, const Name &name);
    [[nodiscard]] Value callMember(const Call &call, const Member &member);
    [[nodiscard]] Value callObject(const Call &call, const Value &callee, const QString &written);
    [[nodiscard]] Value callLoop(const Call &call, const LoopObject &loop, const QString &method);
    [[nodiscard]] Value callCycler(const Call &call, const CyclerObject &cycler, const QString &method);
    [[nodiscard]] Value callSpec(const Call &call, const FilterSpec &spec, Value input, QStringView kind);
    [[nodiscard]] Value mappingOf(CallArguments arguments, QStringView name);

    Execution &m_run;
    Scopes &m_scopes;
    MacroRunner &m_macros;
    bool m_isTolerant = false;
    Value m_captured;
    const Value *m_caller = nullptr; ///< for the call that comes next
};

} // namespace assay::prompt
