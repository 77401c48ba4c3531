// SPDX-License-Identifier: GPL-3.0-or-later
// From any earlier schema to the newest, by numbered steps. Step n brings a file from user_version n-1 to n.
#pragma once

#include "core/store/database.h"

#include <QStringList>

#include <span>

namespace assay::store {

struct Migration {
    int to = 0; ///< without gaps, from 1
    QStringList statements;
    /// What statements that are known beforehand cannot say; before them, of files that are not new.
    Result<void> (*prepare)(Database &database) = nullptr;
    bool editsSchema = false; ///< the text of the tables itself, which is closed to everything else
};

[[nodiscard]] std::span<const Migration> migrations();
[[nodiscard]] int newestSchemaVersion();

/// Takes the steps that `database` still needs, each in one transaction that also records it. The first one marks the file as a workspace.
[[nodiscard]] Result<void> migrate(Database &database, std::span<const Migration> steps);
[[nodiscard]] Result<int> schemaVersion(Database &database);

} // namespace assay::store
