// SPDX-License-Identifier: GPL-3.0-or-later
// Finds items that say nearly the same: they cost money and tell nothing new. The likeness of two items is the Jaccard index of the sets of three
// successive words in the texts of their variables (w-shingling, Broder 1997); case and punctuation do not matter.
#pragma once

#include "core/evalset/item.h"

namespace assay::evalset {

struct NearDuplicate {
    QString first;         ///< key of the earlier item
    QString second;        ///< key of the later one
    double similarity = 0; ///< above the threshold, to 1

    bool operator==(const NearDuplicate &) const = default;
};

/// Pairs above the threshold (0 to 1), the likest first. A text of fewer than three words counts as one shingle; an item without any word is like none.
/// Time grows with the shingles that items share, and with the square of the items only where they share many: 500 items take some 10 ms.
[[nodiscard]] QList<NearDuplicate> nearDuplicates(const QList<Item> &items, double threshold);

} // namespace assay::evalset
