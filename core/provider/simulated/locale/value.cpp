// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/simulated/locale/value.h"

#include "core/provider/simulated/locale/amounts.h"
#include "core/provider/simulated/locale/dates.h"
#include "core/provider/simulated/locale/readable.h"
#include "core/provider/simulated/locale/temperatures.h"

#include <QRegularExpression>

namespace assay::provider::locale {

using namespace Qt::StringLiterals;

namespace {

// Difficulties, see Skill::gets().
constexpr double kNoise = 0.3;
constexpr double kWords = 0.28;
constexpr double kDayFirstTold = 0.2;
constexpr double kDayFirst = 0.5;
constexpr double kRelative = 0.3;
constexpr double kCodes = 0.55;
constexpr double kSign = 0.25;
constexpr double kMarks = 0.2;
constexpr double kDecoyTold = 0.28;
constexpr double kDecoy = 0.3;
constexpr double kMissingTold = 0.45;
constexpr double kConversion = 0.24;
constexpr double kReading = 0.15;

constexpr double kInvents = 0.7; // share of the texts without a value in which a model that was told nothing finds one

bool saysDayFirst(const QString &text)
{
    static const QRegularExpression words(u"day/month|dd/mm|day first|UK |british"_s, QRegularExpression::CaseInsensitiveOption);
    return words.match(text).hasMatch();
}

QString read(const QString &text, const Skill &skill)
{
    const QString clean = repaired(text);
    const QString legible = clean == text || skill.gets(u"noise", kNoise) ? clean : text;
    const QString figures = withFigures(legible);
    return figures == legible || skill.gets(u"number words", kWords) ? figures : legible;
}

Findings datesIn(const QString &text, const Question &question, const Demand &demand, const Skill &skill)
{
    const bool isDayFirst = saysDayFirst(text) || !isEnglish(text);
    DateReading reading;
    reading.dayFirst = isDayFirst && skill.gets(u"day first", demand.dayFirstRule ? kDayFirstTold : kDayFirst);
    reading.knowsCodes = skill.gets(u"codes", kCodes);
    Findings dates = findDates(text, reading);
    if (dates.isEmpty() || dates.first().lacksYear)
        return dates;
    static const QRegularExpression saidDay(u"\\b(date|today) of\\b"_s, QRegularExpression::CaseInsensitiveOption);
    const Findings relative = saidDay.match(question.field).hasMatch() ? Findings() : findRelativeDates(text, dates.first().date);
    // A day that is told relative to another is the one that is asked for: the other is its anchor.
    return relative.isEmpty() || !skill.gets(u"relative date", kRelative) ? dates : relative;
}

Findings findingsIn(Kind kind, const QString &text, const Question &question, const Demand &demand, const Skill &skill)
{
    if (kind == Kind::date)
        return datesIn(text, question, demand, skill);
    if (kind == Kind::temperature)
        return findTemperatures(text);
    AmountReading reading;
    reading.pointGroups = !isEnglish(text) && skill.gets(u"separators", kMarks);
    reading.keepsSign = skill.gets(u"sign", kSign);
    reading.takesAnyCurrency = !skill.gets(u"other currency", demand.missingWord ? kMissingTold : 1);
    return findAmounts(text, reading);
}

Kind kindFor(const Question &question, const QString &text)
{
    if (const auto kind = kindOf(question.field))
        return *kind;
    if (!findDates(text, {}).isEmpty())
        return Kind::date;
    return findTemperatures(text).isEmpty() ? Kind::amount : Kind::temperature;
}

double inFahrenheit(const Finding &finding, const Skill &skill)
{
    if (!finding.isCelsius)
        return finding.number;
    // The rule of thumb for the road: double it and add thirty.
    return skill.gets(u"conversion", kConversion) ? finding.number * 9 / 5 + 32 : finding.number * 2 + 30;
}

bool staysSilent(const Choice &choice, const Demand &demand, const Skill &skill)
{
    const bool isMissing = choice.isProbablyMissing || (choice.best && choice.best->lacksYear);
    if (!choice.best || !isMissing)
        return !choice.best;
    return demand.missingWord ? skill.gets(u"missing", kMissingTold) : !skill.prefers(u"invents", kInvents);
}

} // namespace

std::optional<Value> findValue(const Question &question, const Demand &demand, const Skill &skill)
{
    const QString text = read(question.text, skill);
    const Kind kind = kindFor(question, text);
    const Choice choice = choose(question.field, text, findingsIn(kind, text, question, demand, skill));
    if (staysSilent(choice, demand, skill))
        return std::nullopt;
    const bool takesDecoy = choice.other && !skill.gets(u"decoy", demand.noOtherField ? kDecoyTold : kDecoy);
    const Finding taken = takesDecoy ? *choice.other : *choice.best;
    Value value{.kind = kind, .date = taken.date, .number = kind == Kind::temperature ? inFahrenheit(taken, skill) : taken.number};
    if (!skill.gets(u"reading", kReading)) {
        value.number += value.number < 0 ? -1 : 1;
        value.date = value.date.addDays(1);
    }
    return value;
}

} // namespace assay::provider::locale
