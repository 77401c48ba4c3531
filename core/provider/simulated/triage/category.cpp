// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/simulated/triage/lexicon.h"

#include <algorithm>
#include <array>

namespace assay::provider::triage {

using namespace Qt::StringLiterals;

namespace {

constexpr double kRepetition = 0.4; // what a second clue of the same kind adds
constexpr int kMostClues = 4;

void addClues(Issue &issue, const Clues &clues, const QString &message)
{
    double share = 1;
    int counted = 0;
    for (auto matches = clues.pattern.globalMatch(message); matches.hasNext() && counted < kMostClues; ++counted) {
        const auto match = matches.next();
        issue.start = issue.weight == 0 ? match.capturedStart() : std::min(issue.start, match.capturedStart());
        issue.weight += clues.weight * share;
        share *= kRepetition;
    }
}

} // namespace

QString labelOf(Category category)
{
    static const std::array<QString, 9> labels{
        u"billing"_s, u"login"_s, u"bug"_s, u"shipping"_s, u"cancellation"_s, u"how_to"_s, u"feature_request"_s, u"security"_s, u"other"_s};
    return labels.at(static_cast<std::size_t>(category));
}

QList<Issue> findIssues(const QString &message)
{
    QList<Issue> issues;
    for (const Clues &clues : categoryClues()) {
        auto found = std::ranges::find(issues, clues.category, &Issue::category);
        if (found == issues.end()) {
            issues.append(Issue{.category = clues.category});
            found = issues.end() - 1;
        }
        addClues(*found, clues, message);
    }
    issues.removeIf([](const Issue &issue) { return issue.weight == 0; });
    std::ranges::stable_sort(issues, std::ranges::greater(), &Issue::weight);
    return issues;
}

} // namespace assay::provider::triage
