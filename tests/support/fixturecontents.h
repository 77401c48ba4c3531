// SPDX-License-Identifier: GPL-3.0-or-later
// One of everything that a workspace can hold, as tests/data/workspace-v1.assay and its successors hold it.
#pragma once

#include "core/store/database.h"

namespace assay::test {

/// Into an empty workspace: the contents of workspacesamples.h, a second revision, moved labels, the gate of one, a snippet, a draft, a finished and a broken-off run.
[[nodiscard]] Result<void> storeFixture(store::Database &database);

} // namespace assay::test
