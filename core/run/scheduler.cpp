// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/scheduler.h"

#include "core/run/cellrun.h"
#include "core/run/departure.h"
#include "core/run/grading.h"
#include "core/run/requestbuilder.h"
#include "core/run/requesthash.h"

#include <QScopeGuard>

namespace assay::run {

using namespace Qt::StringLiterals;

namespace {

enum class Start { started, laneIsFull, waitsForBudget };

void skipRest(const std::shared_ptr<RunShared> &shared, Lane &lane, ErrorKind kind, const QString &reason)
{
    lane.ready.reset();
    for (const OpenCell &open : std::exchange(lane.waiting, {}))
        shared->tasks.add(skipCell(shared, open.cell, kind, reason));
}

void skipAll(const std::shared_ptr<RunShared> &shared, const QString &reason)
{
    for (Lane &lane : shared->lanes)
        skipRest(shared, lane, ErrorKind::budget, reason);
}

Result<ReadyCell> makeReady(const RunShared &shared, const OpenCell &open)
{
    const CellKey key = shared.plan.cellKey(open.cell);
    const PlannedModel &model = shared.plan.models.at(key.model);
    return buildRequest(shared.compiled.at(key.version), shared.plan.versions.at(key.version), model, shared.plan.set.items.at(key.item), key.repeat, shared.plan.repeats)
        .transform([&](const provider::ChatRequest &request) {
            const tokens::TokenCount counted = countedInput(request);
            const tokens::TokenCount likely = shared.calibration.corrected(request.model, counted);
            // Experience may only raise what a budget reserves: another text can be another matter.
            const qint64 bound = std::max(counted.upperBound(), likely.upperBound());
            const qint64 cap = request.maxOutputTokens.value_or(model.model.maxOutputTokens);
            return ReadyCell{.request = request,
                .requestHash = open.requestHash.isEmpty() ? requestHash(request, model, key.repeat) : open.requestHash,
                .reservation = worstCaseOf(request, model, pricing::Billing::standard, bound).value_or(Money()),
                .countedInput = counted.tokens,
                .inputBound = bound,
                .need = {likely.tokens, cap}};
        });
}

// For those that leave as soon as they are on record, and for those that wait then.
bool hasRoom(const Lane &lane)
{
    const int free = lane.throttle->freePlaces(lane.onWire);
    const int ahead = lane.headStart.cells(lane.onWire);
    const int toLeave = lane.active - lane.onWire;
    // Who rests does not leave soon: the lane is filled without waiting for it.
    const bool isNext = !lane.pace.isStarting() || toLeave - lane.resting < std::min(free, 1) + ahead;
    return isNext && toLeave - lane.yielding < free + ahead;
}

Start startNext(const std::shared_ptr<RunShared> &shared, Lane &lane)
{
    if (!lane.stoppedBy)
        lane.stoppedBy = lane.throttle->deadReason();
    if (lane.stoppedBy) {
        skipRest(shared, lane, lane.stoppedBy->kind, u"not asked: "_s + lane.stoppedBy->describe());
        Departure::letGo(*shared);
    }
    if (lane.waiting.empty() || !hasRoom(lane))
        return Start::laneIsFull;
    const int cell = lane.waiting.front().cell;
    if (!lane.ready) {
        auto made = makeReady(*shared, lane.waiting.front());
        if (!made) {
            // A template that fails for one item fails that cell alone.
            lane.waiting.pop_front();
            shared->tasks.add(endCell(shared, {.cell = cell, .outcome = Outcome::error, .errorKind = made.error().kind, .reason = made.error().describe()}));
            return Start::started;
        }
        lane.ready = *std::move(made);
    }
    if (lane.throttle->canNeverFit(lane.ready->need)) {
        const QString reason = u"the call can need %1 tokens, more than the model may use in a minute"_s.arg(lane.ready->need.all);
        lane.waiting.pop_front();
        lane.ready.reset();
        shared->tasks.add(endCell(shared, {.cell = cell, .outcome = Outcome::error, .errorKind = ErrorKind::tooLarge, .reason = reason}));
        return Start::started;
    }
    const SteadyTime now = shared->clock.steadyNow();
    const auto moment = lane.throttle->earliest(lane.ready->need, now);
    if (!moment || *moment > now) {
        shared->live.setPhase(cell, Phase::waiting);
        if (moment)
            shared->wakeAt(*moment);
        return Start::laneIsFull;
    }
    if (!shared->budget.reserve(cell, lane.ready->reservation)) {
        if (!shared->budget.canNeverFit(cell, lane.ready->reservation)) {
            shared->live.setPhase(cell, Phase::waiting);
            if (const auto lookAgain = shared->budget.lookAgainAt())
                shared->wakeAt(*lookAgain);
            return Start::waitsForBudget;
        }
        shared->cappedBy = shared->budget.whyNoRoom(cell, lane.ready->reservation);
        skipAll(shared, shared->cappedBy);
        return Start::laneIsFull;
    }
    lane.ready->ticket = lane.throttle->leave(lane.ready->need, now);
    lane.throttle->countFirstTry(now);
    lane.waiting.pop_front();
    ++lane.active;
    shared->tasks.add(runCell(shared, cell, *std::exchange(lane.ready, std::nullopt)));
    return Start::started;
}

} // namespace

void fillLanes(RunShared &shared, const QList<OpenCell> &cells)
{
    for (const OpenCell &open : cells)
        shared.laneOf(open.cell).waiting.push_back(open);
}

void startCells(const std::shared_ptr<RunShared> &shared)
{
    // A cell that ends without ever being suspended gives its place back from in here: the loop sees that, recursion would eat the stack.
    if (std::exchange(shared->isStarting, true))
        return;
    const auto finally = qScopeGuard([&] { shared->isStarting = false; });
    Departure::letGo(*shared);
    const std::size_t count = shared->lanes.size();
    for (std::size_t full = 0; full < count && shared->mayStart();) {
        Lane &lane = shared->lanes[shared->turn];
        if (Departure::letGo(*shared))
            full = 0;
        switch (startNext(shared, lane)) {
        case Start::waitsForBudget:
            return;
        case Start::laneIsFull:
            ++full;
            break;
        case Start::started:
            full = 0;
            break;
        }
        shared->turn = (shared->turn + 1) % count;
    }
}

std::optional<limits::TokenNeed> needOfNext(const Lane &lane)
{
    if (!lane.departing.empty())
        return lane.departing.front()->need();
    return lane.ready.transform([](const ReadyCell &ready) { return ready.need; });
}

QList<ThrottleState> throttleStates(const RunShared &shared)
{
    const SteadyTime now = shared.clock.steadyNow();
    QList<ThrottleState> states;
    for (const PlannedModel &model : shared.plan.models) {
        const auto index = static_cast<std::size_t>(states.size());
        if (index >= shared.lanes.size()) {
            states.append({.model = model.model.name, .text = {}, .waits = {}});
            continue;
        }
        const Lane &lane = shared.lanes[index];
        states.append(lane.throttle->state(lane.onWire, needOfNext(lane), now));
    }
    return states;
}

bool nothingWaits(const RunShared &shared)
{
    return shared.isOver() || std::ranges::all_of(shared.lanes, [](const Lane &lane) { return lane.waiting.empty(); });
}

} // namespace assay::run
