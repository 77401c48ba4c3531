// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/evaluator.h"

#include "core/prompt/access.h"
#include "core/prompt/arithmetic.h"
#include "core/prompt/comparison.h"
#include "core/prompt/filters.h"
#include "core/prompt/valuetests.h"
#include "core/prompt/valuetext.h"

#include <utility>

namespace assay::prompt {

using namespace Qt::StringLiterals;

Value Evaluator::require(const Expression &expression)
{
    const bool wasTolerant = std::exchange(m_isTolerant, false);
    Value value = evaluate(expression);
    m_isTolerant = wasTolerant;
    const Missing *missing = value.missing();
    if (!missing)
        return value;
    if (m_whenMissing == WhenMissing::empty)
        return {};
    return m_run.failAt(missing->offset, missing->message, missing->hint);
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
    if (!m_run.spend())
        return {};
    m_run.moveTo(expression.offset);
    return std::visit([this](const auto &node) { return valueOf(node); }, expression.node);
}

Value Evaluator::valueOf(const Literal &literal)
{
    return literal.value;
}

Value Evaluator::valueOf(const Name &name)
{
    return m_scopes.find(name.name, m_run);
}

Value Evaluator::valueOf(const Member &member)
{
    const qsizetype offset = m_run.offset();
    const Value base = evaluate(*member.base);
    if (base.isMissing() || m_run.hasFailed())
        return base;
    m_run.moveTo(offset);
    return memberOf(base, member.name, writtenPath(*member.base), m_run);
}

Value Evaluator::valueOf(const Index &index)
{
    const qsizetype offset = m_run.offset();
    const Value base = evaluate(*index.base);
    const Value place = require(*index.index);
    if (base.isMissing() || m_run.hasFailed())
        return base;
    m_run.moveTo(offset);
    return elementOf(base, place, writtenPath(*index.base), m_run);
}

Value Evaluator::valueOf(const Negation &negation)
{
    const qsizetype offset = m_run.offset();
    const Value value = require(*negation.operand);
    m_run.moveTo(offset);
    return m_run.hasFailed() ? Value() : negated(value, m_run).from(traceOf(value));
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
    const Origin trace = traceOf(left);
    return applyBinary(binary.kind, left, right, m_run).from({.path = trace.path.isEmpty() ? traceOf(right).path : trace.path, .hasParts = false});
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
    const Value value = use.test->acceptsMissing ? evaluateTolerant(*use.operand) : require(*use.operand);
    return Value(use.test->holds(value) != use.isNegated);
}

Value Evaluator::valueOf(const FilterUse &use)
{
    const qsizetype offset = m_run.offset();
    const FilterSpec &filter = *use.filter;
    FilterCall call{.run = m_run, .filter = filter, .input = filter.acceptsMissing ? evaluateTolerant(*use.operand) : require(*use.operand), .arguments = {}};
    Origin trace = traceOf(call.input);
    for (const ExpressionPointer &argument : use.arguments) {
        if (!argument) {
            call.arguments.emplace_back();
            continue;
        }
        const Value value = filter.acceptsMissing ? evaluate(*argument) : require(*argument);
        if (trace.path.isEmpty())
            trace = traceOf(value);
        call.arguments.emplace_back(value);
    }
    m_run.moveTo(offset);
    if (m_run.hasFailed() || !m_run.spendOnText(call.input.text() ? call.input.text()->size() : 0))
        return {};
    const Value result = filter.apply(call);
    // `default` hands on one of two values, and each keeps its own origin.
    if (filter.acceptsMissing || !result.origin.path.isEmpty())
        return result;
    return result.from({.path = trace.path, .hasParts = false});
}

Value Evaluator::valueOf(const ListLiteral &literal)
{
    std::vector<Value> elements;
    for (const ExpressionPointer &element : literal.elements)
        elements.push_back(require(*element));
    return m_run.made(Value::ofList(std::move(elements)));
}

Value Evaluator::valueOf(const MappingLiteral &literal)
{
    std::vector<std::pair<QString, Value>> members;
    for (const auto &[name, member] : literal.members)
        members.emplace_back(printed(require(*name), m_run), require(*member));
    return m_run.made(Value::ofMapping(std::move(members)));
}

Origin traceOf(const Value &value)
{
    const List *list = value.list();
    if (!value.origin.path.isEmpty() || !list)
        return value.origin;
    for (const Value &element : list->elements) {
        if (!element.origin.path.isEmpty())
            return {.path = element.origin.path, .hasParts = false};
        // Only what the author listed by hand is worth looking through.
        if (&element - list->elements.data() >= 16)
            break;
    }
    return {};
}

} // namespace assay::prompt
