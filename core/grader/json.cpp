// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/grader/family.h"
#include "core/grader/schema.h"

#include <jsoncons_ext/jsonpath/jsonpath.hpp>

#include <algorithm>
#include <ranges>

namespace assay::grader {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kShownValues = 10;
constexpr int kMostDescents = 2;

// Two ".." look at each value once for each of its levels; every further one multiplies that again. Patterns inside a path would run without a limit.
Result<void> refuseEndlessPath(const QString &path)
{
    if (path.count(u".."_s) > kMostDescents)
        return fail(ErrorKind::invalidInput, u"%1 has more than two \"..\""_s.arg(shown(path)), u"Name the steps in between."_s);
    if (path.contains(u"=~"_s) || path.contains(u"tokenize"_s))
        return fail(ErrorKind::invalidInput, u"%1 holds a regular expression"_s.arg(shown(path)), u"Select the value, and give the pattern as \"matches\"."_s);
    return {};
}

Result<std::vector<Json>> select(const QString &path, const Json &document)
{
    try {
        const auto expression = jsoncons::jsonpath::make_expression<Json>(path.toStdString());
        const Json values = expression.evaluate(document);
        return std::vector<Json>(values.array_range().begin(), values.array_range().end());
    } catch (const std::exception &exception) {
        return fail(ErrorKind::invalidInput, u"%1 is no JSONPath: %2"_s.arg(shown(path), QString::fromUtf8(exception.what())),
            u"Write it such as \"$.category\" or \"$.items[0].name\"."_s);
    }
}

Result<void> checkPathMembers(const evalset::Assertion &assertion)
{
    const Json &value = assertion.value;
    const bool isWhole = value.is_object() && value.contains("path") && isText(value.at("path")) && (value.contains("equals") != value.contains("matches"));
    if (!isWhole)
        return fail(ErrorKind::invalidInput, u"\"%1\" needs a path and either equals or matches"_s.arg(assertion.name()),
            u"Give it a \"value\" such as {\"path\": \"$.category\", \"equals\": \"billing\"}."_s);
    for (const auto &member : value.object_range()) {
        const std::string name(member.key());
        if (name != "path" && name != "equals" && name != "matches")
            return fail(
                ErrorKind::invalidInput, u"\"%1\" has the unknown member \"%2\""_s.arg(assertion.name(), QString::fromStdString(name)), u"Known are path, equals and matches."_s);
    }
    return {};
}

QString shownValues(const std::vector<Json> &values)
{
    QStringList texts;
    for (const Json &value : values | std::views::take(kShownValues))
        texts.append(shownJson(value));
    return texts.join(u", "_s);
}

Judgement judgeMatches(const QString &path, const QString &pattern, const std::vector<Json> &values)
{
    for (const Json &value : values) {
        const Judgement judgement = searchPattern(pattern, asText(value).value_or(QString::fromUtf8(toJson(value))));
        if (judgement.state != GradeState::failed)
            return judgement;
    }
    return failedBecause(u"%1 is %2, which does not match %3"_s.arg(path, shownValues(values), shown(pattern)));
}

} // namespace

Judgement judgeIsJson(const evalset::Assertion &assertion, const GradeInput &input)
{
    const auto output = parseJson(QStringView(input.output));
    if (!output)
        return failedBecause(output.error().describe());
    if (assertion.value.is_null())
        return passedBecause(u"valid JSON"_s);
    return judgeSchema(assertion.value, *output);
}

Result<void> checkIsJson(const evalset::Assertion &assertion)
{
    if (assertion.value.is_null())
        return {};
    const auto checked = checkSchema(assertion.value);
    if (!checked)
        return std::unexpected(checked.error().with(u"assertion"_s, assertion.name()));
    return {};
}

Judgement judgeJsonPath(const evalset::Assertion &assertion, const GradeInput &input)
{
    const auto output = parseJson(QStringView(input.output));
    if (!output)
        return failedBecause(output.error().describe());
    const QString path = toQString(assertion.value.at("path"));
    const auto values = select(path, *output);
    if (!values)
        return undecided(values.error().describe());
    if (values->empty())
        return failedBecause(u"nothing is at %1"_s.arg(path));
    if (assertion.value.contains("matches"))
        return judgeMatches(path, toQString(assertion.value.at("matches")), *values);
    const Json &wanted = assertion.value.at("equals");
    const bool found = std::ranges::any_of(*values, [&wanted](const Json &value) { return equalJson(value, wanted); });
    return judged(found, u"%1 is %2"_s.arg(path, shownJson(wanted)), u"%1 is %2, not %3"_s.arg(path, shownValues(*values), shownJson(wanted)));
}

Result<void> checkJsonPath(const evalset::Assertion &assertion)
{
    if (const auto whole = checkPathMembers(assertion); !whole)
        return whole;
    const QString path = toQString(assertion.value.at("path"));
    if (const auto ends = refuseEndlessPath(path); !ends)
        return ends;
    if (const auto values = select(path, Json(jsoncons::json_object_arg)); !values)
        return std::unexpected(values.error());
    if (!assertion.value.contains("matches"))
        return {};
    const Json &pattern = assertion.value.at("matches");
    if (!isText(pattern) || toQString(pattern).isEmpty())
        return fail(ErrorKind::invalidInput, u"\"matches\" of \"%1\" is no pattern"_s.arg(assertion.name()), u"Write a regular expression such as \"^[0-9]+$\"."_s);
    return checkPattern(toQString(pattern));
}

} // namespace assay::grader
