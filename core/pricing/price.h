// SPDX-License-Identifier: GPL-3.0-or-later
// What tokens of one model cost, since when and by whose word; usage becomes money here and nowhere else.
#pragma once

#include "core/base/json.h"
#include "core/base/money.h"
#include "core/tokens/usage.h"

namespace assay::pricing {

/// Whole micro-dollars per million tokens, so that a token costs a whole number of pico-dollars.
struct Rates {
    qint64 inputMicroUsdPerMTok = 0;
    std::optional<qint64> cachedInputMicroUsdPerMTok; ///< absent: charged as input
    std::optional<qint64> cacheWriteMicroUsdPerMTok;  ///< absent: charged as input
    qint64 outputMicroUsdPerMTok = 0;

    bool operator==(const Rates &) const = default;
};

/// With a longer prompt than this the whole call is charged at these rates.
struct LongPromptTier {
    qint64 promptTokensAbove = 0;
    Rates rates;

    bool operator==(const LongPromptTier &) const = default;
};

struct Price {
    qint64 inputMicroUsdPerMTok = 0;
    std::optional<qint64> cachedInputMicroUsdPerMTok; ///< absent: charged as input
    std::optional<qint64> cacheWriteMicroUsdPerMTok;  ///< absent: charged as input
    qint64 outputMicroUsdPerMTok = 0;
    QString source;                             ///< where the figures are from
    QString date;                               ///< when they were read there, or since when they hold, ISO 8601
    QList<LongPromptTier> longPromptTiers = {}; ///< by rising limit
    std::optional<qint64> batchMillionths = {}; ///< of the price, for calls in a batch; absent: batches have no known price
    QString row = {};                           ///< the row of the price book it is from; empty: given by the user

    bool operator==(const Price &) const = default;
};

enum class Billing { standard, batch };

/// Exact, rounded up to a pico-dollar for batches. Reasoning is charged as output. A batch without a known price is charged in full.
[[nodiscard]] Money cost(const tokens::Usage &usage, const Price &price, Billing billing = Billing::standard);
/// The most that a call can cost: all input at its dearest rate, all of maxOutputTokens used.
[[nodiscard]] Money worstCase(qint64 inputTokens, qint64 maxOutputTokens, const Price &price, Billing billing = Billing::standard);

[[nodiscard]] Json toJson(const Price &price);
/// Errors: invalidInput naming the member.
[[nodiscard]] Result<Price> priceFromJson(const Json &json);

} // namespace assay::pricing
