// SPDX-License-Identifier: GPL-3.0-or-later
// The eval set of the sections that call a model.
#pragma once

#include "core/evalset/item.h"

namespace assay::bench {

/// Items with a message each; their answers pass that hold "ok".
inline evalset::EvalSet supportMails(int count)
{
    evalset::EvalSet set;
    set.name = QStringLiteral("bench");
    evalset::Assertion contains;
    contains.type = QStringLiteral("contains");
    contains.value = Json("ok");
    set.defaultAssertions = {contains};
    for (int i = 0; i < count; ++i) {
        evalset::Item item;
        item.key = QStringLiteral("B-%1").arg(i);
        item.variables.insert_or_assign("message", jsonString(QStringLiteral("Message number %1 of the bench, as long as a usual support message is.").arg(i)));
        set.items.append(item);
    }
    return set;
}

} // namespace assay::bench
