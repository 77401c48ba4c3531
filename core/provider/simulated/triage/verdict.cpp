// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/simulated/triage/verdict.h"

#include "core/provider/simulated/triage/lexicon.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace assay::provider::triage {

using namespace Qt::StringLiterals;

namespace {

// Difficulties, see Skill::gets().
constexpr double kClear = 0.2;
constexpr double kUnclear = 0.4;
constexpr double kRanking = 0.2;
constexpr double kStakes = 0.3;
constexpr double kStakesUntold = 0.9;

constexpr double kClearLead = 2;   // of the first issue's weight over the second's
constexpr double kMixesUp = 0.45;    // share of the messages with several concerns whose pressures a model mixes up when nobody says which counts
constexpr double kWorthCounting = 2.1; // from here on a sentence's issue stands on its own

// With the heaviest consequences first.
int rankOf(Category category)
{
    static const std::array<Category, 9> order{Category::security, Category::billing, Category::login, Category::shipping, Category::bug, Category::cancellation,
        Category::howTo, Category::featureRequest, Category::other};
    return static_cast<int>(std::ranges::find(order, category) - order.begin());
}

// A sentence that speaks of one thing, and how pressing that is by itself.
struct Concern {
    Issue issue;
    Urgency urgency = Urgency::normal;
};

QList<Concern> concernsIn(const QString &message)
{
    static const QRegularExpression sentence(u"[^.!?;。！？\\n]+(?:[.](?=\\d)[^.!?;。！？\\n]*)*"_s);
    static const QRegularExpression aside(u"\\s(?:and also|also|while you are at it|by the way|besides|plus|and another thing|another thing)\\b"_s, QRegularExpression::CaseInsensitiveOption);
    QList<Concern> concerns;
    for (auto matches = sentence.globalMatch(message); matches.hasNext();) {
        for (const QString &part : matches.next().captured().split(aside)) {
            const QList<Issue> issues = findIssues(part);
            if (!issues.isEmpty() && issues.first().weight >= kWorthCounting)
                concerns.append({issues.first(), urgencyByStakes(readPressure(part), issues.first().category)});
        }
    }
    return concerns;
}

bool areSeveral(const QList<Concern> &concerns)
{
    return std::ranges::any_of(concerns, [&concerns](const Concern &one) { return one.issue.category != concerns.first().issue.category; });
}

// Several concerns by the way it is written, even when they are of one kind.
bool raisesSeveral(const QString &message)
{
    static const QRegularExpression turns = cluePattern(
        u"also_|another thing|and another|two things|three things|two…questions|two…problems|second question|second thing|first…then|firstly|secondly|while you are at it|while i'm at it|while we are at it|by the way|btw|besides|p.s.|ps:|on top of|apart from that|other than that|as well_|and which|and please|fine, whatever|can wait|the other thing|if you have a second|oh and|and one more|one more thing"
        "|außerdem|nebenbei|übrigens|und noch|en plus|au fait|et aussi|de plus|además|por cierto|también|também|aliás|além disso|inoltre|a proposito|anche_|poza tym|przy okazji|również|また|ついでに|あと"_s);
    return turns.match(message).hasMatch();
}

// Two small problems sound like a larger one, and a small one beside a large one takes the edge off it.
Urgency mixedUp(Urgency urgency)
{
    switch (urgency) {
    case Urgency::low:
    case Urgency::high:
        return Urgency::normal;
    case Urgency::normal:
    case Urgency::critical:
        break;
    }
    return Urgency::high;
}

// The heaviest consequences count: the more pressing concern, then the worse kind.
Category countingIssue(const QList<Concern> &concerns, const Demand &demand, const Skill &skill)
{
    if (!demand.ranksIssues || !skill.gets(u"ranking", kRanking))
        return concerns.first().issue.category;
    const auto weight = [](const Concern &concern) { return static_cast<int>(concern.urgency) * 100 - rankOf(concern.issue.category); };
    return std::ranges::max_element(concerns, {}, weight)->issue.category;
}

Category categoryOf(const QString &message, const Demand &demand, const Skill &skill)
{
    const QList<Issue> issues = findIssues(message);
    if (issues.isEmpty())
        return message.contains(u'?') ? Category::howTo : Category::other;
    const QList<Concern> concerns = concernsIn(message);
    if (areSeveral(concerns))
        return countingIssue(concerns, demand, skill);
    const bool isClear = issues.size() == 1 || issues.first().weight >= issues.at(1).weight * kClearLead;
    if (skill.gets(u"category", isClear ? kClear : kUnclear))
        return issues.first().category;
    return issues.size() > 1 ? issues.at(1).category : Category::other;
}

Urgency urgencyOf(const Pressure &pressure, Category category, const Demand &demand, const Skill &skill)
{
    return skill.gets(u"stakes", demand.definesUrgency ? kStakes : kStakesUntold) ? urgencyByStakes(pressure, category) : urgencyByTone(pressure, category);
}

} // namespace

Verdict judge(const QString &message, const Demand &demand, const Skill &skill)
{
    Verdict verdict;
    verdict.category = categoryOf(message, demand, skill);
    verdict.urgency = urgencyOf(readPressure(message), verdict.category, demand, skill);
    if (!demand.ranksIssues && raisesSeveral(message) && skill.prefers(u"several", kMixesUp))
        verdict.urgency = mixedUp(verdict.urgency);
    return verdict;
}

} // namespace assay::provider::triage
