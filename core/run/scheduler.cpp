// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/scheduler.h"

#include "core/base/awaitfuture.h"
#include "core/run/cellrun.h"
#include "core/run/requestbuilder.h"

namespace assay::run {

using namespace Qt::StringLiterals;

namespace {

void skipRest(const std::shared_ptr<RunShared> &shared, Lane &lane, ErrorKind kind, const QString &reason)
{
    for (const int cell : std::exchange(lane.waiting, {}))
        shared->tasks.add(skipCell(shared, cell, kind, reason));
}

void skipAll(const std::shared_ptr<RunShared> &shared, const QString &reason)
{
    for (Lane &lane : shared->lanes)
        skipRest(shared, lane, ErrorKind::budget, reason);
}

// A template that fails for one item fails that cell alone.
QCoro::Task<void> refuseCell(std::shared_ptr<RunShared> shared, int cell, Error error)
{
    const CellEnd end{.cell = cell, .outcome = Outcome::error, .errorKind = error.kind, .reason = error.describe()};
    const auto written = co_await AwaitFuture(shared->journal.cellEnded(shared->plan.id, end));
    if (!written) {
        shared->stopEverything(written.error());
        co_return;
    }
    CellResult result = shared->live.result(cell);
    result.outcome = end.outcome;
    result.errorKind = end.errorKind;
    result.reason = end.reason;
    shared->live.done(result);
}

/// False when the lane has to wait.
bool startNext(const std::shared_ptr<RunShared> &shared, Lane &lane)
{
    const int cell = lane.waiting.front();
    const CellKey key = shared->plan.cellKey(cell);
    const prompt::Version &version = shared->plan.versions.at(key.version);
    const PlannedModel &model = shared->plan.models.at(key.model);
    auto request = buildRequest(shared->compiled.at(key.version), version, model, shared->plan.set.items.at(key.item));
    if (!request) {
        lane.waiting.pop_front();
        shared->tasks.add(refuseCell(shared, cell, request.error()));
        return true;
    }
    const Money reservation = worstCaseOf(*request, model).value_or(Money());
    if (!shared->budget.reserve(reservation)) {
        if (shared->budget.canNeverFit(reservation)) {
            shared->isCapped = true;
            skipAll(shared, u"the budget of $%1 is used up"_s.arg(shared->plan.budget.value_or(Money()).toDecimal()));
        } else {
            shared->live.setPhase(cell, Phase::waiting);
        }
        return false;
    }
    lane.waiting.pop_front();
    ++lane.active;
    shared->tasks.add(runCell(shared, cell, *std::move(request), reservation));
    return true;
}

} // namespace

void fillLanes(RunShared &shared, const std::vector<bool> &isDone)
{
    for (const int cell : shared.plan.order()) {
        if (!isDone[static_cast<std::size_t>(cell)])
            shared.lanes[static_cast<std::size_t>(shared.plan.cellKey(cell).model)].waiting.push_back(cell);
    }
}

void startCells(const std::shared_ptr<RunShared> &shared)
{
    for (bool started = true; started && shared->mayStart();) {
        started = false;
        for (Lane &lane : shared->lanes) {
            if (lane.stoppedBy)
                skipRest(shared, lane, lane.stoppedBy->kind, u"not asked: "_s + lane.stoppedBy->describe());
            if (lane.waiting.empty() || lane.active >= lane.concurrency || !shared->mayStart())
                continue;
            started = startNext(shared, lane) || started;
        }
    }
}

bool nothingWaits(const RunShared &shared)
{
    if (shared.isCancelled || shared.fatal)
        return true;
    return std::ranges::all_of(shared.lanes, [](const Lane &lane) { return lane.waiting.empty(); });
}

} // namespace assay::run
