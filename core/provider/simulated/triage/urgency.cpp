// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/simulated/triage/urgency.h"

#include "core/provider/simulated/triage/lexicon.h"

#include <array>

namespace assay::provider::triage {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kShouting = 3; // words in capitals, or exclamation marks

bool says(const QString &message, const QRegularExpression &clues)
{
    return clues.match(message).hasMatch();
}

bool shouts(const QString &message)
{
    static const QRegularExpression capitals(u"\\b\\p{Lu}{4,}\\b"_s, QRegularExpression::UseUnicodePropertiesOption);
    qsizetype words = 0;
    for (auto found = capitals.globalMatch(message); found.hasNext(); found.next())
        ++words;
    return words >= kShouting || message.count(u'!') >= kShouting;
}

bool speaksOfDanger(const QString &message)
{
    static const QRegularExpression clues = cluePattern(
        u"production is down|production…down|everything is down|all our users|all of our users|all users|every user|everyone…locked|everyone is|nobody can|no one can|none of us can|whole company|entire company|whole team|entire team|all customers|all our customers|checkout…down|site is down|system is down|service…down|completely down|outage|all stores|every store|patient|hospital|safety|overheat|on fire|smoke|burn|injur|being stolen|still happening|still logged in|still inside|right now…money|money…right now|ongoing|is being used|transferring|draining|data breach|other customers'|another customer's|someone else's data|data loss|lost all|all our data|everything is gone|database…gone|ransom|publicly accessible|api key…public|unauthori|hacked"
        "|alle unsere kunden|niemand kann|alle mitarbeiter|komplett ausgefallen|steht still|gehackt|datenleck|tous nos|plus personne|tout est bloqué|panne totale|piraté|todos nuestros|nadie puede|todo está caído|hackead|todos os nossos|ninguém consegue|tudo parado|invadid|tutti i nostri|nessuno riesce|violat|wszyscy|nikt nie|włama|全員|全店|停止して|乗っ取|漏洩|不正"_s);
    return says(message, clues);
}

bool speaksOfBlock(const QString &message)
{
    static const QRegularExpression clues = cluePattern(
        u"can't work|cannot work|can't do my job|can't access|cannot access|can't get into|cannot get into|can't log in|cannot log in|can't sign in|locked out|blocked|blocking|blocker|stuck|unable to|crash|can't use|cannot use|can't send|cannot send|can't invoice|can't ship|losing customers|losing sales|losing money|lost work|stopped working|won't open|won't start|can't finish|can't submit|hours of work"
        "|nicht arbeiten|komme nicht|ausgesperrt|blockiert|stürzt|bloqué|ne peux plus|impossible de|no puedo|bloquead|não consigo|parad|non riesco|bloccat|nie mogę|zablokowan|できない|できません|困って|使えない"_s);
    return says(message, clues);
}

bool speaksOfDeadline(const QString &message)
{
    static const QRegularExpression clues = cluePattern(
        u"today|tonight|tomorrow|in an hour|within the hour|within an hour|in two hours|in 2 hours|this morning|this afternoon|by noon|by 5|by friday|by monday|by end of day|end of day|eod|deadline|due in|before the weekend|payroll|wedding|birthday|conference|presentation|demo_|audit_|exam_|medication"
        "|heute|morgen|bis freitag|frist|aujourd'hui|demain|ce soir|avant vendredi|hoy|mañana|esta noche|hoje|amanhã|oggi|domani|dzisiaj|dziś|jutro|今日|明日|本日|至急"_s);
    return says(message, clues);
}

bool speaksOfMoneyGone(const QString &message)
{
    static const QRegularExpression clues = cluePattern(
        u"charged…twice|charged twice|double charge|duplicate charge|overcharg|overdraw|overdraft|charged…instead|charged…after|charged…even though|three times|took…from my account|still charged|never refunded|no refund"
        "|doppelt abgebucht|zweimal abgebucht|trotz kündigung|prélevé deux|débité deux|cobrado dos veces|dos veces|cobrado duas|duas vezes|due volte|dwa razy|podwójnie|二重"_s);
    return says(message, clues);
}

bool isPatient(const QString &message)
{
    static const QRegularExpression clues = cluePattern(
        u"no rush|no hurry|not urgent|nothing urgent|whenever you|when you have time|when you get a chance|when you have a moment|take your time|just curious|just wondering|just a thought|low priority|not a big deal|no big deal|minor_|small thing|tiny thing|tiny typo|cosmetic|nice to have|out of curiosity|can wait|love the|love your|keep up|great product|thank you for the"
        "|keine eile|nicht dringend|eilt nicht|nur eine frage|kleinigkeit|pas urgent|rien d'urgent|quand vous aurez|sin prisa|no es urgente|cuando puedan|sem pressa|não é urgente|quando puder|senza fretta|nessuna fretta|con calma|nie spieszy|bez pośpiechu|nic pilnego|急ぎません|急ぎでは|お時間のある|ちなみに"_s);
    return says(message, clues);
}

bool soundsAngry(const QString &message)
{
    static const QRegularExpression clues = cluePattern(
        u"unacceptable|ridiculous|outrageous|furious|disgust|fed up|sick of|worst|terrible|awful|horrible|joke_|shame|lawyer|chargeback|sue_|scammers|wtf|damn|hell_|useless|incompetent|angry|absurd|third time|how many times|still no answer|nobody answers|never again"
        "|unverschämt|frechheit|inakzeptabel|skandal|anwalt|inadmissible|inacceptable|honte|scandale|inaceptable|vergüenza|indignante|inaceitável|absurdo|vergonha|inaccettabile|vergogna|scandalo|skandal|niedopuszczal|kpina|ふざけ|いい加減|最悪|怒"_s);
    return says(message, clues) || shouts(message);
}

bool saysUrgent(const QString &message)
{
    static const QRegularExpression denied = cluePattern(u"not urgent|nothing urgent|isn't urgent|not an emergency|nicht dringend|pas urgent|no es urgente|não é urgente|non è urgente|nie jest pilne"_s);
    static const QRegularExpression clues = cluePattern(
        u"urgent|asap_|emergency|immediately|right away|right now|critical|as soon as possible|dringend|sofort|schnellstmöglich|umgehend|immédiatement|au plus vite|urgence|cuanto antes|inmediatamente|imediatamente|quanto antes|subito|immediatamente|pilne|natychmiast|至急|緊急|早急"_s);
    return !says(message, denied) && says(message, clues);
}

} // namespace

QString labelOf(Urgency urgency)
{
    static const std::array<QString, 4> labels{u"low"_s, u"normal"_s, u"high"_s, u"critical"_s};
    return labels.at(static_cast<std::size_t>(urgency));
}

Pressure readPressure(const QString &message)
{
    Pressure pressure;
    pressure.isDanger = speaksOfDanger(message);
    pressure.isBlocked = speaksOfBlock(message);
    pressure.hasDeadline = speaksOfDeadline(message);
    pressure.isMoneyGone = speaksOfMoneyGone(message);
    pressure.isPatient = isPatient(message);
    pressure.isAngry = soundsAngry(message);
    pressure.saysUrgent = saysUrgent(message);
    return pressure;
}

} // namespace assay::provider::triage
