// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/simulated/triage/verdict.h"

#include <algorithm>
#include <array>

namespace assay::provider::triage {

using namespace Qt::StringLiterals;

namespace {

// Difficulties, see Skill::gets().
constexpr double kClear = 0.1;
constexpr double kUnclear = 0.4;
constexpr double kForeign = 0.08;
constexpr double kRanking = 0.25;
constexpr double kStakes = 0.2;

constexpr double kClearLead = 2;   // of the first issue's weight over the second's
constexpr double kPlainSpeech = 2.9; // from here on an issue stands on its own

// With the heaviest consequences first.
int rankOf(Category category)
{
    static const std::array<Category, 9> order{Category::security, Category::billing, Category::login, Category::bug, Category::shipping, Category::cancellation,
        Category::howTo, Category::featureRequest, Category::other};
    return static_cast<int>(std::ranges::find(order, category) - order.begin());
}

QList<Issue> plainIssues(const QList<Issue> &issues)
{
    QList<Issue> plain = issues;
    plain.removeIf([](const Issue &issue) { return issue.weight < kPlainSpeech; });
    return plain;
}

Category countingIssue(const QList<Issue> &plain, const Demand &demand, const Skill &skill)
{
    if (demand.ranksIssues && skill.gets(u"ranking", kRanking))
        return std::ranges::min_element(plain, {}, [](const Issue &issue) { return rankOf(issue.category); })->category;
    return std::ranges::min_element(plain, {}, &Issue::start)->category;
}

Category categoryOf(const QString &message, const QList<Issue> &issues, const Demand &demand, const Skill &skill)
{
    if (issues.isEmpty())
        return Category::other;
    const QList<Issue> plain = plainIssues(issues);
    if (plain.size() > 1)
        return countingIssue(plain, demand, skill);
    const bool isClear = issues.size() == 1 || issues.first().weight >= issues.at(1).weight * kClearLead;
    const bool isRight = skill.gets(u"category", isClear ? kClear : kUnclear) && (!message.isEmpty() && skill.gets(u"other language", kForeign));
    if (isRight)
        return issues.first().category;
    return issues.size() > 1 ? issues.at(1).category : Category::other;
}

Urgency urgencyOf(const Pressure &pressure, Category category, const Demand &demand, const Skill &skill)
{
    if (demand.definesUrgency && skill.gets(u"stakes", kStakes))
        return urgencyByStakes(pressure, category);
    return urgencyByTone(pressure, category);
}

} // namespace

Verdict judge(const QString &message, const Demand &demand, const Skill &skill)
{
    const QList<Issue> issues = findIssues(message);
    Verdict verdict;
    verdict.category = categoryOf(message, issues, demand, skill);
    verdict.urgency = urgencyOf(readPressure(message), verdict.category, demand, skill);
    return verdict;
}

} // namespace assay::provider::triage
