// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/grading.h"

#include "core/base/awaitfuture.h"

namespace assay::run {

namespace {

// An assertion on cost asks what such an answer costs, not that this one came for nothing.
std::optional<Money> gradedCost(const RunShared &shared, const Response &response)
{
    const PlannedModel &model = shared.plan.models.at(shared.plan.cellKey(response.cell).model);
    const bool isPriced = response.isCached() && model.price && response.completion.usage;
    return isPriced ? std::optional(pricing::cost(*response.completion.usage, *model.price)) : response.cost;
}

} // namespace

QCoro::Task<void> gradeCell(std::shared_ptr<RunShared> shared, Response response)
{
    const evalset::Item &item = shared->plan.set.items.at(shared->plan.cellKey(response.cell).item);
    grader::GradeInput input{.output = gradedText(response.completion), .latency = response.latency, .cost = gradedCost(*shared, response)};
    shared->live.answered(response.cell, response);
    const Graded graded = co_await AwaitFuture(shared->grading.grade(item, evalset::effectiveAssertions(shared->plan.set, item), std::move(input)));
    CellEnd end{.cell = response.cell, .outcome = outcomeOf(graded.verdict.state), .score = graded.verdict.score, .reason = graded.verdict.reason, .grades = graded.grades};
    if (end.outcome == Outcome::error)
        end.errorKind = ErrorKind::invalidInput;
    co_await endCell(shared, std::move(end));
}

QCoro::Task<void> endCell(std::shared_ptr<RunShared> shared, CellEnd end)
{
    const auto written = co_await AwaitFuture(shared->journal.cellEnded(shared->plan.id, end));
    if (!written) {
        shared->stopAsking(written.error());
        co_return;
    }
    CellResult result = shared->live.result(end.cell);
    result.outcome = end.outcome;
    result.score = end.score;
    result.errorKind = end.errorKind;
    result.reason = end.reason;
    shared->live.done(result);
}

QCoro::Task<void> skipCell(std::shared_ptr<RunShared> shared, int cell, ErrorKind kind, QString reason)
{
    co_await endCell(std::move(shared), {.cell = cell, .outcome = Outcome::skipped, .errorKind = kind, .reason = std::move(reason)});
}

} // namespace assay::run
