// SPDX-License-Identifier: GPL-3.0-or-later
// What a store would tell of the first entries of a journal: the state of things after a kill at that moment.
#pragma once

#include "tests/support/memoryjournal.h"

#include <map>

namespace assay::test {

struct JournalRecord {
    JournalRecord(const run::RunPlan &plan, const QList<JournalEntry> &entries)
    {
        for (const JournalEntry &entry : entries)
            take(plan, entry);
    }

    /// For a resume.
    [[nodiscard]] QList<run::CellProgress> progress() const
    {
        QList<run::CellProgress> all;
        for (const auto &[cell, result] : cells) {
            const bool isDone = result.outcome && result.outcome != run::Outcome::skipped;
            run::CellProgress one{.cell = cell, .attempts = result.attempts, .outcome = result.outcome, .response = {}, .cost = result.cost, .result = {}};
            if (isDone)
                one.result = result;
            else if (responses.contains(cell))
                one.response = responses.at(cell);
            all.append(one);
        }
        return all;
    }

    [[nodiscard]] QList<run::CellResult> results() const
    {
        QList<run::CellResult> all;
        for (const auto &[cell, result] : cells)
            all.append(result);
        return all;
    }

    /// Settled cost and the reservations of attempts whose end nobody saw.
    [[nodiscard]] Money spent() const
    {
        Money sum;
        for (const auto &[key, attempt] : attempts)
            sum += attempt.state == run::Attempt::State::sent ? attempt.reserved : attempt.cost.value_or(Money());
        return sum;
    }

    std::map<int, run::CellResult> cells;
    std::map<int, run::Response> responses;
    std::map<std::pair<int, int>, run::Attempt> attempts; ///< by cell and number
    int startedTwice = 0;                                 ///< attempts with a number that their cell had already

private:
    run::CellResult &cellOf(const run::RunPlan &plan, int cell)
    {
        run::CellResult &result = cells[cell];
        result.cell = cell;
        result.key = plan.cellKey(cell);
        result.itemKey = plan.set.items.at(result.key.item).key;
        return result;
    }

    void take(const run::RunPlan &plan, const JournalEntry &entry)
    {
        if (entry.attempt) {
            run::CellResult &result = cellOf(plan, entry.attempt->cell);
            const auto key = std::pair(entry.attempt->cell, entry.attempt->number);
            if (entry.attempt->state == run::Attempt::State::sent) {
                startedTwice += attempts.contains(key);
                result.attempts = entry.attempt->number;
            } else if (entry.attempt->cost) {
                result.cost = result.cost.value_or(Money()) + *entry.attempt->cost;
            }
            attempts[key] = *entry.attempt;
        }
        if (entry.response) {
            run::CellResult &result = cellOf(plan, entry.response->cell);
            result.usage = entry.response->completion.usage;
            result.latency = entry.response->latency;
            result.timeToFirstToken = entry.response->timeToFirstToken;
            result.text = entry.response->completion.text;
            responses[entry.response->cell] = *entry.response;
        }
        if (entry.end) {
            run::CellResult &result = cellOf(plan, entry.end->cell);
            result.outcome = entry.end->outcome;
            result.score = entry.end->score;
            result.errorKind = entry.end->errorKind;
            result.reason = entry.end->reason;
        }
    }
};

} // namespace assay::test
