// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/language/arithmetic.h"
#include "core/prompt/language/filterfunctions.h"
#include "core/prompt/language/valuetext.h"

#include <QRegularExpression>

#include <cmath>

namespace assay::prompt::filters {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kWidestJsonIndent = 10; // as in JSON.stringify
constexpr double kIntegerLimit = 9223372036854775808.0;

Value notReadable(FilterCall &call)
{
    if (call.has(0))
        return *call.arguments[0];
    const QString *text = call.input.text();
    const QString got = text && text->size() <= 40 ? u"\"%1\""_s.arg(*text) : described(call.input);
    return call.fail(u"`%1` cannot read a number in %2"_s.arg(call.filter.name, got), u"Give a default, as in `| %1(0)`."_s.arg(call.filter.name));
}

int digitOf(QChar unit)
{
    if (unit >= u'0' && unit <= u'9')
        return unit.unicode() - u'0';
    const QChar lower = unit.toLower();
    return lower >= u'a' && lower <= u'z' ? lower.unicode() - u'a' + 10 : 99;
}

// The number at the start of a text, whatever follows; ECMA-262 (2024) 19.2.5 parseInt.
std::optional<QString> leadingDigits(const QString &text, int base)
{
    QStringView rest = QStringView(text).trimmed();
    const bool isNegative = rest.startsWith(u'-');
    if (isNegative || rest.startsWith(u'+'))
        rest = rest.sliced(1);
    if (base == 16 && rest.startsWith(u"0x"_s, Qt::CaseInsensitive))
        rest = rest.sliced(2);
    qsizetype count = 0;
    while (count < rest.size() && digitOf(rest.at(count)) < base)
        ++count;
    if (count == 0)
        return std::nullopt;
    return (isNegative ? u"-"_s : QString()) + rest.first(count);
}

} // namespace

Value defaultValue(FilterCall &call)
{
    const bool replacesEmpty = call.flagArgument(1, false);
    if (!call.input.isMissing() && (!replacesEmpty || call.input.isTruthy()))
        return call.input;
    return call.has(0) ? *call.arguments[0] : Value(QString());
}

Value abs(FilterCall &call)
{
    const auto number = call.input.number();
    if (!number)
        return call.failKind(u"a number"_s);
    return *number < 0 ? negated(call.input, call.run) : call.input;
}

Value round(FilterCall &call)
{
    const auto number = call.input.number();
    const qint64 precision = call.integerArgument(0, 0);
    const QString method = call.textArgument(1, u"common"_s);
    if (!number)
        return call.failKind(u"a number"_s);
    if (method != u"common" && method != u"ceil" && method != u"floor")
        return call.fail(u"`method` of `round` must be common, ceil or floor, but is \"%1\""_s.arg(method.first(qMin(method.size(), qsizetype(40)))));
    if (precision < -300 || precision > 300)
        return call.fail(u"`precision` of `round` must be from -300 to 300, but is %1"_s.arg(precision));
    // An integer has nothing to round away, and may be too large for a double.
    if (call.input.integer() && precision >= 0)
        return Value(*call.input.integer());
    const double factor = std::pow(10.0, static_cast<double>(precision));
    const double scaled = *number * factor;
    const double rounded = method == u"ceil" ? std::ceil(scaled) : method == u"floor" ? std::floor(scaled) : std::floor(scaled + 0.5);
    const double result = rounded / factor;
    return std::isfinite(result) ? Value::ofNumber(result) : call.input;
}

Value toInt(FilterCall &call)
{
    const qint64 base = call.integerArgument(1, 10);
    if (base < 2 || base > 36)
        return call.fail(u"`base` of `int` must be from 2 to 36, but is %1"_s.arg(base));
    if (const auto integer = call.input.integer())
        return Value(*integer);
    const auto tooLarge = [&call] { return call.fail(u"the number is too large for `int`"_s, u"Integers go up to 9223372036854775807."_s); };
    if (const auto number = call.input.number())
        return std::abs(*number) < kIntegerLimit ? Value(static_cast<qint64>(*number)) : tooLarge();
    if (std::holds_alternative<BigNumber>(call.input.data))
        return tooLarge();
    const auto digits = call.input.text() ? leadingDigits(*call.input.text(), static_cast<int>(base)) : std::nullopt;
    if (!digits)
        return notReadable(call);
    bool fits = false;
    const qint64 integer = digits->toLongLong(&fits, static_cast<int>(base));
    return fits ? Value(integer) : tooLarge();
}

Value toFloat(FilterCall &call)
{
    if (call.input.number())
        return call.input;
    // ECMA-262 (2024) 19.2.4 parseFloat: the number at the start, whatever follows.
    static const QRegularExpression kNumber(u"^\\s*([+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"_s);
    const auto match = call.input.text() ? kNumber.match(*call.input.text()) : QRegularExpressionMatch();
    if (!match.hasMatch())
        return notReadable(call);
    const double number = match.captured(1).toDouble();
    return std::isfinite(number) ? Value::ofNumber(number) : call.fail(u"the number is too large for `float`"_s);
}

Value toJson(FilterCall &call)
{
    const qint64 indent = qBound(qint64(0), call.integerArgument(0, 0), kWidestJsonIndent);
    return Value(jsonText(call.input, indent, call.run));
}

} // namespace assay::prompt::filters
