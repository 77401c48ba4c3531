// SPDX-License-Identifier: GPL-3.0-or-later
// The model that needs no key and no network. It streams at the pace of its tier, reports usage, and fails now and then when faults are on, so that
// everything around it is exercised as by a real API. The same seed gives the same answers, pace and faults.
#pragma once

#include "core/provider/chatmodel.h"
#include "core/provider/modelconfig.h"

namespace assay::provider {

/// Errors: invalidInput for a tier that there is not.
[[nodiscard]] Result<std::unique_ptr<ChatModel>> makeSimulatedModel(const ProviderConfig &provider, const ModelConfig &model, const Clock &clock);

} // namespace assay::provider
