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

bool speaksOfTakeover(const QString &message)
{
    static const QRegularExpression clues = cluePattern(
        u"changed my|changed the password|changed…email|has my password|bought…with my|orders i did not|purchases i|purchase i did|didn't order|did not order|i never made|hacked|taken over|takeover|locked me out of my own|still open our|still has access|still have access|can still see|downloaded|shared with two|shared with some|other customers'|another customer's|another family's|someone else's|strangers|data leak|leaked|exposed|publicly|api key|anyone can|everybody can see|was added to your|not me_|wasn't me|was not me|still logged in|unauthori|stolen|from another country|from a country"
        "|das war ich nicht|war ich nicht|geändert|fremde|bestellt…nicht ich|gehackt|übernommen|s'est connecté|a changé|je n'ai pas fait|pas moi_|piraté|ha entrado|ha comprado|no he hecho|no fui yo|han cambiado|hackead|entrou na|comprou|não fui|invadi|è entrato|ha cambiato|ha comprato|non sono stat|violat|włama|zmienił|nie ja_|nie zamawia|不正|乗っ取|身に覚え|他人"_s);
    return says(message, clues);
}

bool speaksOfBleeding(const QString &message)
{
    static const QRegularExpression clues = cluePattern(
        u"and counting|right now…charg|charg…right now|every minute|every hour|every few minutes|each hour|keeps charging|keep charging|keep being charged|charging my card again|another charge|still being charged|halt the billing|stop the charges|stop charging|every ten minutes|again and again|im minutentakt|jede minute|toutes les minutes|cada minuto|cada hora|ogni minuto|co minutę|次々"_s);
    return says(message, clues);
}

bool speaksOfStandstill(const QString &message)
{
    static const QRegularExpression clues = cluePattern(
        u"none of our|none of us|nobody can|no one can|nobody in|nobody at|whole team|entire team|whole staff|all our staff|whole office|whole bakery|whole shop|whole clinic|whole company|entire company|all of our|all our_|our whole|our entire|all 1|all 2|all 3|all 4|everyone at|everybody at|standing in the yard|stands still|standing still|cannot open the shop|can't open the shop|can't serve|cannot serve|patients|guests are waiting|customers are waiting|queue of|are waiting|production"
        "|niemand kann|keiner kann|alle mitarbeiter|unser ganzes|steht still|stehen still|plus personne|toute l'équipe|aucun de nos|nadie puede|todo el equipo|ninguno de|ninguém consegue|toda a equipe|nenhum d|nessuno riesce|tutto lo staff|nikt nie|cały zespół|全員|全店|誰も"_s);
    return says(message, clues);
}

bool speaksOfUnusable(const QString &message)
{
    static const QRegularExpression clues = cluePattern(
        u"won't open|wont open|won't start|doesn't open|does not open|not open at all|at all_|nothing loads|none of my|nothing works|can't use|cannot use|can't work|unusable|useless for|every time i open|crashes at start|crashes on start|crashes when i open it|crashes as soon|crashes immediately|closes itself|all my lists|all my data|all my recipes|everything is gone|lost everything|since friday|for days|for a week|for two weeks|cannot do anything|can't do anything|all devices|any device|both devices|on phone and|i pay for"
        "|gar nicht mehr|überhaupt nicht|nicht mehr nutzen|alles weg|alle meine|impossible d'utiliser|ne s'ouvre plus|tout a disparu|toutes mes|inutilisable|no puedo usar|no abre|todo ha desaparecido|todas mis|não consigo usar|fecha sozinh|não abre|tudo sumiu|non si apre|non riesco a us|tutto sparito|tutte le mie|nie otwiera|nie mogę korzyst|nie uruchamia|wszystko znik|開けない|開きません|起動しない|起動しません|使えない|使えません|全部消え"_s);
    return says(message, clues);
}

bool speaksOfDeadline(QString message)
{
    static const QRegularExpression past = cluePattern(u"came today | arrived today | came this morning | arrived this morning | got…today | since today | until today"_s);
    message.remove(past);
    static const QRegularExpression clues = cluePattern(
        u"today_|tonight|tomorrow|in an hour|within the hour|in two hours|in two days|within two days|within 24 hours|within 48 hours|hand out this morning|need…this morning|open this morning|open at|opens at|this afternoon|this evening|by noon|by 5|by end of day|end of day|eod|due in|the day after tomorrow|market is|fair on|wedding…on|thursday morning|friday morning|saturday morning|on saturday|leave on|leaving on|flight"
        "|heute|morgen_|morgen früh|übermorgen|bis freitag|aujourd'hui|demain|ce soir|hoy_|para mañana|es mañana|mañana es|mañana tengo|esta noche|esta tarde|hoje|amanhã|oggi|domani|stasera|dzisiaj|dziś|jutro|pojutrze|今日|明日|明後日|本日|至急"_s);
    return says(message, clues);
}

bool speaksOfNeed(const QString &message)
{
    static const QRegularExpression clues = cluePattern(
        u"rent_|afford|pension|savings|minus_|salary|wages|supplier|empty until|until friday|until the end of the month|until payday|need it for|i need it|we need it|student_|need…back now|lebensmittel|gehalt|dringend brauche|salaire|en ai besoin|nómina|lo necesito|salário|preciso d|stipendio|mi servono|pensj|potrzebuj|生活費|overdraw|overdraft|overdrawn|can't pay|cannot pay|groceries|bounced|need it back now|need that money|need the money|payday|account is empty|account is now empty|miete|überzogen|loyer|découvert|alquiler|números rojos|aluguel|aluguer|saldo negativo|affitto|conto in rosso|czynsz|家賃"_s);
    return says(message, clues);
}

bool speaksForBusiness(const QString &message)
{
    static const QRegularExpression clues = cluePattern(
        u"our team|our company|our staff|our seats|our accounts department|our branch|three branches|staff members|our office|our shop|our drivers|our bakery|our clinic|teams contract|larkspur teams|teams workspace|employees|colleagues|our practice|our agency|our school|our nurses|customers of ours|mitarbeiter|unsere firma|unser team|notre équipe|notre entreprise|nuestra empresa|nuestro equipo|nossa empresa|la nostra azienda|nasza firma|弊社|当社"_s);
    return says(message, clues);
}

bool speaksOfTrifle(const QString &message)
{
    static const QRegularExpression clues = cluePattern(
        u"no rush|no hurry|not urgent|nothing urgent|whenever you|when you have time|take your time|low priority|not a big deal|no big deal|minor_|small thing|tiny|cosmetic|misspel|typo_|can wait|only a detail|a detail_|nothing serious|nothing dramatic"
        "|keine eile|nicht dringend|eilt nicht|kleinigkeit|pas urgent|rien d'urgent|sin prisa|no es urgente|sem pressa|não é urgente|senza fretta|nessuna fretta|con calma|nie spieszy|bez pośpiechu|nic pilnego|急ぎません|急ぎでは"_s);
    return says(message, clues);
}

bool asksBeforehand(const QString &message)
{
    static const QRegularExpression clues = cluePattern(
        u"just curious|just wondering|only wondering|out of curiosity|if i cancel|if i ever|if we cancel|in case i|would i have to|if i wanted|only comparing|before i|thinking about|thinking of|do i keep|do i lose|what happens if|what happens to my|how much would|how much does|how much is|is there a discount|do you offer|do you have a discount|can i pay|can i change|will you ever|could i pay|in future|how do you protect|how do you store|how secure|is my data|are my data|where are my data|do you encrypt|is it safe"
        "|nur eine frage|falls ich|wenn ich kündige|würde gern wissen|möchte gern wissen|gibt es…rabatt|wie sicher|si je résilie|je voudrais savoir|j'aimerais savoir|y a-t-il une remise|si cancelo|quisiera saber|me gustaría saber|hay algún descuento|se eu cancelar|gostaria de saber|tem desconto|vorrei sapere|se disdico|si può pagare|c'è uno sconto|czy jest zniżka|chciałbym wiedzieć|chciałabym wiedzieć|jeśli zrezygn|解約したら|でしょうか？_"_s);
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
    pressure.isTakenOver = speaksOfTakeover(message);
    pressure.isBleeding = speaksOfBleeding(message);
    pressure.standsStill = speaksOfStandstill(message);
    pressure.isUnusable = speaksOfUnusable(message);
    pressure.hasDeadline = speaksOfDeadline(message);
    pressure.needsMoney = speaksOfNeed(message);
    pressure.isBusiness = speaksForBusiness(message);
    pressure.isTrifle = speaksOfTrifle(message);
    pressure.isInquiry = asksBeforehand(message);
    pressure.isAngry = soundsAngry(message);
    pressure.saysUrgent = saysUrgent(message);
    return pressure;
}

} // namespace assay::provider::triage
