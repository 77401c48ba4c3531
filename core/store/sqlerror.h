// SPDX-License-Identifier: GPL-3.0-or-later
// What SQLite's result codes mean to a person with a workspace.
#pragma once

#include "core/base/error.h"

namespace assay::store {

/// `code` is SQLite's (extended) result code, `systemError` the errno behind it. A full disk can show as "disk I/O error" or "cannot open":
/// those become diskFull when the errno or the free space says so. `doing` completes "The workspace could not …".
[[nodiscard]] Error sqlError(int code, int systemError, const QString &text, const QString &path, const QString &doing);

/// The same for a failed system call on `path`.
[[nodiscard]] Error fileError(int systemError, const QString &path, const QString &doing);

} // namespace assay::store
