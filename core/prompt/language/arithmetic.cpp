// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/language/arithmetic.h"

#include "core/prompt/language/comparison.h"
#include "core/prompt/language/valuetext.h"

#include <cmath>

namespace assay::prompt {

using namespace Qt::StringLiterals;

namespace {

QString signOf(BinaryOperator kind)
{
    switch (kind) {
    case BinaryOperator::add:
        return u"+"_s;
    case BinaryOperator::subtract:
        return u"-"_s;
    case BinaryOperator::multiply:
        return u"*"_s;
    case BinaryOperator::divide:
        return u"/"_s;
    case BinaryOperator::floorDivide:
        return u"//"_s;
    case BinaryOperator::modulo:
        return u"%"_s;
    case BinaryOperator::power:
        return u"**"_s;
    case BinaryOperator::concatenate:
        return u"~"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

// Nothing when the result needs more than 64 bits.
std::optional<qint64> integerPower(qint64 base, qint64 exponent)
{
    qint64 result = 1;
    while (exponent > 0) {
        if ((exponent & 1) != 0 && __builtin_mul_overflow(result, base, &result))
            return std::nullopt;
        exponent >>= 1;
        if (exponent > 0 && __builtin_mul_overflow(base, base, &base))
            return std::nullopt;
    }
    return result;
}

qint64 flooredQuotient(qint64 left, qint64 right)
{
    const qint64 quotient = left / right;
    return left % right != 0 && (left < 0) != (right < 0) ? quotient - 1 : quotient;
}

Value outOfRange(BinaryOperator kind, Execution &run)
{
    return run.fail(u"the result of `%1` is too large for a number"_s.arg(signOf(kind)), u"Integers go up to 9223372036854775807, other numbers to 1.79e308."_s);
}

Value ofDoubles(BinaryOperator kind, double left, double right, Execution &run)
{
    double result = 0;
    switch (kind) {
    case BinaryOperator::add:
        result = left + right;
        break;
    case BinaryOperator::subtract:
        result = left - right;
        break;
    case BinaryOperator::multiply:
        result = left * right;
        break;
    case BinaryOperator::divide:
        result = left / right;
        break;
    case BinaryOperator::floorDivide:
        result = std::floor(left / right);
        break;
    case BinaryOperator::modulo:
        result = std::fmod(left, right);
        break;
    case BinaryOperator::power:
    case BinaryOperator::concatenate:
        result = std::pow(left, right);
        break;
    }
    if (kind == BinaryOperator::power && left == 0 && right < 0)
        return run.fail(u"0 has no negative power: that would be a division by zero"_s, u"Test the base with `if` first."_s);
    if (kind == BinaryOperator::power && left < 0 && std::isnan(result))
        return run.fail(u"a power of a negative number needs a whole exponent"_s, u"Use `| abs` for the number without its sign."_s);
    return std::isfinite(result) ? Value::ofNumber(result) : outOfRange(kind, run);
}

Value ofIntegers(BinaryOperator kind, qint64 left, qint64 right, Execution &run)
{
    const auto asDoubles = [&] { return ofDoubles(kind, static_cast<double>(left), static_cast<double>(right), run); };
    qint64 result = 0;
    bool isTooLarge = false;
    const bool isMostNegative = right == -1 && left == std::numeric_limits<qint64>::min();
    switch (kind) {
    case BinaryOperator::add:
        isTooLarge = __builtin_add_overflow(left, right, &result);
        break;
    case BinaryOperator::subtract:
        isTooLarge = __builtin_sub_overflow(left, right, &result);
        break;
    case BinaryOperator::multiply:
        isTooLarge = __builtin_mul_overflow(left, right, &result);
        break;
    case BinaryOperator::divide:
        if (isMostNegative || left % right != 0)
            return asDoubles();
        result = left / right;
        break;
    case BinaryOperator::floorDivide:
        isTooLarge = isMostNegative;
        result = isMostNegative ? 0 : flooredQuotient(left, right);
        break;
    case BinaryOperator::modulo:
        result = right == -1 ? 0 : left % right;
        break;
    case BinaryOperator::power:
    case BinaryOperator::concatenate: {
        if (right < 0)
            return asDoubles();
        const auto power = integerPower(left, right);
        isTooLarge = !power;
        result = power.value_or(0);
        break;
    }
    }
    return isTooLarge ? outOfRange(kind, run) : Value(result);
}

Value ofNumbers(BinaryOperator kind, const Value &left, const Value &right, Execution &run)
{
    const bool divides = kind == BinaryOperator::divide || kind == BinaryOperator::floorDivide || kind == BinaryOperator::modulo;
    if (divides && right.number() == 0.0)
        return run.fail(u"division by zero"_s, u"Test the divisor with `if` first."_s);
    if (left.integer() && right.integer())
        return ofIntegers(kind, *left.integer(), *right.integer(), run);
    return ofDoubles(kind, left.number().value_or(0), right.number().value_or(0), run);
}

Value joined(const Value &left, const Value &right, Execution &run)
{
    const QString before = printed(left, run);
    const QString after = printed(right, run);
    if (!run.allowText(before.size() + after.size()))
        return {};
    return Value(QString(before + after));
}

Value joinedLists(const List &left, const List &right, Execution &run)
{
    if (!run.spend(static_cast<qsizetype>(left.elements.size() + right.elements.size())))
        return {};
    std::vector<Value> elements = left.elements;
    elements.insert(elements.end(), right.elements.begin(), right.elements.end());
    return run.made(Value::ofList(std::move(elements)));
}

Value repeated(const QString &text, qint64 times, Execution &run)
{
    const qsizetype count = qMax(qint64(0), times);
    if (!text.isEmpty() && count > kLargestText / text.size()) {
        run.allowText(kLargestText + 1);
        return {};
    }
    if (!run.allowText(text.size() * count))
        return {};
    return Value(text.isEmpty() ? QString() : text.repeated(count));
}

// A text that is a number as that number, as Nunjucks takes it: values from a table are texts.
Value asNumber(const Value &value)
{
    if (!value.text())
        return value;
    bool isInteger = false;
    const qint64 integer = value.text()->trimmed().toLongLong(&isInteger);
    if (isInteger)
        return Value(integer);
    const auto number = numberIn(*value.text());
    return number ? Value::ofNumber(*number) : value;
}

bool isScalar(const Value &value)
{
    return value.text() || value.isNumber() || value.number();
}

} // namespace

Value applyBinary(BinaryOperator kind, const Value &left, const Value &right, Execution &run)
{
    if (kind == BinaryOperator::concatenate)
        return joined(left, right, run);
    if (left.number() && right.number())
        return ofNumbers(kind, left, right, run);
    if (kind == BinaryOperator::add) {
        if ((left.text() && isScalar(right)) || (right.text() && isScalar(left)))
            return joined(left, right, run);
        if (left.list() && right.list())
            return joinedLists(*left.list(), *right.list(), run);
    }
    if (kind == BinaryOperator::multiply) {
        if (left.text() && right.integer())
            return repeated(*left.text(), *right.integer(), run);
        if (right.text() && left.integer())
            return repeated(*right.text(), *left.integer(), run);
    }
    if (kind != BinaryOperator::add && kind != BinaryOperator::multiply && (left.text() || right.text())) {
        const Value before = asNumber(left);
        const Value after = asNumber(right);
        if (before.number() && after.number())
            return ofNumbers(kind, before, after, run);
    }
    const bool isLeftWrong = !asNumber(left).number();
    return run.fail(u"`%1` needs numbers, but the %2 side is %3"_s.arg(signOf(kind), isLeftWrong ? u"left"_s : u"right"_s, described(isLeftWrong ? left : right)),
        kind == BinaryOperator::add ? u"Join texts with `~`."_s : u"Turn text into a number with `| int` or `| float`."_s);
}

Value negated(const Value &value, Execution &run)
{
    if (const auto integer = value.integer()) {
        if (*integer == std::numeric_limits<qint64>::min())
            return outOfRange(BinaryOperator::subtract, run);
        return Value(-*integer);
    }
    if (const auto number = value.number())
        return Value::ofNumber(-*number);
    if (const Value number = asNumber(value); number.number())
        return negated(number, run);
    return run.fail(u"`-` needs a number, but got %1"_s.arg(described(value)), u"Turn text into a number with `| int` or `| float`."_s);
}

} // namespace assay::prompt
