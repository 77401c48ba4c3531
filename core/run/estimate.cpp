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
    const tokens::TokenCount counted = countedInput(request);
    const tokens::TokenCount input = experience.calibration.corrected(request.model, counted);
    const qint64 worst = std::max(counted.upperBound(), input.upperBound());
    const qint64 low = static_cast<qint64>(std::floor(static_cast<double>(input.tokens) * (1 - input.relativeError)));
    const qint64 cap = request.maxOutputTokens.value_or(model.model.maxOutputTokens);
    const qint64 output = likelyOutput(model, cap, experience);
    const Money likely = model.price ? pricing::cost({.input = input.tokens, .output = output}, *model.price, billing) : Money();
    if (isCached) {
        ++takings.cached;
        takings.saved += likely;
        return;
    }
    Takings call;
    call.calls = 1;
    call.lowInputTokens = low;
    call.inputTokens = input.tokens;
    call.worstInputTokens = worst;
    call.inputError = input.relativeError;
    call.likelyOutputTokens = output;
    call.worstOutputTokens = cap;
    if (model.price) {
        call.low = pricing::cost({.input = low}, *model.price, billing);
        call.likely = likely;
        call.worstCase = pricing::worstCase(worst, cap, *model.price, billing);
    }
    takings += call;
}

LeastTime leastTimeOf(const Takings &takings, const PlannedModel &model)
{
    LeastTime least;
    const auto hold = [&](qint64 amount, std::optional<qint64> limit, const QString &what) {
        if (!limit || amount <= 0)
            return;
        constexpr qint64 kMinute = 60'000;
        const Milliseconds time(static_cast<qint64>(static_cast<double>(amount) / static_cast<double>(*limit) * kMinute));
        if (time > least.time)
            least = {.time = time, .limit = u"%1 %2 a minute"_s.arg(QString::number(*limit), what)};
    };
    // The first leaves at once.
    hold(takings.calls - 1, model.model.requestsPerMinute, u"requests"_s);
    hold(takings.inputTokens + takings.likelyOutputTokens, model.model.tokensPerMinute, u"tokens"_s);
    return least;
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
    const double wrong = inputError * static_cast<double>(inputTokens) + other.inputError * static_cast<double>(other.inputTokens);
    calls += other.calls;
    cached += other.cached;
    lowInputTokens += other.lowInputTokens;
    inputTokens += other.inputTokens;
    worstInputTokens += other.worstInputTokens;
    inputError = inputTokens > 0 ? wrong / static_cast<double>(inputTokens) : 0;
    likelyOutputTokens += other.likelyOutputTokens;
    worstOutputTokens += other.worstOutputTokens;
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
    for (qsizetype i = 0; i < plan.models.size(); ++i) {
        estimate.all += estimate.models.at(i);
        estimate.leastTimes.append(plan.mode == RunMode::batch ? LeastTime() : leastTimeOf(estimate.models.at(i), plan.models.at(i)));
    }
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
