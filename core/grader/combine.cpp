// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/grader/combine.h"

#include <algorithm>

namespace assay::grader {

using namespace Qt::StringLiterals;

namespace {

QString reasonOf(const Grade &grade)
{
    return (grade.metric.isEmpty() ? grade.name : grade.metric) + u": "_s + grade.reason;
}

} // namespace

CellVerdict combine(const QList<Grade> &grades, std::optional<double> threshold)
{
    if (grades.isEmpty())
        return {GradeState::error, 0, u"no assertions"_s};
    double weights = 0;
    double scores = 0;
    for (const Grade &grade : grades) {
        weights += grade.weight;
        scores += grade.weight * grade.score;
    }
    if (!(weights > 0))
        return {GradeState::error, 0, u"the assertions have no weight"_s};
    CellVerdict verdict{.state = GradeState::passed, .score = scores / weights, .reason = {}};
    const auto first = [&grades](GradeState state) { return std::ranges::find(grades, state, &Grade::state); };
    if (const auto undecided = first(GradeState::error); undecided != grades.end()) {
        verdict.state = GradeState::error;
        verdict.reason = reasonOf(*undecided);
        return verdict;
    }
    const auto failed = first(GradeState::failed);
    // Sums of weights such as 0.1 + 0.2 must reach the 0.3 that their author means.
    const bool passed = threshold ? verdict.score >= *threshold - 1e-9 : failed == grades.end();
    if (passed)
        return verdict;
    verdict.state = GradeState::failed;
    verdict.reason = failed == grades.end() ? u"score %1 is below the threshold %2"_s.arg(verdict.score).arg(*threshold) : reasonOf(*failed);
    return verdict;
}

} // namespace assay::grader
