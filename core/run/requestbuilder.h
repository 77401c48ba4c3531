// SPDX-License-Identifier: GPL-3.0-or-later
// What is asked for a cell: a version filled in for an item, in the words of a provider.
#pragma once

#include "core/prompt/rendering.h"
#include "core/provider/chatmodel.h"
#include "core/run/plan.h"
#include "core/tokens/counter.h"

namespace assay::run {

/// Each repeat of several has a seed of its own: the version's plus the repeat, or the repeat from 1 when the version sets none.
/// Errors: render, with item, message, line and column.
[[nodiscard]] Result<provider::ChatRequest> buildRequest(
    const prompt::CompiledPrompt &compiled, const prompt::Version &version, const PlannedModel &model, const evalset::Item &item, int repeat = 0, int repeats = 1);

/// Puts in what the model is asked with whatever the version says: its options, as far as it can take them, and whether it streams. A reasoning effort
/// that the request has already goes before the model's own, and before its thinking budget.
void applyOptions(provider::ChatRequest &request, const PlannedModel &model);

/// Distinguishes every attempt of a run, for providers that draw at random: ChatRequest::drawSeed.
[[nodiscard]] qint64 attemptSeed(qint64 runSeed, int cell, int number);

/// What its input is counted as by the encoding of the model that is asked, before any correction by experience (tokens::Calibration). The schema of
/// OutputFormat::jsonSchema and tools count: providers charge them as input, in a form that they do not tell, so that with them no count is exact.
[[nodiscard]] tokens::TokenCount countedInput(const provider::ChatRequest &request);
/// The upper bound of that.
[[nodiscard]] qint64 estimatedInput(const provider::ChatRequest &request);

/// The cap on output that a request carries, and a budget reserves.
[[nodiscard]] qint64 outputCap(const prompt::Version &version, const PlannedModel &model);

/// The most that one attempt can cost; nothing when the model has no price. `inputBound`: the most that its input can be, when that is known already.
[[nodiscard]] std::optional<Money> worstCaseOf(const provider::ChatRequest &request, const PlannedModel &model, pricing::Billing billing = pricing::Billing::standard,
    std::optional<qint64> inputBound = {});

} // namespace assay::run
