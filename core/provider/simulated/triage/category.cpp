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

// What the writer says is not the matter gives no clues: "this is not a login problem", "the invoice is fine". The length stays.
QString withoutDenials(QString message)
{
    static const QRegularExpression denial(
        u"\\b(not|no|isn't|never) (a|an|any|about|the|my)? ?[\\w-]+ (problem|issue|question|matter)\\b"
        "|\\b(do not|don't|dont|did not|didn't) (want|need|ask for|wish)( to)?( a| an| any| my| the)? [\\w-]+( \\w+)?"
        "|\\bnothing (is|has|was) (wrong|broken|\\w+)\\b|\\bno (problem|issue|trouble)s? with[^.,;!?\\n]*"
        "|[^.,;!?\\n]*\\b(is|are|was|works?|working|went|signing in works) (fine|ok|okay|perfect(ly)?|great|all right|settled)\\b|[^.,;!?\\n]*\\bcan wait\\b|\\bthat is another story\\b|[^.,;!?\\n]*, but that is another story"
        "|\\bkeine? [\\w-]+problem\\b|\\b(ich will|möchte) keine? \\w+|\\b(pas|ce n'est pas) un problème d[e'] ?\\w+|\\bno quiero (un |una )?\\w+|\\bnão quero (um |uma )?\\w+|\\bnon voglio (un |una )?\\w+|\\bnie chcę \\w+"_s,
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    for (auto matches = denial.globalMatch(message); matches.hasNext();) {
        const auto match = matches.next();
        message.replace(match.capturedStart(), match.capturedLength(), QString(match.capturedLength(), u' '));
    }
    return message;
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
    const QString affirmed = withoutDenials(message);
    QList<Issue> issues;
    for (const Clues &clues : categoryClues()) {
        auto found = std::ranges::find(issues, clues.category, &Issue::category);
        if (found == issues.end()) {
            issues.append(Issue{.category = clues.category});
            found = issues.end() - 1;
        }
        addClues(*found, clues, affirmed);
    }
    issues.removeIf([](const Issue &issue) { return issue.weight == 0; });
    std::ranges::stable_sort(issues, std::ranges::greater(), &Issue::weight);
    return issues;
}

} // namespace assay::provider::triage
