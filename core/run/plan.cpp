// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/plan.h"

#include "core/run/draw.h"

#include <algorithm>
#include <numeric>

namespace assay::run {

int RunPlan::cellCount() const
{
    return static_cast<int>(versions.size() * models.size() * set.items.size()) * repeats;
}

CellKey RunPlan::cellKey(int cell) const
{
    const auto items = static_cast<int>(set.items.size());
    const auto modelCount = static_cast<int>(models.size());
    return {.version = cell / (repeats * items * modelCount), .model = cell / (repeats * items) % modelCount, .item = cell / repeats % items, .repeat = cell % repeats};
}

int RunPlan::cellIndex(const CellKey &key) const
{
    const auto items = static_cast<int>(set.items.size());
    const auto modelCount = static_cast<int>(models.size());
    return ((key.version * modelCount + key.model) * items + key.item) * repeats + key.repeat;
}

QList<int> RunPlan::order() const
{
    QList<int> items(set.items.size());
    std::iota(items.begin(), items.end(), 0);
    // Fisher and Yates with our own numbers: the standard library's differ between machines.
    for (qsizetype i = items.size() - 1; i > 0; --i)
        items.swapItemsAt(i, static_cast<qsizetype>(drawBelow(seed, static_cast<quint64>(i), static_cast<quint64>(i) + 1)));
    QList<int> cells;
    cells.reserve(cellCount());
    for (const int item : items) {
        for (int repeat = 0; repeat < repeats; ++repeat) {
            for (int version = 0; version < versions.size(); ++version) {
                for (int model = 0; model < models.size(); ++model)
                    cells.append(cellIndex({.version = version, .model = model, .item = item, .repeat = repeat}));
            }
        }
    }
    return cells;
}

bool RunPlan::isSimulated() const
{
    return std::ranges::any_of(models, [](const PlannedModel &planned) { return planned.provider.isSimulated(); });
}

} // namespace assay::run
