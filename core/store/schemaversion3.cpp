// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/schema.h"

namespace assay::store {

using namespace Qt::StringLiterals;

QStringList schemaVersion3()
{
    return {
        // What the tokens of the request were counted as before it was sent. With what the provider told (cells.input_tokens) it shows how far off counts
        // of that model are. Absent where nothing was counted.
        u"ALTER TABLE responses ADD COLUMN counted_input INTEGER CHECK (counted_input >= 0)"_s,
    };
}

} // namespace assay::store
