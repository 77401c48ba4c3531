// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/testcall.h"

#include "core/provider/catalog.h"
#include "core/run/requestbuilder.h"

namespace assay::run {

using namespace Qt::StringLiterals;

namespace {

// The least that the Responses API takes as a cap.
constexpr qint64 kFewTokens = 16;
constexpr qint64 kRoomToReason = 512;

} // namespace

provider::ChatRequest testRequest(const PlannedModel &model)
{
    provider::ChatRequest request;
    request.model = model.model.apiName;
    request.messages = {{tokens::Role::user, u"Reply with the word ok."_s}};
    applyOptions(request, model);
    const provider::Capabilities abilities = provider::Catalog::bundled().of(model.provider, model.model);
    const bool isReasoning = abilities.reasoning.value_or(!request.reasoningEffort.isEmpty()) && request.reasoningEffort != u"none";
    // Where thinking has a budget of its own, the cap has to be above it.
    const qint64 cap = request.thinkingBudget.value_or(0) + (isReasoning ? kRoomToReason : kFewTokens);
    request.maxOutputTokens = std::min(cap, abilities.maxOutput.value_or(cap));
    return request;
}

} // namespace assay::run
