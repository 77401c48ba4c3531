// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/grader/family.h"
#include "core/grader/pattern.h"

namespace assay::grader {

using namespace Qt::StringLiterals;

Judgement searchPattern(const QString &pattern, const QString &text)
{
    const auto expression = compilePattern(pattern);
    if (!expression)
        return undecided(expression.error().describe());
    const auto where = firstOccurrence(*expression, text);
    if (!where)
        return undecided(tooManySteps(pattern));
    return judged(*where > 0, u"%1 matches at character %2"_s.arg(shown(pattern), QString::number(*where)), u"%1 does not match %2"_s.arg(shown(pattern), excerpt(text)));
}

Judgement judgeRegex(const evalset::Assertion &assertion, const GradeInput &input)
{
    return searchPattern(toQString(assertion.value), input.output);
}

Result<void> checkRegex(const evalset::Assertion &assertion)
{
    if (!isText(assertion.value) || toQString(assertion.value).isEmpty())
        return fail(ErrorKind::invalidInput, u"\"%1\" needs a pattern"_s.arg(assertion.name()), u"Give it a \"value\" such as \"^[0-9]+$\"."_s);
    return checkPattern(toQString(assertion.value));
}

Result<void> checkPattern(const QString &pattern)
{
    return compilePattern(pattern).transform([](const QRegularExpression &) {});
}

} // namespace assay::grader
