// SPDX-License-Identifier: GPL-3.0-or-later
// Files that a verb writes.
#pragma once

#include "core/base/error.h"

namespace assay::cli {

/// Before anything is done: errors are invalidInput when what is written there would take the place of the workspace or of a file that belongs to it,
/// by whatever name or link.
[[nodiscard]] Result<void> checkOutput(const QString &path, const QString &workspace);

/// A regular file is replaced whole or not at all; a pipe or a device is written to. Errors: io with file.
[[nodiscard]] Result<void> writeFile(const QString &path, const QByteArray &bytes);

} // namespace assay::cli
