// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/simulated/locale/dates.h"

#include <QRegularExpression>

#include <algorithm>
#include <functional>

namespace assay::provider::locale {

using namespace Qt::StringLiterals;

namespace {

constexpr int kWeek = 7;
constexpr int kFortnight = 14;

struct Step {
    QRegularExpression pattern;
    std::function<QDate(const QRegularExpressionMatch &, QDate)> from;
};

int daysIn(const QString &unit)
{
    if (unit.startsWith(u"fortnight", Qt::CaseInsensitive))
        return kFortnight;
    return unit.startsWith(u"week", Qt::CaseInsensitive) ? kWeek : 1;
}

int counted(const QString &figures)
{
    return figures.isEmpty() ? 1 : figures.toInt();
}

QDate onWeekday(const QString &name, QDate anchor)
{
    static const QStringList days = u"mon tue wed thu fri sat sun"_s.split(u' ');
    const auto wanted = days.indexOf(name.left(3).toLower()) + 1;
    return wanted == 0 ? QDate() : anchor.addDays(wanted - anchor.dayOfWeek());
}

const QList<Step> &steps()
{
    static const QList<Step> all = [] {
        const auto step = [](const QString &pattern, auto from) { return Step{QRegularExpression(pattern, QRegularExpression::CaseInsensitiveOption), from}; };
        const auto by = [](int days) { return [days](const QRegularExpressionMatch &, QDate anchor) { return anchor.addDays(days); }; };
        const auto later = [](const QRegularExpressionMatch &m, QDate anchor) { return anchor.addDays(counted(m.captured(u"n"_s)) * daysIn(m.captured(u"u"_s))); };
        const auto before = [](const QRegularExpressionMatch &m, QDate anchor) { return anchor.addDays(-counted(m.captured(u"n"_s)) * daysIn(m.captured(u"u"_s))); };
        return QList<Step>{
            step(u"\\bday after tomorrow\\b"_s, by(2)),
            step(u"\\bday before yesterday\\b"_s, by(-2)),
            step(u"\\btomorrow\\b"_s, by(1)),
            step(u"\\byesterday\\b"_s, by(-1)),
            step(u"\\bin (?<n>\\d+) (?<u>days|weeks|fortnights?)\\b"_s, later),
            step(u"\\b(?:a |(?<n>\\d+) )(?<u>days?|weeks?|fortnight) (?:from|after)\\b"_s, later),
            step(u"\\b(?:a |(?<n>\\d+) )(?<u>days?|weeks?|fortnight) (?:before|earlier)\\b"_s, before),
            step(u"\\bthis (?<d>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\\b"_s, [](const QRegularExpressionMatch &m, QDate anchor) { return onWeekday(m.captured(u"d"_s), anchor); }),
        };
    }();
    return all;
}

} // namespace

Findings findRelativeDates(const QString &text, QDate anchor)
{
    Findings findings;
    for (const Step &step : steps()) {
        for (auto matches = step.pattern.globalMatch(text); matches.hasNext();) {
            const auto match = matches.next();
            Finding finding;
            finding.start = match.capturedStart();
            finding.end = match.capturedEnd();
            finding.date = step.from(match, anchor);
            const bool isInside = std::ranges::any_of(findings, [&finding](const Finding &one) { return one.start <= finding.start && finding.end <= one.end; });
            if (finding.date.isValid() && !isInside)
                findings.append(finding);
        }
    }
    return findings;
}

} // namespace assay::provider::locale
