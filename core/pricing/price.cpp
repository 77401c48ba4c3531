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

constexpr std::array kMembers{"inputMicroUsdPerMTok"_L1, "cachedInputMicroUsdPerMTok"_L1, "cacheWriteMicroUsdPerMTok"_L1, "outputMicroUsdPerMTok"_L1, "source"_L1, "date"_L1};

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

Money cost(const tokens::Usage &usage, const Price &price)
{
    const Money fresh = times(usage.inputFresh(), price.inputMicroUsdPerMTok);
    const Money cached = times(usage.inputCached, price.cachedInputMicroUsdPerMTok.value_or(price.inputMicroUsdPerMTok));
    const Money written = times(usage.inputCacheWrite, price.cacheWriteMicroUsdPerMTok.value_or(price.inputMicroUsdPerMTok));
    const Money output = times(usage.output, price.outputMicroUsdPerMTok);
    return sum(sum(fresh, cached), sum(written, output));
}

Money worstCase(qint64 inputTokens, qint64 maxOutputTokens, const Price &price)
{
    const qint64 dearest = std::max({price.inputMicroUsdPerMTok, price.cachedInputMicroUsdPerMTok.value_or(0), price.cacheWriteMicroUsdPerMTok.value_or(0)});
    return sum(times(inputTokens, dearest), times(maxOutputTokens, price.outputMicroUsdPerMTok));
}

Json toJson(const Price &price)
{
    Json json(jsoncons::json_object_arg);
    json.insert_or_assign("inputMicroUsdPerMTok", price.inputMicroUsdPerMTok);
    if (price.cachedInputMicroUsdPerMTok)
        json.insert_or_assign("cachedInputMicroUsdPerMTok", *price.cachedInputMicroUsdPerMTok);
    if (price.cacheWriteMicroUsdPerMTok)
        json.insert_or_assign("cacheWriteMicroUsdPerMTok", *price.cacheWriteMicroUsdPerMTok);
    json.insert_or_assign("outputMicroUsdPerMTok", price.outputMicroUsdPerMTok);
    json.insert_or_assign("source", jsonString(price.source));
    json.insert_or_assign("date", jsonString(price.date));
    return json;
}

Result<Price> priceFromJson(const Json &json)
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
    for (const std::string_view name : {"source", "date"}) {
        if (json.contains(name) && !json.at(name).is_string())
            return fail(ErrorKind::invalidInput, u"the price's \"%1\" is not a text"_s.arg(QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()))));
    }
    const auto word = [&json](std::string_view name) { return json.contains(name) ? toQString(json.at(name)) : QString(); };
    return Price{**input, *cached, *written, **output, word("source"), word("date")};
}

} // namespace assay::pricing
