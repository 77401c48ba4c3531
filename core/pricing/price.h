// SPDX-License-Identifier: GPL-3.0-or-later
// What tokens of one model cost, since when and by whose word; usage becomes money here and nowhere else.
#pragma once

#include "core/base/json.h"
#include "core/base/money.h"
#include "core/tokens/usage.h"

namespace assay::pricing {

/// Whole micro-dollars per million tokens, so that a token costs a whole number of pico-dollars.
struct Price {
    qint64 inputMicroUsdPerMTok = 0;
    std::optional<qint64> cachedInputMicroUsdPerMTok; ///< absent: charged as input
    std::optional<qint64> cacheWriteMicroUsdPerMTok;  ///< absent: charged as input
    qint64 outputMicroUsdPerMTok = 0;
    QString source; ///< where the figures are from
    QString date;   ///< when they were read there, ISO 8601

    bool operator==(const Price &) const = default;
};

/// Exact. Reasoning is charged as output.
[[nodiscard]] Money cost(const tokens::Usage &usage, const Price &price);
/// The most that a call can cost: all input at its dearest rate, all of maxOutputTokens used.
[[nodiscard]] Money worstCase(qint64 inputTokens, qint64 maxOutputTokens, const Price &price);

[[nodiscard]] Json toJson(const Price &price);
/// Errors: invalidInput naming the member.
[[nodiscard]] Result<Price> priceFromJson(const Json &json);

} // namespace assay::pricing
