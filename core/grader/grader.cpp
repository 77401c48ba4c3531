// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/grader/grader.h"

#include "core/grader/family.h"

#include <rapidfuzz/distance.hpp>

#include <algorithm>

namespace assay::grader {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestReason = 240;
constexpr qsizetype kExcerpt = 80;

QString nearestType(const QString &name)
{
    const std::string wanted = name.toStdString();
    QString nearest;
    double best = 0.5; // below this a suggestion helps nobody
    for (const AssertionType &type : registry()) {
        const double similarity = rapidfuzz::levenshtein_normalized_similarity(wanted, QString(type.name).toStdString());
        if (similarity > best) {
            best = similarity;
            nearest = type.name;
        }
    }
    return nearest;
}

Error unknownType(const evalset::Assertion &assertion)
{
    const QString nearest = nearestType(assertion.type);
    const QString hint = nearest.isEmpty() ? u"Known are: %1."_s.arg(assertionTypes().join(u", "_s)) : u"Did you mean \"%1\"?"_s.arg(nearest);
    return fail(ErrorKind::invalidInput, u"there is no assertion \"%1\""_s.arg(assertion.type), hint).error();
}

bool holdsTemplate(const Json &value)
{
    if (value.is_string()) {
        const auto text = value.as<std::string>();
        return text.find("{{") != std::string::npos || text.find("{%") != std::string::npos;
    }
    if (value.is_array())
        return std::ranges::any_of(value.array_range(), holdsTemplate);
    if (value.is_object())
        return std::ranges::any_of(value.object_range(), [](const auto &member) { return holdsTemplate(member.value()); });
    return false;
}

Judgement negated(Judgement judgement)
{
    if (judgement.state == GradeState::error)
        return judgement;
    judgement.state = judgement.state == GradeState::passed ? GradeState::failed : GradeState::passed;
    judgement.score = 1 - judgement.score;
    return judgement;
}

// Never between the halves of a character.
QString shortened(const QString &text, qsizetype longest)
{
    if (text.size() <= longest)
        return text;
    const qsizetype end = text.at(longest - 2).isHighSurrogate() ? longest - 2 : longest - 1;
    return text.left(end) + u"…"_s;
}

Result<void> checkUse(const AssertionType &type, const evalset::Assertion &assertion)
{
    if (assertion.threshold && !type.takesThreshold)
        return fail(ErrorKind::invalidInput, u"\"%1\" takes no threshold"_s.arg(assertion.name()), u"It passes or fails; leave the threshold out, or give the item one."_s);
    return type.check(assertion);
}

} // namespace

Judgement passedBecause(const QString &reason)
{
    return {GradeState::passed, 1, reason};
}

Judgement failedBecause(const QString &reason)
{
    return {GradeState::failed, 0, reason};
}

Judgement undecided(const QString &reason)
{
    return {GradeState::error, 0, reason};
}

Judgement judged(bool passed, const QString &whenPassed, const QString &whenFailed)
{
    return passed ? passedBecause(whenPassed) : failedBecause(whenFailed);
}

QString shown(const QString &text)
{
    if (text.isEmpty())
        return u"an empty text"_s;
    QString line = shortened(text, kExcerpt);
    line.replace(u"\r\n"_s, u"⏎"_s).replace(u'\n', u'⏎').replace(u'\t', u'⇥');
    return u"“"_s + line + u"”"_s;
}

QString shownJson(const Json &value)
{
    return shortened(QString::fromUtf8(toJson(value)), kExcerpt);
}

QString excerpt(const QString &output)
{
    return output.isEmpty() ? u"an empty answer"_s : shown(output);
}

bool isText(const Json &value)
{
    return value.is_string() && !value.is_number();
}

std::optional<QString> asText(const Json &value)
{
    if (isText(value))
        return toQString(value);
    if (value.is_number())
        return QString::fromUtf8(toJson(value));
    return std::nullopt;
}

Grade grade(const evalset::Assertion &assertion, const GradeInput &input)
{
    Grade grade{.name = assertion.name(), .metric = assertion.metric, .state = GradeState::error, .score = 0, .weight = assertion.weight, .reason = {}};
    const AssertionType *type = findType(assertion.type);
    if (!type) {
        grade.reason = unknownType(assertion).describe();
        return grade;
    }
    if (const auto checked = checkUse(*type, assertion); !checked) {
        grade.reason = shortened(checked.error().describe(), kLongestReason);
        return grade;
    }
    Judgement judgement = type->judge(assertion, input);
    if (assertion.negated)
        judgement = negated(judgement);
    grade.state = judgement.state;
    grade.score = judgement.score;
    grade.reason = shortened(judgement.reason, kLongestReason);
    return grade;
}

Result<void> checkAssertion(const evalset::Assertion &assertion)
{
    const AssertionType *type = findType(assertion.type);
    if (!type)
        return std::unexpected(unknownType(assertion));
    if (!(assertion.weight > 0))
        return fail(ErrorKind::invalidInput, u"the weight of \"%1\" is not above 0"_s.arg(assertion.name()), u"Leave it out for 1."_s);
    if (holdsTemplate(assertion.value))
        return {};
    return checkUse(*type, assertion);
}

QStringList assertionTypes()
{
    QStringList names;
    for (const AssertionType &type : registry())
        names.append(type.name);
    return names;
}

} // namespace assay::grader
