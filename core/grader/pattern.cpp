// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/grader/pattern.h"

#include "core/grader/family.h"

namespace assay::grader {

using namespace Qt::StringLiterals;

namespace {

bool isHex(QStringView text)
{
    return std::ranges::all_of(text, [](QChar c) { return (c >= u'0' && c <= u'9') || (c.toLower() >= u'a' && c.toLower() <= u'f'); });
}

QString perlFromEcma(const QString &pattern)
{
    QString perl;
    bool inClass = false;
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        const QChar c = pattern.at(i);
        if (c == u'\\' && i + 1 < pattern.size()) {
            const QStringView digits = QStringView(pattern).sliced(i + 2).left(4);
            if (pattern.at(i + 1) == u'u' && digits.size() == 4 && isHex(digits)) {
                perl += u"\\x{"_s + digits + u"}"_s;
                i += 5;
            } else {
                perl += c;
                perl += pattern.at(++i);
            }
            continue;
        }
        if (c == u'[' || c == u']')
            inClass = c == u'[';
        if (c == u'$' && !inClass)
            perl += u"\\z"_s;
        else
            perl += c;
    }
    return perl;
}

Result<QRegularExpression> compiled(const QString &pattern, const QRegularExpression &expression)
{
    if (expression.isValid())
        return expression;
    return fail(ErrorKind::invalidInput,
        u"%1 is no regular expression: %2 at character %3"_s.arg(shown(pattern), expression.errorString(), QString::number(expression.patternErrorOffset() + 1)),
        u"A character with a meaning of its own, such as \"(\" or \"*\", needs a backslash to stand for itself."_s);
}

} // namespace

Result<QRegularExpression> compilePattern(const QString &pattern)
{
    return compiled(pattern, QRegularExpression(pattern, QRegularExpression::UseUnicodePropertiesOption));
}

Result<QRegularExpression> compileSchemaPattern(const QString &pattern)
{
    return compiled(pattern, QRegularExpression(perlFromEcma(pattern)));
}

// At the match limit QRegularExpression says "no match"; only isValid() tells the difference.
std::optional<qsizetype> firstOccurrence(const QRegularExpression &expression, const QString &text)
{
    const QRegularExpressionMatch match = expression.match(text);
    if (!match.isValid())
        return std::nullopt;
    return match.hasMatch() ? QStringView(text).left(match.capturedStart()).toUcs4().size() + 1 : 0;
}

QString tooManySteps(const QString &pattern)
{
    return u"stopped: too many steps for the pattern %1; write it without repeats inside repeats"_s.arg(shown(pattern));
}

} // namespace assay::grader
