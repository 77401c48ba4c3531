// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/sitting.h"

#include "core/base/awaitfuture.h"
#include "core/run/grading.h"

namespace assay::run {

using namespace Qt::StringLiterals;

Result<void> compileVersions(RunShared &shared)
{
    for (const prompt::Version &version : shared.plan.versions) {
        auto compiled = prompt::CompiledPrompt::compile(version.content);
        if (!compiled)
            return std::unexpected(compiled.error().with(u"file"_s, version.label()));
        shared.compiled.append(*std::move(compiled));
    }
    return {};
}

std::vector<bool> takeProgress(const std::shared_ptr<RunShared> &shared, const QList<CellProgress> &progress)
{
    const auto cells = static_cast<std::size_t>(shared->plan.cellCount());
    shared->attemptsBefore.assign(cells, 0);
    std::vector<bool> isDone(cells, false);
    for (const CellProgress &before : progress) {
        const auto index = static_cast<std::size_t>(before.cell);
        if (before.cell < 0 || index >= cells)
            continue;
        shared->attemptsBefore[index] = before.attempts;
        if (before.outcome && *before.outcome != Outcome::skipped) {
            isDone[index] = true;
            CellResult result = shared->live.result(before.cell);
            result.outcome = before.outcome;
            result.attempts = before.attempts;
            shared->live.addDone(before.result.value_or(result));
            continue;
        }
        shared->live.addOpen(before.cell, before.attempts, before.cost);
        if (before.response) {
            isDone[index] = true;
            shared->tasks.add(gradeCell(shared, *before.response));
        }
    }
    return isDone;
}

RunEnd failedEnd(const RunShared &shared)
{
    RunEnd end{.state = RunState::failed, .reason = shared.fatal->describe(), .columns = shared.live.columns()};
    if (shared.answersLost > 0)
        end.reason += u" %1 could not be kept."_s.arg(shared.answersLost == 1 ? u"1 answer that had arrived"_s : u"%1 answers that had arrived"_s.arg(shared.answersLost));
    return end;
}

QCoro::Task<RunEnd> keepEnd(std::shared_ptr<RunShared> shared, RunEnd end)
{
    const auto kept = co_await AwaitFuture(shared->journal.runStateChanged(shared->plan.id, end.state, end.reason));
    if (!kept && !shared->fatal) {
        end.state = RunState::failed;
        end.reason = u"the end of the run could not be written: %1"_s.arg(kept.error().describe());
    }
    co_return end;
}

} // namespace assay::run
