// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/simulated/locale/amounts.h"

#include "core/provider/simulated/locale/numbers.h"

#include <QRegularExpression>

#include <algorithm>

namespace assay::provider::locale {

using namespace Qt::StringLiterals;

namespace {

const auto kOptions = QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption;
const QString kDollar = u"US\\s?\\$|\\$\\s?US|\\$|USD|US-Dollars?|dollars?|dólares(?: estadounidenses)?|bucks"_s;
const QString kOther = u"€|EUR|Euros?|£|GBP|CHF|¥|円|zł|PLN"_s;
const QString kScale = u"k\\b|grand\\b|M\\b|Mio\\b\\.?|Mill\\b\\.?|million|billion|thousand"_s;

double factorOf(const QString &scale)
{
    constexpr double kThousand = 1e3;
    constexpr double kMillion = 1e6;
    constexpr double kBillion = 1e9;
    const QString word = scale.toLower();
    if (word.isEmpty())
        return 1;
    if (word == u"k" || word == u"grand" || word == u"thousand")
        return kThousand;
    return word == u"billion" ? kBillion : kMillion;
}

// Sign, mark, number, scale, mark: with at least one of the marks, or a scale that only money has.
const QRegularExpression &markedAmount(bool takesAnyCurrency)
{
    const auto make = [](const QString &marks) {
        const QString sign = u"(?<sign>[-−](?=[\\s$U]*\\d|\\s?\\$))?"_s;
        const QString tail = u"(?<trail>-(?![\\d\\w]))?(?:\\.?—)?"_s;
        return QRegularExpression(sign + u"(?<pre>(?:"_s + marks + u")\\s?)?(?<bracket>\\()?"_s + numberPattern(u"n"_s) + tail + u"\\s?(?:[–-]\\s?"_s + numberPattern(u"to"_s) + u"\\s?)?(?<scale>"_s
                + kScale + u")?\\s?(?<post>(?:"_s + marks + u"))?(?<cents>cents?\\b|¢)?"_s,
            kOptions);
    };
    static const QRegularExpression dollars = make(kDollar);
    static const QRegularExpression any = make(kDollar + u"|"_s + kOther);
    return takesAnyCurrency ? any : dollars;
}

bool saysBelowZero(const QString &text, qsizetype before)
{
    static const QRegularExpression words(u"\\b(overdrawn by|in the red by|negative|minus|short by)\\s+$"_s, kOptions);
    return words.match(text.left(before)).hasMatch();
}

struct Marks {
    bool isMarked = false;
    bool isOther = false;
};

Marks marksOf(const QRegularExpressionMatch &match, const QString &text)
{
    static const QRegularExpression other(u"^\\s?(?:"_s + kOther + u"|%)"_s, kOptions);
    static const QRegularExpression otherBefore(u"(?:"_s + kOther + u")\\s?$"_s, kOptions);
    const bool isMarked = !match.captured(u"pre"_s).isEmpty() || !match.captured(u"post"_s).isEmpty() || !match.captured(u"cents"_s).isEmpty()
        || match.captured(u"scale"_s).compare(u"grand", Qt::CaseInsensitive) == 0;
    const bool isOther = !isMarked && (other.match(text.mid(match.capturedEnd())).hasMatch() || otherBefore.match(text.left(match.capturedStart())).hasMatch());
    return {isMarked, isOther};
}

Finding amountOf(const QRegularExpressionMatch &match, const QString &text, const QString &group, const AmountReading &reading)
{
    constexpr double kCent = 0.01;
    Finding finding;
    finding.start = match.capturedStart(group);
    finding.end = group == u"n" ? match.capturedEnd() : match.capturedEnd(group);
    finding.number = readNumber(match.captured(group), reading.pointGroups).value_or(0) * factorOf(match.captured(u"scale"_s));
    if (!match.captured(u"cents"_s).isEmpty())
        finding.number *= kCent;
    const bool isBracketed = !match.captured(u"bracket"_s).isEmpty() && text.contains(u"brackets"_s);
    const bool isBelow = !match.captured(u"sign"_s).isEmpty() || !match.captured(u"trail"_s).isEmpty() || isBracketed || saysBelowZero(text, match.capturedStart());
    if (isBelow && reading.keepsSign)
        finding.number = -finding.number;
    finding.isHalfOfRange = !match.captured(u"to"_s).isEmpty();
    return finding;
}

bool looksLikeMoney(const QString &figures)
{
    static const QRegularExpression money(u"^\\d{1,3}(?:[.,' ]\\d{3})+(?:[.,]\\d{2})?$|^\\d+[.,]\\d{2}$"_s);
    return money.match(figures).hasMatch();
}

// A heading such as "US$ thousands" counts for every bare number below it.
double headingFactor(const QString &text)
{
    static const QRegularExpression heading(u"(?:US\\$|USD|\\$|dollars) (?:in )?(thousand|million)s?\\b(?!\\s*dollars)"_s, kOptions);
    const auto match = heading.match(text);
    return match.hasMatch() ? factorOf(match.captured(1)) : 1;
}

} // namespace

Findings findAmounts(const QString &text, const AmountReading &reading)
{
    Findings marked;
    Findings bare;
    const double heading = headingFactor(text);
    for (auto matches = markedAmount(reading.takesAnyCurrency).globalMatch(text); matches.hasNext();) {
        const auto match = matches.next();
        const Marks marks = marksOf(match, text);
        if (marks.isOther || (!marks.isMarked && !looksLikeMoney(match.captured(u"n"_s))))
            continue;
        Findings &into = marks.isMarked ? marked : bare;
        into.append(amountOf(match, text, u"n"_s, reading));
        if (!match.captured(u"to"_s).isEmpty())
            into.append(amountOf(match, text, u"to"_s, reading));
    }
    for (Finding &finding : bare)
        finding.number *= heading;
    static const QRegularExpression named(u"(?:"_s + kDollar + u")"_s, kOptions);
    static const QRegularExpression otherNamed(u"(?:"_s + kOther + u")"_s, kOptions);
    const bool isDollarText = named.match(text).hasMatch() || !otherNamed.match(text).hasMatch();
    Findings all = marked + (isDollarText ? bare : Findings());
    std::ranges::sort(all, {}, &Finding::start);
    return all;
}

} // namespace assay::provider::locale
