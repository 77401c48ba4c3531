// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/grader/family.h"

#include <algorithm>

namespace assay::grader {

using namespace Qt::StringLiterals;

namespace {

QString needle(const evalset::Assertion &assertion)
{
    return asText(assertion.value).value_or(QString());
}

QStringList needles(const evalset::Assertion &assertion)
{
    QStringList texts;
    for (const Json &element : assertion.value.array_range())
        texts.append(asText(element).value_or(QString()));
    return texts;
}

Judgement contains(const QString &output, const QString &text, Qt::CaseSensitivity sensitivity)
{
    return judged(output.contains(text, sensitivity), u"%1 occurs"_s.arg(shown(text)), u"%1 does not occur in %2"_s.arg(shown(text), excerpt(output)));
}

QString shownList(const QStringList &texts)
{
    QStringList quoted;
    for (const QString &text : texts)
        quoted.append(shown(text));
    return quoted.join(u", "_s);
}

// Two texts may look the same: blanks, a line end, letters composed in another way.
QString difference(const QString &output, const QString &wanted)
{
    const auto [seen, expected] = std::ranges::mismatch(output, wanted);
    const auto where = QStringView(output).left(seen - output.begin()).toUcs4().size() + 1;
    return u"%1 is not %2: different from character %3"_s.arg(excerpt(output), shown(wanted), QString::number(where));
}

} // namespace

Judgement judgeEquals(const evalset::Assertion &assertion, const GradeInput &input)
{
    if (isText(assertion.value)) {
        const QString wanted = toQString(assertion.value);
        return input.output == wanted ? passedBecause(u"equal to %1"_s.arg(shown(wanted))) : failedBecause(difference(input.output, wanted));
    }
    const QString wanted = shownJson(assertion.value);
    const auto output = parseJson(QStringView(input.output));
    if (!output)
        return failedBecause(u"%1 is no JSON, so it cannot equal %2"_s.arg(excerpt(input.output), wanted));
    return judged(equalJson(*output, assertion.value), u"equal to %1 as JSON"_s.arg(wanted), u"%1 is not %2"_s.arg(excerpt(input.output), wanted));
}

Judgement judgeContains(const evalset::Assertion &assertion, const GradeInput &input)
{
    return contains(input.output, needle(assertion), Qt::CaseSensitive);
}

Judgement judgeIcontains(const evalset::Assertion &assertion, const GradeInput &input)
{
    return contains(input.output, needle(assertion), Qt::CaseInsensitive);
}

Judgement judgeContainsAny(const evalset::Assertion &assertion, const GradeInput &input)
{
    const QStringList texts = needles(assertion);
    for (const QString &text : texts) {
        if (input.output.contains(text))
            return passedBecause(u"%1 occurs"_s.arg(shown(text)));
    }
    return failedBecause(u"none of %1 occurs in %2"_s.arg(shownList(texts), excerpt(input.output)));
}

Judgement judgeContainsAll(const evalset::Assertion &assertion, const GradeInput &input)
{
    const QStringList texts = needles(assertion);
    QStringList missing;
    for (const QString &text : texts) {
        if (!input.output.contains(text))
            missing.append(text);
    }
    return judged(missing.isEmpty(), u"all of %1 occur"_s.arg(shownList(texts)), u"missing in %1: %2"_s.arg(excerpt(input.output), shownList(missing)));
}

Judgement judgeStartsWith(const evalset::Assertion &assertion, const GradeInput &input)
{
    const QString text = needle(assertion);
    return judged(input.output.startsWith(text), u"starts with %1"_s.arg(shown(text)), u"%1 does not start with %2"_s.arg(excerpt(input.output), shown(text)));
}

Result<void> checkAnyValue(const evalset::Assertion &assertion)
{
    if (assertion.value.is_null())
        return fail(ErrorKind::invalidInput, u"\"%1\" has no value to compare with"_s.arg(assertion.name()), u"Give it a \"value\"."_s);
    return {};
}

Result<void> checkText(const evalset::Assertion &assertion)
{
    const auto text = asText(assertion.value);
    if (!text || text->isEmpty())
        return fail(ErrorKind::invalidInput, u"\"%1\" needs a text that is not empty"_s.arg(assertion.name()), u"Give it a \"value\" such as \"refund\"."_s);
    return {};
}

Result<void> checkTextList(const evalset::Assertion &assertion)
{
    const bool isList = assertion.value.is_array() && !assertion.value.empty()
        && std::ranges::all_of(assertion.value.array_range(), [](const Json &element) { return asText(element).has_value() && !asText(element)->isEmpty(); });
    if (!isList)
        return fail(
            ErrorKind::invalidInput, u"\"%1\" needs a list of texts that are not empty"_s.arg(assertion.name()), u"Give it a \"value\" such as [\"refund\", \"money back\"]."_s);
    return {};
}

} // namespace assay::grader
