// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/simulated/locale/choice.h"

#include <QHash>
#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

namespace assay::provider::locale {

using namespace Qt::StringLiterals;

namespace {

const auto kOptions = QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption;
constexpr double kReach = 25; // characters over which a word's pull halves
constexpr double kWrongSide = 0.6; // labels stand before their values more often than after
constexpr double kOtherPlace = 0.35;

// What a word of a field is called in texts: beginnings of words.
QStringList namesOf(const QString &word)
{
    static const QHash<QString, QStringList> others{
        {u"delivery"_s, {u"deliver"_s, u"livraison"_s, u"liefer"_s, u"納品"_s, u"entrega"_s, u"with you"_s}},
        {u"expected"_s, {u"expected"_s, u"prévu"_s, u"espera"_s, u"voraussichtlich"_s}},
        {u"deadline"_s, {u"deadline"_s, u"back by"_s, u"due"_s, u"termin"_s, u"frist"_s, u"until"_s}},
        {u"due"_s, {u"due"_s, u"fällig"_s, u"płatności"_s}},
        {u"appointment"_s, {u"appointment"_s, u"cita"_s, u"rendez"_s, u"termin"_s, u"sees"_s}},
        {u"expiry"_s, {u"exp"_s, u"best before"_s, u"use by"_s}},
        {u"collection"_s, {u"collect"_s, u"pick"_s}},
        {u"pick-up"_s, {u"abhol"_s, u"pick"_s, u"collect"_s}},
        {u"new"_s, {u"new"_s, u"instead"_s, u"goes up to"_s, u"now"_s, u"naar"_s, u"moved to"_s, u"sur le"_s}},
        {u"current"_s, {u"current"_s, u"現在"_s, u"now"_s, u"aktuell"_s}},
        {u"high"_s, {u"high"_s, u"máxima"_s, u"höchst"_s, u"max"_s}},
        {u"low"_s, {u"low"_s, u"mínima"_s, u"tiefst"_s}},
        {u"sale"_s, {u"sold"_s, u"sale"_s}},
        {u"total"_s, {u"total"_s, u"gesamt"_s, u"summe"_s}},
        {u"unit"_s, {u"each"_s, u"per unit"_s, u"unit"_s}},
        {u"price"_s, {u"price"_s, u"preis"_s, u"precio"_s, u"prix"_s, u"reads"_s}},
        {u"signature"_s, {u"signed"_s, u"signature"_s}},
        {u"failed"_s, {u"failed"_s}},
        {u"next"_s, {u"next"_s, u"nächst"_s}},
        {u"income"_s, {u"income"_s}},
        {u"probe"_s, {u"probe"_s}},
        {u"reading"_s, {u"reads"_s, u"reading"_s}},
        {u"date"_s, {u"dated"_s, u"date"_s, u"datum"_s}},
    };
    if (const auto found = others.constFind(word); found != others.constEnd())
        return *found;
    constexpr qsizetype kStem = 5;
    return {word.size() > kStem + 1 ? word.left(kStem) : word};
}

QStringList wordsOf(const QString &field)
{
    static const QRegularExpression gap(u"[^\\p{L}\\d:-]+"_s, kOptions);
    static const QStringList empty = u"the of a an in at to its with what day date amount temperature value inside is year us dollars"_s.split(u' ');
    QStringList words = field.toLower().split(gap, Qt::SkipEmptyParts);
    const QStringList all = words;
    words.removeIf([](const QString &word) { return empty.contains(word); });
    return words.isEmpty() ? all : words;
}

struct Place {
    qsizetype start = 0;
    qsizetype end = 0;
    double weight = 1;
};

// Words of the field that stand in the text; a word that stands often says less.
QList<Place> placesOf(const QString &field, const QString &text)
{
    QList<Place> places;
    for (const QString &word : wordsOf(field)) {
        for (const QString &name : namesOf(word)) {
            const bool isLatin = name.at(0).unicode() < 0x3000;
            const QRegularExpression pattern((isLatin ? u"(?<![\\p{L}\\d])"_s : QString()) + QRegularExpression::escape(name), kOptions);
            QList<Place> here;
            for (auto matches = pattern.globalMatch(text); matches.hasNext();) {
                const auto match = matches.next();
                here.append({.start = match.capturedStart(), .end = match.capturedEnd(), .weight = 1});
            }
            for (Place &place : here)
                place.weight = 1.0 / static_cast<double>(here.size());
            places += here;
        }
    }
    return places;
}

bool isSplit(const QString &text, qsizetype from, qsizetype to)
{
    static const QRegularExpression border(u"\\n|[.!?。]\\s|[,;、]"_s);
    return text.mid(from, to - from).contains(border);
}

double pullOf(const Place &place, const Finding &finding, const QString &text)
{
    const bool isBefore = place.end <= finding.start;
    const qsizetype from = isBefore ? place.end : finding.end;
    const qsizetype to = isBefore ? finding.start : place.start;
    const double distance = std::max<double>(0, static_cast<double>(to - from));
    const double place_ = isSplit(text, from, to) ? kOtherPlace : 1;
    return place.weight * place_ * (isBefore ? 1 : kWrongSide) / (1 + distance / kReach);
}

bool asksForLater(const QString &field)
{
    static const QRegularExpression words(u"\\b(upper|last|end|maximum|highest|peak|top|latest|new)\\b"_s, kOptions);
    return words.match(field).hasMatch();
}

bool asksForEarlier(const QString &field)
{
    static const QRegularExpression words(u"\\b(lower|first|start|begin|bottom|minimum|lowest|low|old)\\b"_s, kOptions);
    return words.match(field).hasMatch();
}

bool isRange(const Finding &first, const Finding &second, const QString &text)
{
    static const QRegularExpression between(u"^\\s*(to|and|–|-|bis|until|through|naar|till)?\\s*(\\$|USD)?\\s*$"_s, kOptions);
    return between.match(text.mid(first.end, second.start - first.end)).hasMatch();
}

// A speaker who corrects himself means what he says last.
qsizetype correctionIn(const QString &text)
{
    static const QRegularExpression words(u"\\b(no wait|wait sorry|i mean|sorry, wrong|correction|scratch that|rather)\\b"_s, kOptions);
    const auto match = words.match(text);
    return match.hasMatch() ? match.capturedEnd() : -1;
}

QList<double> scores(const QString &field, const QString &text, const Findings &findings)
{
    constexpr double kEndOfRange = 3;
    const QList<Place> places = placesOf(field, text);
    const qsizetype correction = correctionIn(text);
    QList<double> all;
    for (qsizetype i = 0; i < findings.size(); ++i) {
        double score = 0;
        for (const Place &place : places)
            score += pullOf(place, findings.at(i), text);
        const bool isFirst = i + 1 < findings.size() && isRange(findings.at(i), findings.at(i + 1), text);
        const bool isSecond = i > 0 && isRange(findings.at(i - 1), findings.at(i), text);
        if ((isFirst && asksForEarlier(field)) || (isSecond && asksForLater(field)) || (correction >= 0 && findings.at(i).start >= correction))
            score += kEndOfRange;
        all.append(score);
    }
    return all;
}

// The sentence that speaks of the field says that its value is still to come, and gives none.
bool saysNotYet(const QString &field, const QString &text, const Findings &findings)
{
    static const QRegularExpression sentence(u"[^.!?\\n]+(?:[.!?](?=\\d)[^.!?\\n]*)*"_s);
    static const QRegularExpression later(u"\\b(not (?:yet )?(?:come|arrived|known|been|set|fixed)|left blank|blank|to be confirmed|tbd|will (?:be|send|write|follow|tell|call|let)|once|pending|see the attached)\\b"_s, kOptions);
    const QList<Place> places = placesOf(field, text);
    for (auto matches = sentence.globalMatch(text); matches.hasNext();) {
        const auto match = matches.next();
        const auto isInside = [&match](qsizetype at) { return at >= match.capturedStart() && at < match.capturedEnd(); };
        const bool speaks = std::ranges::any_of(places, [&](const Place &place) { return isInside(place.start); });
        const bool gives = std::ranges::any_of(findings, [&](const Finding &finding) { return isInside(finding.start); });
        if (speaks && !gives && later.match(match.captured()).hasMatch())
            return true;
    }
    return false;
}

} // namespace

std::optional<Kind> kindOf(const QString &field)
{
    static const QRegularExpression date(u"\\b(date|day|deadline|appointment|meeting|birth|expiry|arrival|visit|run|start of|end of|when|month)\\b"_s, kOptions);
    static const QRegularExpression temperature(u"\\b(temperature|dew point|high|low|degrees|thermostat|probe|reading|chill)\\b"_s, kOptions);
    static const QRegularExpression amount(u"\\b(price|cost|fee|fare|total|amount|balance|rent|quote|deductible|charges?|budget|salary|income|revenue|owes|estimate|guarantee|plan|payment|entry|tax|dollars)\\b"_s, kOptions);
    if (temperature.match(field).hasMatch())
        return Kind::temperature;
    if (date.match(field).hasMatch())
        return Kind::date;
    return amount.match(field).hasMatch() ? std::optional(Kind::amount) : std::nullopt;
}

Choice choose(const QString &field, const QString &text, const Findings &findings)
{
    Choice choice;
    choice.isProbablyMissing = findings.isEmpty() || saysNotYet(field, text, findings);
    if (findings.isEmpty())
        return choice;
    const QList<double> all = scores(field, text, findings);
    const auto best = std::ranges::max_element(all) - all.begin();
    choice.best = findings.at(best);
    if (findings.size() > 1)
        choice.other = findings.at(best == 0 ? 1 : 0);
    return choice;
}

} // namespace assay::provider::locale
