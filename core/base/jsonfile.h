// SPDX-License-Identifier: GPL-3.0-or-later
// A small JSON file that several programs of one user read and change: there is always the whole old or the whole new one, and no change is lost to
// another program's.
#pragma once

#include "core/base/json.h"

#include <functional>

namespace assay {

/// An object, empty when there is no such file. Errors: parse, with file, line and column; io.
[[nodiscard]] Result<Json> readJsonFile(const QString &path);

/// Reads the file, lets `change` work on it, and writes it when something changed, all under a lock ("PATH.lock"). Folders and the file, which its owner
/// alone may read, are made when missing. Waits for other programs. Errors: those of reading and of `change`, which leave the file as it was; io.
[[nodiscard]] Result<void> changeJsonFile(const QString &path, const std::function<Result<void>(Json &)> &change);

} // namespace assay
