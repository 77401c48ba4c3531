// SPDX-License-Identifier: GPL-3.0-or-later
// Several files of one folder changed or removed together: written and synced beside, in a hidden folder of their own, before the first takes its place.
//
// - A fault on the way, such as a full disk, leaves the folder as it was.
// - A program that is killed leaves every file whole, the old one or the new one, and those that came in the order given; what it had beside is cleared away
//   by the next that writes here.
// - Files that are not named are not touched. Two programs do not write into one folder at once.
#pragma once

#include "core/base/error.h"

#include <QList>

namespace assay::importexport {

struct NewFile {
    QString path; ///< below the folder, with "/" between
    QByteArray bytes = {};
    bool isRemoved = false; ///< it is taken away instead
};

/// Folders are made when missing. Errors: diskFull, io or readOnly, with file; inUse; invalidInput where a symbolic link leads out of the
/// folder, and where a file stands in the place of a folder.
[[nodiscard]] Result<void> replaceFiles(const QString &folder, const QList<NewFile> &files);

/// What a folder is called in which files wait that a killed program wrote.
inline constexpr QLatin1StringView kBesideFolder(".assay-export-");

} // namespace assay::importexport
