// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pricing/price.h"

#include <QStringList>

#include <algorithm>
#include <array>
#include <limits>

namespace assay::pricing {

using namespace Qt::StringLiterals;

namespace {

// One micro-dollar per million tokens is one pico-dollar a token. Beyond nine million dollars the amount stays at the end of the scale.
Money times(qint64 tokens, qint64 microUsdPerMTok)
{
    qint64 pico = 0;
    if (__builtin_mul_overflow(std::max<qint64>(0, tokens), microUsdPerMTok, &pico))
        pico = std::numeric_limits<qint64>::max();
    return Money::fromPicoUsd(pico);
}

Money sum(Money a, Money b)
{
    qint64 pico = 0;
    if (__builtin_add_overflow(a.picoUsd(), b.picoUsd(), &pico))
        pico = std::numeric_limits<qint64>::max();
    return Money::fromPicoUsd(pico);
}

constexpr std::array kMembers{"inputMicroUsdPerMTok"_L1, "cachedInputMicroUsdPerMTok"_L1, "cacheWriteMicroUsdPerMTok"_L1, "outputMicroUsdPerMTok"_L1, "source"_L1, "date"_L1,
    "longPromptTiers"_L1, "batchMillionths"_L1, "row"_L1, "promptTokensAbove"_L1};
constexpr qint64 kMillion = 1'000'000;

// What a prompt of this length is charged.
Rates ratesFor(qint64 inputTokens, const Price &price)
{
    Rates rates{price.inputMicroUsdPerMTok, price.cachedInputMicroUsdPerMTok, price.cacheWriteMicroUsdPerMTok, price.outputMicroUsdPerMTok};
    for (const LongPromptTier &tier : price.longPromptTiers) {
        if (inputTokens > tier.promptTokensAbove)
            rates = tier.rates;
    }
    return rates;
}

Money billed(Money amount, const Price &price, Billing billing)
{
    if (billing == Billing::standard || !price.batchMillionths)
        return amount;
    // In two parts, since the product of both would not fit.
    const qint64 share = std::min(*price.batchMillionths, kMillion);
    return Money::fromPicoUsd(amount.picoUsd() / kMillion * share + (amount.picoUsd() % kMillion * share + kMillion - 1) / kMillion);
}

// A misspelt rate would be charged as another one without a word.
QString unknownMember(const Json &json)
{
    for (const auto &member : json.object_range()) {
        const QString name = QString::fromStdString(std::string(member.key()));
        if (std::ranges::find(kMembers, name) == kMembers.end())
            return name;
    }
    return {};
}

Result<std::optional<qint64>> rate(const Json &json, std::string_view name)
{
    if (!json.contains(name) || json.at(name).is_null())
        return std::nullopt;
    const Json &value = json.at(name);
    if (!value.is<qint64>() || value.is_string() || value.as<qint64>() < 0)
        return fail(ErrorKind::invalidInput,
            u"the price's \"%1\" is no whole number of micro-dollars, 0 or more"_s.arg(QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()))),
            u"Write micro-dollars per million tokens: $0.15 is 150000."_s);
    return value.as<qint64>();
}

} // namespace

Money cost(const tokens::Usage &usage, const Price &price, Billing billing)
{
    const Rates rates = ratesFor(usage.input, price);
    const Money fresh = times(usage.inputFresh(), rates.inputMicroUsdPerMTok);
    const Money cached = times(usage.inputCached, rates.cachedInputMicroUsdPerMTok.value_or(rates.inputMicroUsdPerMTok));
    const Money written = times(usage.inputCacheWrite, rates.cacheWriteMicroUsdPerMTok.value_or(rates.inputMicroUsdPerMTok));
    const Money output = times(usage.output, rates.outputMicroUsdPerMTok);
    return billed(sum(sum(fresh, cached), sum(written, output)), price, billing);
}

Money worstCase(qint64 inputTokens, qint64 maxOutputTokens, const Price &price, Billing billing)
{
    const Rates rates = ratesFor(inputTokens, price);
    const qint64 dearest = std::max({rates.inputMicroUsdPerMTok, rates.cachedInputMicroUsdPerMTok.value_or(0), rates.cacheWriteMicroUsdPerMTok.value_or(0)});
    return billed(sum(times(inputTokens, dearest), times(maxOutputTokens, rates.outputMicroUsdPerMTok)), price, billing);
}

namespace {

Json ratesToJson(const Rates &rates)
{
    Json json(jsoncons::json_object_arg);
    json.insert_or_assign("inputMicroUsdPerMTok", rates.inputMicroUsdPerMTok);
    if (rates.cachedInputMicroUsdPerMTok)
        json.insert_or_assign("cachedInputMicroUsdPerMTok", *rates.cachedInputMicroUsdPerMTok);
    if (rates.cacheWriteMicroUsdPerMTok)
        json.insert_or_assign("cacheWriteMicroUsdPerMTok", *rates.cacheWriteMicroUsdPerMTok);
    json.insert_or_assign("outputMicroUsdPerMTok", rates.outputMicroUsdPerMTok);
    return json;
}

Result<Rates> ratesFromJson(const Json &json)
{
    if (!json.is_object())
        return fail(ErrorKind::invalidInput, u"a price is no JSON object"_s);
    if (const auto unknown = unknownMember(json); !unknown.isEmpty())
        return fail(ErrorKind::invalidInput, u"a price has the unknown member \"%1\""_s.arg(unknown),
            u"Known are: %1."_s.arg(QStringList(std::begin(kMembers), std::end(kMembers)).join(u", "_s)));
    const auto input = rate(json, "inputMicroUsdPerMTok");
    const auto cached = rate(json, "cachedInputMicroUsdPerMTok");
    const auto written = rate(json, "cacheWriteMicroUsdPerMTok");
    const auto output = rate(json, "outputMicroUsdPerMTok");
    for (const auto *each : {&input, &cached, &written, &output}) {
        if (!*each)
            return std::unexpected(each->error());
    }
    if (!*input || !*output)
        return fail(ErrorKind::invalidInput, u"a price needs \"inputMicroUsdPerMTok\" and \"outputMicroUsdPerMTok\""_s);
    return Rates{**input, *cached, *written, **output};
}

Result<QList<LongPromptTier>> tiersFromJson(const Json &json)
{
    QList<LongPromptTier> tiers;
    if (!json.contains("longPromptTiers"))
        return tiers;
    const Json &list = json.at("longPromptTiers");
    if (!list.is_array())
        return fail(ErrorKind::invalidInput, u"the price's \"longPromptTiers\" is not a list"_s);
    for (const Json &each : list.array_range()) {
        const auto rates = ratesFromJson(each);
        if (!rates)
            return std::unexpected(rates.error());
        const auto above = rate(each, "promptTokensAbove");
        if (!above)
            return std::unexpected(above.error());
        if (!*above || (!tiers.isEmpty() && **above <= tiers.last().promptTokensAbove))
            return fail(ErrorKind::invalidInput, u"the tiers of a price need \"promptTokensAbove\", rising"_s);
        tiers.append({.promptTokensAbove = **above, .rates = *rates});
    }
    return tiers;
}

} // namespace

Json toJson(const Price &price)
{
    Json json = ratesToJson({price.inputMicroUsdPerMTok, price.cachedInputMicroUsdPerMTok, price.cacheWriteMicroUsdPerMTok, price.outputMicroUsdPerMTok});
    json.insert_or_assign("source", jsonString(price.source));
    json.insert_or_assign("date", jsonString(price.date));
    if (!price.longPromptTiers.isEmpty()) {
        Json tiers(jsoncons::json_array_arg);
        for (const LongPromptTier &tier : price.longPromptTiers) {
            Json entry = ratesToJson(tier.rates);
            entry.insert_or_assign("promptTokensAbove", tier.promptTokensAbove);
            tiers.push_back(std::move(entry));
        }
        json.insert_or_assign("longPromptTiers", std::move(tiers));
    }
    if (price.batchMillionths)
        json.insert_or_assign("batchMillionths", *price.batchMillionths);
    if (!price.row.isEmpty())
        json.insert_or_assign("row", jsonString(price.row));
    return json;
}

Result<Price> priceFromJson(const Json &json)
{
    const auto rates = ratesFromJson(json);
    if (!rates)
        return std::unexpected(rates.error());
    for (const std::string_view name : {"source", "date", "row"}) {
        if (json.contains(name) && !json.at(name).is_string())
            return fail(ErrorKind::invalidInput, u"the price's \"%1\" is not a text"_s.arg(QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()))));
    }
    auto tiers = tiersFromJson(json);
    if (!tiers)
        return std::unexpected(tiers.error());
    const auto batch = rate(json, "batchMillionths");
    if (!batch)
        return std::unexpected(batch.error());
    const auto word = [&json](std::string_view name) { return json.contains(name) ? toQString(json.at(name)) : QString(); };
    return Price{.inputMicroUsdPerMTok = rates->inputMicroUsdPerMTok,
        .cachedInputMicroUsdPerMTok = rates->cachedInputMicroUsdPerMTok,
        .cacheWriteMicroUsdPerMTok = rates->cacheWriteMicroUsdPerMTok,
        .outputMicroUsdPerMTok = rates->outputMicroUsdPerMTok,
        .source = word("source"),
        .date = word("date"),
        .longPromptTiers = *std::move(tiers),
        .batchMillionths = *batch,
        .row = word("row")};
}

} // namespace assay::pricing
