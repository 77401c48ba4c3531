// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/grader/family.h"

#include <QStringList>

namespace assay::grader {

using namespace Qt::StringLiterals;

namespace {

std::optional<double> numberAt(const Json &value, std::string_view name)
{
    if (!value.contains(name))
        return std::nullopt;
    return value.at(name).as<double>();
}

QString unitOf(const Json &value)
{
    return value.contains("unit") ? toQString(value.at("unit")) : u"characters"_s;
}

/// As people write it: 1234567 and not 1.23457e+06.
QString plain(double number)
{
    return QString::number(number, 'g', 15);
}

qint64 countWords(const QString &text)
{
    return text.simplified().isEmpty() ? 0 : text.simplified().count(u' ') + 1;
}

std::optional<qint64> measure(const QString &text, const QString &unit)
{
    if (unit == u"characters")
        return text.toUcs4().size();
    if (unit == u"words")
        return countWords(text);
    if (unit == u"lines")
        return text.isEmpty() ? 0 : text.count(u'\n') + (text.endsWith(u'\n') ? 0 : 1);
    if (unit == u"bytes")
        return text.toUtf8().size();
    return std::nullopt;
}

/// The limit stands in threshold, or as the value.
std::optional<double> limitOf(const evalset::Assertion &assertion)
{
    if (assertion.threshold)
        return assertion.threshold;
    if (assertion.value.is_number())
        return assertion.value.as<double>();
    return std::nullopt;
}

} // namespace

Judgement judgeLength(const evalset::Assertion &assertion, const GradeInput &input)
{
    const QString unit = unitOf(assertion.value);
    const qint64 length = measure(input.output, unit).value_or(0);
    const auto least = numberAt(assertion.value, "min");
    const auto most = numberAt(assertion.value, "max");
    const QString seen = u"%1 %2"_s.arg(length).arg(unit);
    if (least && static_cast<double>(length) < *least)
        return failedBecause(u"%1, fewer than %2"_s.arg(seen, plain(*least)));
    if (most && static_cast<double>(length) > *most)
        return failedBecause(u"%1, more than %2"_s.arg(seen, plain(*most)));
    return passedBecause(seen);
}

Result<void> checkLength(const evalset::Assertion &assertion)
{
    const QString example = u"Give it a \"value\" such as {\"max\": 120, \"unit\": \"characters\"}."_s;
    const Json &value = assertion.value;
    if (!value.is_object())
        return fail(ErrorKind::invalidInput, u"\"%1\" needs a min, a max, or both"_s.arg(assertion.name()), example);
    for (const auto &member : value.object_range()) {
        const std::string name(member.key());
        const bool isUnit = name == "unit" && isText(member.value());
        const bool isBound = (name == "min" || name == "max") && member.value().is_number() && member.value().as<double>() >= 0;
        if (!isUnit && !isBound)
            return fail(ErrorKind::invalidInput,
                u"\"%1\" cannot use the member \"%2\": %3"_s.arg(assertion.name(), QString::fromStdString(name), QString::fromUtf8(toJson(member.value()))), example);
    }
    const auto least = numberAt(value, "min");
    const auto most = numberAt(value, "max");
    if (!least && !most)
        return fail(ErrorKind::invalidInput, u"\"%1\" needs a min, a max, or both"_s.arg(assertion.name()), example);
    if (least && most && *least > *most)
        return fail(ErrorKind::invalidInput, u"the min of \"%1\" is above its max"_s.arg(assertion.name()), u"No answer could pass."_s);
    if (!measure({}, unitOf(value)))
        return fail(
            ErrorKind::invalidInput, u"\"%1\" counts in the unknown unit \"%2\""_s.arg(assertion.name(), unitOf(value)), u"Known are characters, words, lines and bytes."_s);
    return {};
}

Judgement judgeLatency(const evalset::Assertion &assertion, const GradeInput &input)
{
    if (!input.latency)
        return undecided(u"latency unknown"_s);
    const double limit = *limitOf(assertion);
    const QString seen = u"%1 ms"_s.arg(input.latency->count());
    return judged(static_cast<double>(input.latency->count()) <= limit, u"%1, at most %2 ms allowed"_s.arg(seen, plain(limit)), u"%1, more than %2 ms"_s.arg(seen, plain(limit)));
}

Judgement judgeCost(const evalset::Assertion &assertion, const GradeInput &input)
{
    if (!input.cost)
        return undecided(u"cost unknown: the model has no price"_s);
    const double limit = *limitOf(assertion);
    const QString seen = u"$"_s + input.cost->toDecimal();
    return judged(input.cost->usd() <= limit, u"%1, at most $%2 allowed"_s.arg(seen, plain(limit)), u"%1, more than $%2"_s.arg(seen, plain(limit)));
}

Result<void> checkLimit(const evalset::Assertion &assertion)
{
    if (assertion.threshold && !assertion.value.is_null())
        return fail(ErrorKind::invalidInput, u"\"%1\" has both a value and a threshold"_s.arg(assertion.name()), u"Keep the threshold."_s);
    const auto limit = limitOf(assertion);
    if (!limit || *limit < 0)
        return fail(ErrorKind::invalidInput, u"\"%1\" needs a threshold of 0 or more"_s.arg(assertion.name()),
            u"Milliseconds for latency, dollars for cost: {\"type\": \"latency\", \"threshold\": 2000}."_s);
    return {};
}

} // namespace assay::grader
