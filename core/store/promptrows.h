// SPDX-License-Identifier: GPL-3.0-or-later
// How the repositories of prompts, labels and snippets find a prompt. Private to core/store.
#pragma once

#include "core/store/database.h"

#include <optional>

namespace assay::store {

/// Nothing when there is none of that name.
[[nodiscard]] Result<std::optional<qint64>> findPrompt(Database &database, const QString &name);
/// Errors: notFound naming the prompts that there are.
[[nodiscard]] Result<qint64> promptId(Database &database, const QString &name);
/// notFound for a label of a prompt that there is: it was removed, or what there is instead.
[[nodiscard]] std::unexpected<Error> noLabel(Database &database, const QString &promptName, const QString &label);

} // namespace assay::store
