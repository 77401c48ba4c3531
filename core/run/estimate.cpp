// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/billing.h"
#include "core/run/plan.h"
#include "core/run/requestbuilder.h"
#include "core/run/requesthash.h"

#include <cmath>

namespace assay::run {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kLikelyShareOfCap = 4;

qint64 likelyOutput(const PlannedModel &model, qint64 cap, const Experience &experience)
{
    const auto before = experience.outputTokensByModel.constFind(model.model.name);
    return before == experience.outputTokensByModel.cend() ? cap / kLikelyShareOfCap : std::min(cap, static_cast<qint64>(std::ceil(*before)));
}

void addCall(Takings &takings, const provider::ChatRequest &request, const PlannedModel &model, pricing::Billing billing, const Experience &experience, bool isCached)
{
    const qint64 input = estimatedInput(request);
    const qint64 cap = request.maxOutputTokens.value_or(model.model.maxOutputTokens);
    const qint64 output = likelyOutput(model, cap, experience);
    const Money likely = model.price ? pricing::cost({.input = input, .output = output}, *model.price, billing) : Money();
    if (isCached) {
        ++takings.cached;
        takings.saved += likely;
        return;
    }
    ++takings.calls;
    takings.inputTokens += input;
    takings.likelyOutputTokens += output;
    if (!model.price)
        return;
    takings.low += pricing::cost({.input = input}, *model.price, billing);
    takings.likely += likely;
    takings.worstCase += pricing::worstCase(input, cap, *model.price, billing);
}

/// Calls `take` for each cell by index with its request, or with nothing when it cannot be rendered and `isStrict` is false.
template<typename Take> Result<void> forEachRequest(const RunPlan &plan, bool isStrict, Take take)
{
    QList<prompt::CompiledPrompt> compiled;
    for (const prompt::Version &version : plan.versions) {
        auto made = prompt::CompiledPrompt::compile(version.content);
        if (!made)
            return std::unexpected(made.error().with(u"file"_s, version.label()));
        compiled.append(*std::move(made));
    }
    for (int cell = 0; cell < plan.cellCount(); ++cell) {
        const CellKey key = plan.cellKey(cell);
        const prompt::Version &version = plan.versions.at(key.version);
        const auto request = buildRequest(compiled.at(key.version), version, plan.models.at(key.model), plan.set.items.at(key.item), key.repeat, plan.repeats);
        if (!request && isStrict)
            return std::unexpected(request.error().with(u"file"_s, version.label()));
        take(key, request ? &*request : nullptr);
    }
    return {};
}

} // namespace

Takings &Takings::operator+=(const Takings &other)
{
    calls += other.calls;
    cached += other.cached;
    inputTokens += other.inputTokens;
    likelyOutputTokens += other.likelyOutputTokens;
    low += other.low;
    likely += other.likely;
    worstCase += other.worstCase;
    saved += other.saved;
    return *this;
}

Result<Estimate> estimate(const RunPlan &plan, const Experience &experience)
{
    Estimate estimate;
    estimate.models.resize(plan.models.size());
    for (const PlannedModel &model : plan.models)
        estimate.modelsWithoutPrice += !model.price;
    const auto taken = forEachRequest(plan, true, [&](const CellKey &key, const provider::ChatRequest *request) {
        const PlannedModel &model = plan.models.at(key.model);
        const bool isCached = !experience.cachedRequests.isEmpty() && experience.cachedRequests.contains(requestHash(*request, model, key.repeat));
        addCall(estimate.models[key.model], *request, model, billingOf(plan.mode), experience, isCached);
    });
    if (!taken)
        return std::unexpected(taken.error());
    for (const Takings &takings : std::as_const(estimate.models))
        estimate.all += takings;
    return estimate;
}

Result<QStringList> requestHashes(const RunPlan &plan)
{
    QStringList hashes;
    return forEachRequest(plan, false, [&](const CellKey &key, const provider::ChatRequest *request) {
        hashes.append(request == nullptr ? QString() : requestHash(*request, plan.models.at(key.model), key.repeat));
    }).transform([&] { return hashes; });
}

} // namespace assay::run
