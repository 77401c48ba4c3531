// SPDX-License-Identifier: GPL-3.0-or-later
// A content made whole with what its workspace has: to be saved, previewed or asked.
#pragma once

#include "core/prompt/content.h"
#include "core/store/database.h"

namespace assay::store {

/// With the snippets that it includes and with its examples drawn, from the newest revision of their set. What is pinned already stays as it is.
/// Errors: notFound for a snippet or a set; invalidInput when there are too few examples; parse with message, line and column.
[[nodiscard]] Result<prompt::Content> pinned(Database &database, const prompt::Content &content);

} // namespace assay::store
