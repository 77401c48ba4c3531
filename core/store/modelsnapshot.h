// SPDX-License-Identifier: GPL-3.0-or-later
// A planned model as JSON: what a run was made with, whatever becomes of the configuration later. Private to core/store.
#pragma once

#include "core/run/plan.h"

namespace assay::store {

/// {"model":{…},"provider":{…},"price":{…}}; absent members are left out.
[[nodiscard]] Json snapshotOf(const run::PlannedModel &planned);
/// Errors: damaged, naming the member.
[[nodiscard]] Result<run::PlannedModel> fromSnapshot(const Json &json);

} // namespace assay::store
