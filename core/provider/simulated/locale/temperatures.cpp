// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/simulated/locale/temperatures.h"

#include "core/provider/simulated/locale/numbers.h"

#include <QRegularExpression>

namespace assay::provider::locale {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kSamePlace = 3; // characters between "21 °C" and "(70 °F)"

const auto kOptions = QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption;

Finding readMatch(const QRegularExpressionMatch &match)
{
    Finding finding;
    finding.start = match.capturedStart();
    finding.end = match.capturedEnd();
    finding.number = readNumber(match.captured(u"n"_s), false).value_or(0) * (match.captured(u"sign"_s).isEmpty() ? 1 : -1);
    finding.isHalfOfRange = !match.captured(u"far"_s).isEmpty();
    const QString unit = (finding.isHalfOfRange ? match.captured(u"far"_s) : match.captured(u"unit"_s)).toLower();
    finding.isCelsius = unit.startsWith(u'c') || unit == u"℃";
    return finding;
}

// Temperature and dew point, with M below zero.
Findings aviationPair(const QString &text)
{
    static const QRegularExpression pair(u"\\b(?<m1>M)?(?<t>\\d\\d)/(?<m2>M)?(?<d>\\d\\d) (?=[QA]\\d{4}\\b)"_s);
    const auto match = pair.match(text);
    if (!match.hasMatch())
        return {};
    const auto finding = [&match](const QString &figures, const QString &sign) {
        Finding one;
        one.start = match.capturedStart(figures);
        one.end = match.capturedEnd(figures);
        one.number = match.captured(figures).toDouble() * (match.captured(sign).isEmpty() ? 1 : -1);
        one.isCelsius = true;
        return one;
    };
    return {finding(u"t"_s, u"m1"_s), finding(u"d"_s, u"m2"_s)};
}

} // namespace

Findings findTemperatures(const QString &text)
{
    static const QRegularExpression withUnit(u"(?<sign>[-−])?"_s + numberPattern(u"n"_s)
            + u"(?:\\s?(?:to|–|-|bis)\\s?(?=[-−]?\\d+\\s?°?\\s?(?<far>[CF])\\b)|\\s?(?:°|º|degrees?|grados|Grad|degrés)?\\s?(?<unit>C\\b|F\\b|℃|℉|Celsius|Fahrenheit|centígrados))"_s,
        kOptions);
    static const QRegularExpression keyed(u"temp_(?<unit>[cf])\\s*[=:]\\s*(?<sign>-)?"_s + numberPattern(u"n"_s), kOptions);
    Findings findings;
    for (const QRegularExpression &pattern : {withUnit, keyed}) {
        for (auto matches = pattern.globalMatch(text); matches.hasNext();) {
            const Finding finding = readMatch(matches.next());
            const bool repeats = !findings.isEmpty() && !finding.isCelsius && findings.last().isCelsius && finding.start - findings.last().end <= kSamePlace;
            if (repeats)
                findings.last() = finding;
            else
                findings.append(finding);
        }
    }
    return findings.isEmpty() ? aviationPair(text) : findings;
}

} // namespace assay::provider::locale
