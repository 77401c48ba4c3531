// SPDX-License-Identifier: GPL-3.0-or-later
// What a file is, decided before anything is written to it or beside it. A workspace may come from anybody, so everything in it that
// Assay did not make (a trigger, a view, another table) is refused.
//
// A program that opens a workspace takes these steps in their order, and holds the lock from the second on.
#pragma once

#include "core/base/error.h"

namespace assay::store {

/// 1. The real path behind `path`, links resolved. Errors: notFound; notAWorkspace for folders, devices and empty files.
[[nodiscard]] Result<QString> locateWorkspace(const QString &path);

/// 2. Who it belongs to, by the first bytes of the file. Errors: notAWorkspace (not SQLite, or of another program); newerVersion with both
/// versions in the context; damaged.
[[nodiscard]] Result<void> checkHeader(const QString &path);

/// 3. Errors: readOnly, when file or folder may not be written, or were marked so.
[[nodiscard]] Result<void> checkWritable(const QString &path);

/// 4. The tables, and the pages. Errors: damaged, newerVersion.
/// Every page is looked at in files up to kFullCheckBytes; in larger ones the tables that grow with runs (cells, attempts, responses, grades) are left
/// out, because opening must not grow with them: damage there is found when they are read, as an error of kind damaged. So are values
/// that break a CHECK: SQLite does not look at those on a connection that may not write.
[[nodiscard]] Result<void> checkContents(const QString &path);
inline constexpr qint64 kFullCheckBytes = 16 * 1024 * 1024;

/// Makes an empty workspace, whole or not at all. Errors: conflict when something is at `path`; notFound for the folder; readOnly; diskFull; io.
[[nodiscard]] Result<void> createWorkspaceFile(const QString &path);

/// Removes what an attempt to open has put beside the file; what was there before stays.
class SideFiles {
public:
    explicit SideFiles(const QString &path);
    void removeNew() const;

private:
    QString m_path;
    bool m_hadLog = false;
    bool m_hadIndex = false;
};

} // namespace assay::store
