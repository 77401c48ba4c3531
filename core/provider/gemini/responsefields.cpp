// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/gemini/responsefields.h"

#include "core/provider/gemini/failures.h"
#include "core/provider/gemini/usage.h"
#include "core/provider/wire/jsonfields.h"
#include "core/provider/wire/surrogates.h"

#include <algorithm>
#include <array>

namespace assay::provider::gemini {

using wire::member;
using wire::textOf;

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kFiltered{
    "SAFETY"_L1, "RECITATION"_L1, "BLOCKLIST"_L1, "PROHIBITED_CONTENT"_L1, "SPII"_L1, "IMAGE_SAFETY"_L1, "IMAGE_PROHIBITED_CONTENT"_L1, "IMAGE_RECITATION"_L1, "MODEL_ARMOR"_L1};

constexpr QLatin1StringView kUnspecified("BLOCK_REASON_UNSPECIFIED");

void readPart(const Json &part, ResponseFields &fields)
{
    const Json *thought = member(part, "thought");
    if (thought != nullptr && thought->is_bool() && thought->as<bool>()) {
        fields.hasThoughts = true;
        return;
    }
    fields.text += wire::withHalves(textOf(part, "text"));
    const Json *call = member(part, "functionCall");
    if (call == nullptr)
        return;
    const Json *arguments = member(*call, "args");
    fields.calls.append({.id = textOf(*call, "id"),
        .name = textOf(*call, "name"),
        .arguments = arguments == nullptr ? u"{}"_s : wire::withoutHalves(wire::withHalves(QString::fromUtf8(toJson(*arguments))))});
}

// One candidate is asked for; a missing index is 0.
const Json *firstCandidate(const Json &response)
{
    const Json *candidates = member(response, "candidates");
    if (candidates == nullptr || !candidates->is_array())
        return nullptr;
    const auto range = candidates->array_range();
    const auto found = std::ranges::find_if(range, [](const Json &candidate) {
        const Json *index = member(candidate, "index");
        return candidate.is_object() && (index == nullptr || (index->is<qint64>() && index->as<qint64>() == 0));
    });
    return found == range.end() ? nullptr : &*found;
}

void readCandidate(const Json &candidate, ResponseFields &fields)
{
    fields.hasCandidate = true;
    fields.finish = textOf(candidate, "finishReason");
    const Json *content = member(candidate, "content");
    const Json *parts = content == nullptr ? nullptr : member(*content, "parts");
    if (parts == nullptr || !parts->is_array())
        return;
    for (const Json &part : parts->array_range())
        readPart(part, fields);
}

void readUsage(const Json &response, ResponseFields &fields)
{
    const Json *usage = member(response, "usageMetadata");
    if (usage == nullptr)
        return;
    fields.usage = usageOf(*usage);
    if (fields.usage)
        fields.rawUsage = toJson(*usage);
    fields.serviceTier = textOf(*usage, "serviceTier");
}

} // namespace

ResponseFields responseFields(const Json &response)
{
    ResponseFields fields;
    if (member(response, "error") != nullptr) {
        fields.error = failureIn(response);
        return fields;
    }
    if (const Json *candidate = firstCandidate(response))
        readCandidate(*candidate, fields);
    readUsage(response, fields);
    fields.model = textOf(response, "modelVersion");
    fields.responseId = textOf(response, "responseId").left(200);
    const Json *feedback = member(response, "promptFeedback");
    const QString reason = feedback == nullptr ? QString() : textOf(*feedback, "blockReason");
    if (!fields.hasCandidate && !reason.isEmpty() && reason != kUnspecified)
        fields.error = blockedPrompt(reason);
    return fields;
}

FinishReason finishReasonOf(const QString &raw, bool hasCalls)
{
    if (raw == u"STOP")
        return hasCalls ? FinishReason::toolCall : FinishReason::completed;
    if (raw == u"MAX_TOKENS")
        return FinishReason::length;
    return std::ranges::any_of(kFiltered, [&](QLatin1StringView filtered) { return raw == filtered; }) ? FinishReason::contentFilter : FinishReason::unknown;
}

} // namespace assay::provider::gemini
