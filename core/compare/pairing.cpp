// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compare/pairing.h"

#include <QHash>

#include <algorithm>

namespace assay::compare {

namespace {

using run::Outcome;

QHash<QString, Answers> answersByItem(const Side &side)
{
    QHash<QString, Answers> answers;
    for (const run::CellResult &cell : side.cells) {
        Answers &item = answers[cell.itemKey];
        item.cells.append(cell);
        item.graded += cell.outcome == Outcome::passed || cell.outcome == Outcome::failed ? 1 : 0;
        item.passes += cell.outcome == Outcome::passed ? 1 : 0;
    }
    for (Answers &item : answers)
        std::ranges::stable_sort(item.cells, {}, [](const run::CellResult &cell) { return cell.key.repeat; });
    return answers;
}

// An error is what the user can act on, so it outranks a cell that was never tried.
std::optional<LeftOutReason> whyUngraded(const Answers &answers)
{
    if (answers.graded > 0)
        return std::nullopt;
    const auto has = [&](Outcome outcome) { return std::ranges::contains(answers.cells, std::optional(outcome), &run::CellResult::outcome); };
    if (has(Outcome::error))
        return LeftOutReason::error;
    return has(Outcome::skipped) ? LeftOutReason::skipped : LeftOutReason::missing;
}

int ungraded(const Answers &answers)
{
    return static_cast<int>(answers.cells.size()) - answers.graded;
}

} // namespace

Pairing pairItems(const ComparisonInput &input)
{
    const QHash<QString, Answers> baseline = answersByItem(input.baseline);
    const QHash<QString, Answers> candidate = answersByItem(input.candidate);
    Pairing pairing;
    for (const ComparedItem &item : input.items) {
        const Answers a = baseline.value(item.key);
        const Answers b = candidate.value(item.key);
        if (a.graded == 0 || b.graded == 0) {
            pairing.leftOut.append({.item = item, .baseline = a, .candidate = b, .baselineReason = whyUngraded(a), .candidateReason = whyUngraded(b)});
            continue;
        }
        pairing.pairs.append({.item = item, .baseline = a, .candidate = b});
        pairing.repeats = std::max({pairing.repeats, a.graded, b.graded});
        pairing.ungradedRepeats += ungraded(a) + ungraded(b);
    }
    return pairing;
}

} // namespace assay::compare
