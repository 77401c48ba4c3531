// SPDX-License-Identifier: GPL-3.0-or-later
// Orders to the model inside a message that is data.
#pragma once

#include "core/provider/simulated/triage/category.h"
#include "core/provider/simulated/triage/urgency.h"

#include <optional>

namespace assay::provider::triage {

struct Injection {
    QString rest; ///< the message without the orders
    std::optional<Category> category;
    std::optional<Urgency> urgency;
    bool wantsOtherAnswer = false; ///< something else than a classification: a poem, one word
};

/// Nothing when the message gives the model no orders.
[[nodiscard]] std::optional<Injection> findInjection(const QString &message);

} // namespace assay::provider::triage
