// SPDX-License-Identifier: GPL-3.0-or-later
// A workspace that an older Assay made is kept beside itself before its schema changes.
#pragma once

#include "core/store/database.h"

namespace assay::store {

/// Of the file at `path`, as "a.assay.v1.backup", once for each schema; nothing for a new or an up-to-date one. It is whole and on the disk when it has that
/// name: until then it is called "….part", and what an attempt that was cut off left of that is made anew. Errors: diskFull, io and their like, with `backup`.
[[nodiscard]] Result<void> keepBackup(Database &database, const QString &path);

} // namespace assay::store
