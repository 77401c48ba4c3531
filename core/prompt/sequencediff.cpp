// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/sequencediff.h"

#include <algorithm>
#include <dtl/dtl.hpp>

namespace assay::prompt {

namespace {

// dtl cuts its search into pieces past two million points; below this product of sizes it never comes to that.
constexpr std::size_t kMostPoints = 2'000'000;

struct Ends {
    std::size_t head = 0; ///< common elements at the start
    std::size_t tail = 0; ///< common elements at the end, outside the head
};

Ends commonEnds(const std::vector<int> &before, const std::vector<int> &after)
{
    Ends ends;
    const std::size_t shorter = std::min(before.size(), after.size());
    while (ends.head < shorter && before[ends.head] == after[ends.head])
        ++ends.head;
    while (ends.tail < shorter - ends.head && before[before.size() - 1 - ends.tail] == after[after.size() - 1 - ends.tail])
        ++ends.tail;
    return ends;
}

bool fits(std::size_t before, std::size_t after)
{
    return (before + 1) <= kMostPoints / (after + 1);
}

std::vector<Edit> wholeReplacement(std::size_t before, std::size_t after)
{
    std::vector<Edit> edits;
    for (std::size_t i = 0; i < before; ++i)
        edits.push_back({.kind = DiffKind::removed, .before = i});
    for (std::size_t i = 0; i < after; ++i)
        edits.push_back({.kind = DiffKind::added, .after = i});
    return edits;
}

std::vector<Edit> shortestScript(const std::vector<int> &before, const std::vector<int> &after)
{
    dtl::Diff<int, std::vector<int>> diff(before, after);
    diff.compose();
    std::vector<Edit> edits;
    for (const auto &[element, place] : diff.getSes().getSequence()) {
        const DiffKind kind = place.type == dtl::SES_ADD ? DiffKind::added : place.type == dtl::SES_DELETE ? DiffKind::removed : DiffKind::same;
        edits.push_back(
            {.kind = kind, .before = static_cast<std::size_t>(std::max(place.beforeIdx, 1LL) - 1), .after = static_cast<std::size_t>(std::max(place.afterIdx, 1LL) - 1)});
    }
    for (auto from = edits.begin(); from != edits.end();) {
        const auto isSame = [](const Edit &edit) { return edit.kind == DiffKind::same; };
        from = std::find_if_not(from, edits.end(), isSame);
        const auto to = std::find_if(from, edits.end(), isSame);
        std::stable_partition(from, to, [](const Edit &edit) { return edit.kind == DiffKind::removed; });
        from = to;
    }
    return edits;
}

} // namespace

bool isWithinLimit(const std::vector<int> &before, const std::vector<int> &after)
{
    const Ends ends = commonEnds(before, after);
    return fits(before.size() - ends.head - ends.tail, after.size() - ends.head - ends.tail);
}

std::vector<Edit> editScript(const std::vector<int> &before, const std::vector<int> &after)
{
    const Ends ends = commonEnds(before, after);
    const auto middle = [&](const std::vector<int> &whole) {
        return std::vector<int>(whole.begin() + static_cast<std::ptrdiff_t>(ends.head), whole.end() - static_cast<std::ptrdiff_t>(ends.tail));
    };
    const std::vector<int> beforeMiddle = middle(before);
    const std::vector<int> afterMiddle = middle(after);
    std::vector<Edit> edits;
    for (std::size_t i = 0; i < ends.head; ++i)
        edits.push_back({.kind = DiffKind::same, .before = i, .after = i});
    const bool isReplaced = beforeMiddle.empty() || afterMiddle.empty() || !fits(beforeMiddle.size(), afterMiddle.size());
    for (Edit edit : isReplaced ? wholeReplacement(beforeMiddle.size(), afterMiddle.size()) : shortestScript(beforeMiddle, afterMiddle)) {
        edit.before += ends.head;
        edit.after += ends.head;
        edits.push_back(edit);
    }
    for (std::size_t i = ends.tail; i > 0; --i)
        edits.push_back({.kind = DiffKind::same, .before = before.size() - i, .after = after.size() - i});
    return edits;
}

} // namespace assay::prompt
