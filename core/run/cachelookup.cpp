// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/cachelookup.h"

#include "core/base/awaitfuture.h"
#include "core/run/grading.h"
#include "core/run/requestbuilder.h"
#include "core/run/requesthash.h"

#include <QSet>

namespace assay::run {

using namespace Qt::StringLiterals;

namespace {

QCoro::Task<void> serve(std::shared_ptr<RunShared> shared, Response response)
{
    if (const auto kept = co_await AwaitFuture(shared->journal.cellCached(shared->plan.id, response)); !kept) {
        shared->stopAsking(kept.error());
        co_return;
    }
    co_await gradeCell(shared, std::move(response));
}

QList<int> openCells(const RunShared &shared, const std::vector<bool> &isDone)
{
    QList<int> cells = shared.plan.order();
    cells.removeIf([&](int cell) { return isDone[static_cast<std::size_t>(cell)]; });
    return cells;
}

// A cell that cannot be rendered has no hash: it is asked for in its turn, and fails there with its reason.
QList<OpenCell> withHashes(const RunShared &shared, const QList<int> &wanted)
{
    QList<OpenCell> cells;
    for (const int cell : wanted) {
        const CellKey key = shared.plan.cellKey(cell);
        const PlannedModel &model = shared.plan.models.at(key.model);
        const auto request
            = buildRequest(shared.compiled.at(key.version), shared.plan.versions.at(key.version), model, shared.plan.set.items.at(key.item), key.repeat, shared.plan.repeats);
        cells.append({.cell = cell, .requestHash = request ? requestHash(*request, model, key.repeat) : QString()});
    }
    return cells;
}

QList<OpenCell> unknown(const QList<int> &cells)
{
    QList<OpenCell> open;
    for (const int cell : cells)
        open.append({.cell = cell, .requestHash = {}});
    return open;
}

QStringList hashesOf(const QList<OpenCell> &cells, const QSet<QString> &missing)
{
    QSet<QString> hashes;
    for (const OpenCell &open : cells) {
        if (!open.requestHash.isEmpty() && !missing.contains(open.requestHash))
            hashes.insert(open.requestHash);
    }
    return hashes.values();
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

QCoro::Task<Result<void>> answerFromCache(std::shared_ptr<RunShared> shared, std::shared_ptr<std::vector<bool>> isDone, MissingSink ask)
{
    const QList<int> open = openCells(*shared, *isDone);
    AnswerCache *const answers = shared->answers;
    const bool isWanted = shared->plan.cache == CachePolicy::use || shared->plan.cache == CachePolicy::only;
    if (!isWanted || answers == nullptr) {
        if (ask)
            ask(unknown(open));
        co_return Result<void>();
    }
    std::optional<UtcTime> since;
    if (shared->plan.cacheLife)
        since = shared->clock.utcNow() - *shared->plan.cacheLife;
    // Asked for by now: whether their answer has come in meanwhile must not decide what happens to the same request in another cell.
    QSet<QString> missing;
    for (qsizetype next = 0; next < open.size() && !shared->isOver(); next += kCellsALook) {
        QList<OpenCell> wanted = withHashes(*shared, open.mid(next, kCellsALook));
        const auto found = co_await AwaitFuture(answers->find(hashesOf(wanted, missing), since, shared->plan.answersFrom));
        if (!found)
            co_return std::unexpected(found.error());
        for (const auto &[cell, hash] : std::as_const(wanted)) {
            const auto answer = found->constFind(hash);
            if (answer == found->cend()) {
                missing.insert(hash);
                continue;
            }
            Response response = *answer;
            response.cell = cell;
            response.attempt = 0;
            response.cost = Money();
            response.requestHash = hash;
            (*isDone)[static_cast<std::size_t>(cell)] = true;
            shared->tasks.add(serve(shared, std::move(response)));
        }
        wanted.removeIf([&](const OpenCell &looked) { return (*isDone)[static_cast<std::size_t>(looked.cell)]; });
        if (ask && shared->plan.cache == CachePolicy::use)
            ask(wanted);
    }
    if (shared->plan.cache == CachePolicy::only && !shared->isOver())
        skipRest(shared, *isDone);
    co_return Result<void>();
}

} // namespace assay::run
