// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/simulated/tier.h"

#include <algorithm>
#include <array>

namespace assay::provider {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct PricedTier {
    Tier tier;
    qint64 inputMicroUsdPerMTok;
    qint64 cachedMicroUsdPerMTok;
    qint64 outputMicroUsdPerMTok;
    int concurrency;
};

const std::array<PricedTier, 3> &tiers()
{
    static const std::array<PricedTier, 3> all{{
        {{u"small"_s, 100ms, 220ms, 200, 0.55}, 100'000, 25'000, 400'000, 12},
        {{u"medium"_s, 180ms, 380ms, 120, 0.75}, 800'000, 200'000, 3'200'000, 12},
        {{u"large"_s, 300ms, 600ms, 60, 0.90}, 3'000'000, 750'000, 12'000'000, 12},
    }};
    return all;
}

Json priceJson(const PricedTier &priced)
{
    Json price(jsoncons::json_object_arg);
    price.insert_or_assign("inputMicroUsdPerMTok", priced.inputMicroUsdPerMTok);
    price.insert_or_assign("cachedInputMicroUsdPerMTok", priced.cachedMicroUsdPerMTok);
    price.insert_or_assign("outputMicroUsdPerMTok", priced.outputMicroUsdPerMTok);
    price.insert_or_assign("source", "simulated: invented figures");
    price.insert_or_assign("date", "2026-11-01");
    return price;
}

} // namespace

std::optional<Tier> simulatedTier(QStringView name)
{
    const auto *found = std::ranges::find_if(tiers(), [name](const PricedTier &priced) { return priced.tier.name == name; });
    if (found == tiers().end())
        return std::nullopt;
    return found->tier;
}

ProviderConfig simulatedProvider(bool fast, bool faults, qint64 seed)
{
    ProviderConfig config;
    config.name = u"simulated"_s;
    config.kind = u"simulated"_s;
    config.options.insert_or_assign("fast", fast);
    config.options.insert_or_assign("faults", faults);
    config.options.insert_or_assign("seed", seed);
    return config;
}

QList<ModelConfig> simulatedModels()
{
    QList<ModelConfig> models;
    for (const PricedTier &priced : tiers()) {
        ModelConfig model;
        model.name = u"sim-"_s + priced.tier.name;
        model.apiName = model.name;
        model.tier = priced.tier.name;
        model.concurrency = priced.concurrency;
        model.maxOutputTokens = 256;
        model.price = priceJson(priced);
        models.append(model);
    }
    return models;
}

} // namespace assay::provider
