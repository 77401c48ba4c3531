// SPDX-License-Identifier: GPL-3.0-or-later
// What a new revision of an eval set changes: items are matched by key, their ids and their order do not matter.
#pragma once

#include "core/evalset/item.h"

namespace assay::evalset {

struct RevisionChange {
    QStringList added;   ///< keys, in the order of the later list
    QStringList changed; ///< likewise
    QStringList removed; ///< keys, in the order of the earlier list

    [[nodiscard]] bool isEmpty() const { return added.isEmpty() && changed.isEmpty() && removed.isEmpty(); }
    /// "+3 ~1 −2"
    [[nodiscard]] QString counts() const;
    bool operator==(const RevisionChange &) const = default;
};

/// Both lists are valid (see validate()). An item changed when anything of its JSON did; the order of members does not matter.
[[nodiscard]] RevisionChange changeBetween(const QList<Item> &before, const QList<Item> &after);

} // namespace assay::evalset
