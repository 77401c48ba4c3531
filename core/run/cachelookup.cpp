// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/cachelookup.h"

#include "core/base/awaitfuture.h"
#include "core/run/grading.h"
#include "core/run/requestbuilder.h"
#include "core/run/requesthash.h"

namespace assay::run {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kAtOnce = 256;

using CellsByHash = QMultiHash<QString, int>;

QCoro::Task<void> serve(std::shared_ptr<RunShared> shared, Response response)
{
    if (const auto kept = co_await AwaitFuture(shared->journal.cellCached(shared->plan.id, response)); !kept) {
        shared->stopAsking(kept.error());
        co_return;
    }
    co_await gradeCell(shared, std::move(response));
}

// A cell that cannot be rendered has no hash: it is asked for in its turn, and fails there with its reason.
CellsByHash hashesOf(RunShared &shared, const std::vector<bool> &isDone, int &next)
{
    CellsByHash cells;
    for (; next < shared.plan.cellCount() && cells.size() < kAtOnce; ++next) {
        if (isDone[static_cast<std::size_t>(next)])
            continue;
        const CellKey key = shared.plan.cellKey(next);
        const PlannedModel &model = shared.plan.models.at(key.model);
        const auto request
            = buildRequest(shared.compiled.at(key.version), shared.plan.versions.at(key.version), model, shared.plan.set.items.at(key.item), key.repeat, shared.plan.repeats);
        if (request)
            cells.insert(requestHash(*request, model, key.repeat), next);
    }
    return cells;
}

void skipRest(const std::shared_ptr<RunShared> &shared, std::vector<bool> &isDone)
{
    for (int cell = 0; cell < shared->plan.cellCount(); ++cell) {
        const auto index = static_cast<std::size_t>(cell);
        if (isDone[index])
            continue;
        isDone[index] = true;
        shared->tasks.add(skipCell(shared, cell, ErrorKind::notFound, u"the workspace holds no answer to this request, and this run asks for none"_s));
    }
}

} // namespace

QCoro::Task<Result<void>> answerFromCache(std::shared_ptr<RunShared> shared, std::shared_ptr<std::vector<bool>> isDone)
{
    AnswerCache *const answers = shared->answers;
    const bool isWanted = shared->plan.cache == CachePolicy::use || shared->plan.cache == CachePolicy::only;
    if (!isWanted || answers == nullptr)
        co_return Result<void>();
    std::optional<UtcTime> since;
    if (shared->plan.cacheLife)
        since = shared->clock.utcNow() - *shared->plan.cacheLife;
    for (int next = 0; next < shared->plan.cellCount() && !shared->isOver();) {
        const CellsByHash cells = hashesOf(*shared, *isDone, next);
        const auto found = co_await AwaitFuture(answers->find(cells.uniqueKeys(), since, shared->plan.answersFrom));
        if (!found)
            co_return std::unexpected(found.error());
        for (const auto &[hash, cell] : cells.asKeyValueRange()) {
            const auto answer = found->constFind(hash);
            if (answer == found->cend())
                continue;
            Response response = *answer;
            response.cell = cell;
            response.attempt = 0;
            response.cost = Money();
            response.requestHash = hash;
            (*isDone)[static_cast<std::size_t>(cell)] = true;
            shared->tasks.add(serve(shared, std::move(response)));
        }
    }
    if (shared->plan.cache == CachePolicy::only && !shared->isOver())
        skipRest(shared, *isDone);
    co_return Result<void>();
}

} // namespace assay::run
