// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/simulated/locale/wording.h"

#include <QLocale>

#include <cmath>

namespace assay::provider::locale {

using namespace Qt::StringLiterals;

namespace {

// Difficulties, see Skill::gets().
constexpr double kRoundingTold = 0.15;
constexpr double kRounding = 0.5;
constexpr double kFormat = 0.12;
constexpr double kFormatWithExamples = 0.09;

// Shares of the texts, where nothing is demanded.
constexpr double kUsesFigures = 0.5;
constexpr double kLeavesOutZeroCents = 0.6;
constexpr double kWritesDegreeSign = 0.5;
constexpr double kWritesSentence = 0.25;

constexpr double kAlmostNothing = 1e-9; // 0.285 is a little less in binary

double halfUp(double value)
{
    return std::floor(value + 0.5 + kAlmostNothing);
}

double rounded(double value, const Demand &demand, const Skill &skill)
{
    const bool isEven = std::abs(value - std::trunc(value)) < kAlmostNothing;
    if (isEven || skill.gets(u"rounding", demand.roundingRule ? kRoundingTold : kRounding))
        return halfUp(value);
    return std::trunc(value);
}

bool keepsFormat(const Demand &demand, const Skill &skill)
{
    return skill.gets(u"format", demand.hasExamples ? kFormatWithExamples : kFormat);
}

QString dateText(QDate date, const Demand &demand, const Skill &skill)
{
    const QLocale english(QLocale::English, QLocale::UnitedStates);
    if (demand.dateFormat)
        return date.toString(keepsFormat(demand, skill) ? u"MM/dd/yyyy"_s : u"M/d/yyyy"_s);
    return skill.prefers(u"date in figures", kUsesFigures) ? date.toString(u"MM/dd/yyyy"_s) : english.toString(date, u"MMMM d, yyyy"_s);
}

QString amountText(double dollars, const Demand &demand, const Skill &skill)
{
    constexpr double kCents = 100;
    QLocale plain = QLocale::c();
    const bool isExact = demand.amountFormat && keepsFormat(demand, skill);
    plain.setNumberOptions(demand.amountFormat && !isExact ? QLocale::OmitGroupSeparator : QLocale::DefaultNumberOptions);
    const double cents = rounded(dollars * kCents, demand, skill);
    const bool hasCents = std::fmod(cents, kCents) != 0;
    const bool writesCents = demand.amountFormat || hasCents || !skill.prefers(u"no zero cents", kLeavesOutZeroCents);
    const QString sign = cents < 0 ? u"-$"_s : u"$"_s;
    return sign + plain.toString(std::abs(cents) / kCents, 'f', writesCents ? 2 : 0);
}

QString temperatureText(double degrees, const Demand &demand, const Skill &skill)
{
    const auto whole = static_cast<qint64>(rounded(degrees, demand, skill));
    const QString figures = QString::number(whole);
    if (demand.temperatureFormat)
        return figures + (keepsFormat(demand, skill) ? u"°F"_s : u" °F"_s);
    if (skill.prefers(u"degree sign", kWritesDegreeSign))
        return figures + u"°F"_s;
    return skill.prefers(u"degrees in words", kUsesFigures) ? figures + u" F"_s : figures + u" degrees Fahrenheit"_s;
}

QString bareText(const Value &value, const Demand &demand, const Skill &skill)
{
    switch (value.kind) {
    case Kind::date:
        return value.date.isValid() ? dateText(value.date, demand, skill) : u"Not specified"_s;
    case Kind::amount:
        return amountText(value.number, demand, skill);
    case Kind::temperature:
        return temperatureText(value.number, demand, skill);
    }
    return {};
}

} // namespace

QString wordingOf(const std::optional<Value> &value, const Question &question, const Demand &demand, const Skill &skill)
{
    if (!value)
        return demand.missingWord ? u"N/A"_s : u"The text does not state the %1."_s.arg(question.field);
    const QString bare = bareText(*value, demand, skill);
    if (demand.valueOnly || !skill.prefers(u"sentence", kWritesSentence))
        return bare;
    return skill.prefers(u"label", 0.5) ? u"%1: %2"_s.arg(question.field, bare) : u"The %1 is %2."_s.arg(question.field, bare);
}

} // namespace assay::provider::locale
