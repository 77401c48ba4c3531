// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/grading.h"

#include "core/base/awaitfuture.h"

namespace assay::run {

namespace {

Outcome outcomeOf(grader::GradeState state)
{
    switch (state) {
    case grader::GradeState::passed:
        return Outcome::passed;
    case grader::GradeState::failed:
        return Outcome::failed;
    case grader::GradeState::error:
        return Outcome::error;
    }
    Q_UNREACHABLE_RETURN(Outcome::error);
}

} // namespace

QCoro::Task<void> gradeCell(std::shared_ptr<RunShared> shared, Response response)
{
    const evalset::Item &item = shared->plan.set.items.at(shared->plan.cellKey(response.cell).item);
    grader::GradeInput input{.output = response.completion.text, .latency = response.latency, .cost = response.cost};
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
