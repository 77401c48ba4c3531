// SPDX-License-Identifier: GPL-3.0-or-later
// Texts of files of schema 4 and before, which were kept as they are: a U+FDD1 in them was no mark (storedtext.h).
#pragma once

#include "core/store/database.h"

namespace assay::store {

/// Writes each such U+FDD1 as storedText() does, in every text of the database. Within a transaction.
[[nodiscard]] Result<void> escapeOldTexts(Database &database);

} // namespace assay::store
