// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/language/evaluator.h"

#include "core/prompt/language/access.h"
#include "core/prompt/language/arithmetic.h"
#include "core/prompt/language/comparison.h"
#include "core/prompt/language/tracing.h"
#include "core/prompt/language/valuetests.h"
#include "core/prompt/language/valuetext.h"

#include <utility>

namespace assay::prompt {

using namespace Qt::StringLiterals;

Value Evaluator::require(const Expression &expression)
{
    const bool wasTolerant = std::exchange(m_isTolerant, false);
    Value value = evaluate(expression);
    if (const Missing *missing = value.missing())
        value = m_run.isLenient() ? Value() : explain(expression, *missing);
    m_isTolerant = wasTolerant;
    return value;
}

Value Evaluator::requireWith(const Expression &expression, Value captured)
{
    Value outer = std::exchange(m_captured, std::move(captured));
    Value value = require(expression);
    m_captured = std::move(outer);
    return value;
}

Value Evaluator::callWith(const Expression &call, const Value &caller)
{
    const Value *outer = std::exchange(m_caller, &caller);
    Value value = require(call);
    m_caller = outer;
    return value;
}

// Asks once more, now for the reason.
Value Evaluator::explain(const Expression &expression, const Missing &missing)
{
    if (m_run.hasFailed())
        return {};
    if (!missing.message.isEmpty())
        return m_run.failAt(missing.offset, missing.message, missing.hint);
    m_run.setExplains(true);
    const Value value = evaluate(expression);
    m_run.setExplains(false);
    const Missing *reason = value.missing();
    return reason && !reason->message.isEmpty() ? m_run.failAt(reason->offset, reason->message, reason->hint) : m_run.failAt(expression.offset, u"this is not defined"_s);
}

Value Evaluator::evaluateTolerant(const Expression &expression)
{
    const bool wasTolerant = std::exchange(m_isTolerant, true);
    Value value = evaluate(expression);
    m_isTolerant = wasTolerant;
    return value;
}

Value Evaluator::operand(const Expression &expression)
{
    return m_isTolerant ? evaluate(expression) : require(expression);
}

Value Evaluator::evaluate(const Expression &expression)
{
    m_run.moveTo(expression.offset);
    const Execution::Level level(m_run);
    if (!m_run.spend())
        return {};
    return std::visit([this](const auto &node) { return valueOf(node); }, expression.node);
}

Value Evaluator::valueOf(const Literal &literal)
{
    return literal.value;
}

Value Evaluator::valueOf(const Name &name)
{
    return m_scopes.find(name.symbol, m_run);
}

Value Evaluator::valueOf(const Member &member)
{
    const qsizetype offset = m_run.offset();
    const Value base = evaluate(*member.base);
    if (base.isMissing() || m_run.hasFailed())
        return base;
    m_run.moveTo(offset);
    return memberOf(base, member.name, WrittenPath(*member.base), m_run);
}

Value Evaluator::valueOf(const Index &index)
{
    const qsizetype offset = m_run.offset();
    const Value base = evaluate(*index.base);
    const Value place = require(*index.index);
    if (base.isMissing() || m_run.hasFailed())
        return base;
    m_run.moveTo(offset);
    return elementOf(base, place, WrittenPath(*index.base), m_run);
}

Value Evaluator::valueOf(const Slice &slice)
{
    const qsizetype offset = m_run.offset();
    const Value base = require(*slice.base);
    const auto bound = [this](const ExpressionPointer &part) { return part ? require(*part) : Value(); };
    const SliceBounds bounds{.from = bound(slice.from), .to = bound(slice.to), .step = bound(slice.step)};
    m_run.moveTo(offset);
    return m_run.hasFailed() ? Value() : sliceOf(base, bounds, m_run);
}

Value Evaluator::valueOf(const Captured &)
{
    return m_captured;
}

Value Evaluator::valueOf(const Negation &negation)
{
    const qsizetype offset = m_run.offset();
    const Value value = require(*negation.operand);
    m_run.moveTo(offset);
    return m_run.hasFailed() ? Value() : negated(value, m_run).from(traceOf(value, m_run));
}

Value Evaluator::valueOf(const Not &negation)
{
    return Value(!require(*negation.operand).isTruthy());
}

Value Evaluator::valueOf(const Logical &logical)
{
    const Value left = operand(*logical.left);
    if (m_run.hasFailed() || left.isTruthy() != logical.isAnd)
        return left;
    return evaluate(*logical.right);
}

Value Evaluator::valueOf(const Binary &binary)
{
    const qsizetype offset = m_run.offset();
    const Value left = require(*binary.left);
    const Value right = require(*binary.right);
    if (m_run.hasFailed())
        return {};
    m_run.moveTo(offset);
    Value value = applyBinary(binary.kind, left, right, m_run);
    value.origin = value.text() && binary.kind != BinaryOperator::multiply ? tracedJoin(left, right, *value.text(), m_run) : tracedTogether(left, right, m_run);
    return value;
}

Value Evaluator::valueOf(const Comparison &comparison)
{
    const qsizetype offset = m_run.offset();
    Value left = require(*comparison.first);
    for (const auto &[relation, expression] : comparison.rest) {
        Value right = require(*expression);
        m_run.moveTo(offset);
        if (m_run.hasFailed() || !holds(relation, left, right, m_run))
            return Value(false);
        left = std::move(right);
    }
    return Value(true);
}

Value Evaluator::valueOf(const Conditional &conditional)
{
    const bool isTrue = operand(*conditional.condition).isTruthy();
    if (m_run.hasFailed())
        return {};
    if (isTrue)
        return evaluate(*conditional.whenTrue);
    return conditional.whenFalse ? evaluate(*conditional.whenFalse) : Value(QString());
}

Value Evaluator::valueOf(const TestUse &use)
{
    const qsizetype offset = m_run.offset();
    TestCall call{.run = m_run, .test = *use.test, .value = use.test->acceptsMissing ? evaluateTolerant(*use.operand) : require(*use.operand), .argument = {}};
    if (!use.arguments.empty())
        call.argument = require(*use.arguments.front());
    m_run.moveTo(offset);
    return Value(!m_run.hasFailed() && use.test->holds(call) != use.isNegated);
}

Value Evaluator::valueOf(const FilterUse &use)
{
    const qsizetype offset = m_run.offset();
    const FilterSpec &filter = *use.filter;
    FilterCall call{.run = m_run, .filter = filter, .input = filter.acceptsMissing ? evaluateTolerant(*use.operand) : require(*use.operand), .arguments = {}};
    for (const ExpressionPointer &argument : use.arguments) {
        if (argument)
            call.arguments.emplace_back(filter.acceptsMissing ? evaluate(*argument) : require(*argument));
        else
            call.arguments.emplace_back();
    }
    m_run.moveTo(offset);
    return m_run.hasFailed() ? Value() : apply(call);
}

Value Evaluator::valueOf(const ListLiteral &literal)
{
    std::vector<Value> elements;
    elements.reserve(literal.elements.size());
    for (const ExpressionPointer &element : literal.elements)
        elements.push_back(require(*element));
    return m_run.made(Value::ofList(std::move(elements)));
}

Value Evaluator::valueOf(const MappingLiteral &literal)
{
    std::vector<std::pair<QString, Value>> members;
    members.reserve(literal.members.size());
    for (const auto &[name, member] : literal.members)
        members.emplace_back(printed(require(*name), m_run), require(*member));
    return m_run.made(Value::ofMapping(std::move(members)));
}

} // namespace assay::prompt
