// SPDX-License-Identifier: GPL-3.0-or-later
// The three simulated tiers: how fast, how dear, how able. Invented figures of the order that real tiers had in 2026; nothing is sold at them.
#pragma once

#include "core/base/clock.h"
#include "core/base/json.h"
#include "core/provider/modelconfig.h"

#include <optional>

namespace assay::provider {

struct Tier {
    QString name; ///< "small", "medium", "large"
    Milliseconds leastTimeToFirstToken;
    Milliseconds mostTimeToFirstToken;
    double tokensPerSecond = 100;
    double skill = 0.5; ///< share of the average difficulty that it masters, in (0, 1)
};

/// Nothing for an unknown name.
[[nodiscard]] std::optional<Tier> simulatedTier(QStringView name);

/// The provider "simulated" as a workspace stores it. `fast` leaves out all waiting; `faults` lets some requests fail so that retries are seen.
[[nodiscard]] ProviderConfig simulatedProvider(bool fast, bool faults, qint64 seed);
/// sim-small, sim-medium, sim-large with their prices; providerId is left for the caller.
[[nodiscard]] QList<ModelConfig> simulatedModels();

} // namespace assay::provider
