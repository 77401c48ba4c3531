// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/simulated/locale/dates.h"

#include <QRegularExpression>

#include <algorithm>
#include <functional>
#include <optional>

namespace assay::provider::locale {

using namespace Qt::StringLiterals;

namespace {

constexpr int kCentury = 2000;

const auto kOptions = QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption;

struct Form {
    QRegularExpression pattern;
    std::function<std::optional<Finding>(const QRegularExpressionMatch &, const DateReading &)> read;
};

int number(const QRegularExpressionMatch &match, const QString &name)
{
    return match.captured(name).toInt();
}

int yearOf(const QString &figures)
{
    const int year = figures.toInt();
    return figures.size() == 2 ? kCentury + year : year;
}

std::optional<Finding> dated(QDate date)
{
    if (!date.isValid())
        return std::nullopt;
    Finding finding;
    finding.date = date;
    return finding;
}

// A leap year holds the day and month of a date without a year.
std::optional<Finding> dayAndMonth(int day, int month, const QString &year)
{
    constexpr int kLeapYear = 2028;
    auto finding = dated(QDate(year.isEmpty() ? kLeapYear : yearOf(year), month, day));
    if (finding)
        finding->lacksYear = year.isEmpty();
    return finding;
}

std::optional<Finding> readFigures(const QRegularExpressionMatch &match, const DateReading &reading)
{
    const int first = number(match, u"a"_s);
    const int second = number(match, u"b"_s);
    const bool isDayFirst = reading.dayFirst || match.captured(u"sep"_s) == u"." || first > 12;
    return dayAndMonth(isDayFirst ? first : second, isDayFirst ? second : first, match.captured(u"y"_s));
}

std::optional<Finding> readNamed(const QRegularExpressionMatch &match, const DateReading &)
{
    const int month = monthOf(match.captured(u"m"_s));
    return month == 0 ? std::nullopt : dayAndMonth(number(match, u"d"_s), month, match.captured(u"y"_s));
}

std::optional<Finding> readEnd(const QRegularExpressionMatch &match, const DateReading &)
{
    const int month = match.captured(u"q"_s).isEmpty() ? monthOf(match.captured(u"m"_s)) : number(match, u"q"_s) * 3;
    const QDate first(number(match, u"y"_s), month, 1);
    return first.isValid() ? dated(first.addMonths(1).addDays(-1)) : std::nullopt;
}

std::optional<Finding> readWeek(const QRegularExpressionMatch &match, const DateReading &reading)
{
    // Week 1 of ISO 8601 holds the fourth of January.
    const QDate fourth(number(match, u"y"_s), 1, 4);
    const qint64 days = 7 * (number(match, u"w"_s) - 1) + number(match, u"d"_s) - fourth.dayOfWeek();
    return reading.knowsCodes ? dated(fourth.addDays(days)) : std::nullopt;
}

std::optional<Finding> readDayOfYear(const QRegularExpressionMatch &match, const DateReading &reading)
{
    return reading.knowsCodes ? dated(QDate(number(match, u"y"_s), 1, 1).addDays(number(match, u"d"_s) - 1)) : std::nullopt;
}

std::optional<Finding> readStamp(const QRegularExpressionMatch &match, const DateReading &reading)
{
    return reading.knowsCodes ? readNamed(match, reading) : std::nullopt;
}

std::optional<Finding> readPacked(const QRegularExpressionMatch &match, const DateReading &)
{
    return dayAndMonth(number(match, u"d"_s), number(match, u"mm"_s), match.captured(u"y"_s));
}

const QList<Form> &forms()
{
    static const QList<Form> all = [] {
        const auto form = [](const QString &pattern, auto read) { return Form{QRegularExpression(pattern, kOptions), read}; };
        return QList<Form>{
            form(u"\\b(?<y>\\d{4})-(?<mm>\\d\\d)-(?<d>\\d\\d)(?=\\b|T)"_s, readPacked),
            form(u"\\b(?<y>\\d{4})-W(?<w>\\d\\d)-(?<d>\\d)\\b"_s, readWeek),
            form(u"\\bday (?<d>\\d{1,3}) of (?<y>\\d{4})"_s, readDayOfYear),
            form(u"\\b(?<d>\\d\\d)\\d{4}Z(?<m>[A-Z]{3})(?<y>\\d\\d)\\b"_s, readStamp),
            form(u"(?<y>\\d{4})年(?<mm>\\d{1,2})月(?<d>\\d{1,2})日"_s, readPacked),
            form(u"\\b(?<d>\\d{1,2})\\.\\s?[–-](?=\\s?\\d{1,2}\\.(?<mm>\\d{1,2})\\.(?<y>\\d{4}))"_s, readPacked),
            form(u"(?<![\\d.,/])(?<a>\\d{1,2})(?<sep>[./-])(?<b>\\d{1,2})\\k<sep>(?<y>\\d{4}|\\d{2})(?![\\d.]*\\d)"_s, readFigures),
            form(u"\\b(?:last day of|end of) (?:calendar )?(?:Q(?<q>[1-4])|(?<m>\\p{L}+)),? (?<y>\\d{4})"_s, readEnd),
            form(u"\\b(?<d>\\d{1,2})(?:st|nd|rd|th|er|º|\\.)?(?: day)?[ -](?:of |de |del )?(?<m>\\p{L}{3,})\\.?(?:[ -]|, | de | del )?(?<y>20\\d\\d|(?<=[ -])\\d\\d(?![\\d:]))?"_s, readNamed),
            form(u"\\b(?<m>\\p{L}{3,})\\.? (?:the )?(?<d>\\d{1,2})(?:st|nd|rd|th)?(?![\\d:])(?:,?\\s+(?<y>20\\d\\d))?"_s, readNamed),
            form(u"\\b(?<mm>0[1-9]|1[0-2])(?<d>\\d\\d)(?<y>2\\d)\\b"_s, readPacked),
        };
    }();
    return all;
}

bool overlaps(const Findings &findings, const Finding &other)
{
    return std::ranges::any_of(findings, [&other](const Finding &one) { return one.start < other.end && other.start < one.end; });
}

// Holidays by name are dates, too. The offsets stay.
QString withHolidays(QString text)
{
    static const QRegularExpression newYearsEve(u"New Year['’]s Eve"_s, kOptions);
    static const QRegularExpression christmas(u"Christmas Day"_s, kOptions);
    return text.replace(newYearsEve, u"December 31,  "_s).replace(christmas, u"December 25  "_s);
}

// A date without its year takes that of the next date, else the only year that the text names.
void completeYears(Findings &findings, const QString &text)
{
    static const QRegularExpression year(u"(?<![\\d./-])20[2-4]\\d(?![\\d/-])"_s);
    QList<int> named;
    for (auto found = year.globalMatch(text); found.hasNext();) {
        if (const int one = found.next().captured().toInt(); !named.contains(one))
            named.append(one);
    }
    for (qsizetype i = 0; i < findings.size(); ++i) {
        Finding &finding = findings[i];
        if (!finding.lacksYear)
            continue;
        const bool hasNext = i + 1 < findings.size() && !findings.at(i + 1).lacksYear;
        if (!hasNext && named.size() != 1)
            continue;
        const QDate full(hasNext ? findings.at(i + 1).date.year() : named.first(), finding.date.month(), finding.date.day());
        finding.date = full;
        finding.lacksYear = !full.isValid();
    }
}

} // namespace

Findings findDates(const QString &original, const DateReading &reading)
{
    const QString text = withHolidays(original);
    Findings findings;
    for (const Form &form : forms()) {
        for (auto matches = form.pattern.globalMatch(text); matches.hasNext();) {
            const auto match = matches.next();
            auto finding = form.read(match, reading);
            if (!finding)
                continue;
            finding->start = match.capturedStart();
            finding->end = match.capturedEnd();
            if (!overlaps(findings, *finding))
                findings.append(*finding);
        }
    }
    std::ranges::sort(findings, {}, &Finding::start);
    completeYears(findings, text);
    return findings;
}

} // namespace assay::provider::locale
