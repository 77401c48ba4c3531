// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/database.h"

#include <QStringList>

namespace assay::cli {

/// What is in a workspace, for people: prompts with their versions and labels, eval sets, models, runs.
[[nodiscard]] Result<QStringList> workspaceLines(store::Database &database);

} // namespace assay::cli
