// SPDX-License-Identifier: GPL-3.0-or-later
// What is asked for a cell: a version filled in for an item, in the words of a provider.
#pragma once

#include "core/prompt/rendering.h"
#include "core/provider/chatmodel.h"
#include "core/run/plan.h"

namespace assay::run {

/// Each repeat of several has a seed of its own: the version's plus the repeat, or the repeat from 1 when the version sets none.
/// Errors: render, with item, message, line and column.
[[nodiscard]] Result<provider::ChatRequest> buildRequest(
    const prompt::CompiledPrompt &compiled, const prompt::Version &version, const PlannedModel &model, const evalset::Item &item, int repeat = 0, int repeats = 1);

/// Puts in what the model is asked with whatever the version says: its options, as far as it can take them, and whether it streams.
void applyOptions(provider::ChatRequest &request, const PlannedModel &model);

/// Distinguishes every attempt of a run, for providers that draw at random: ChatRequest::drawSeed.
[[nodiscard]] qint64 attemptSeed(qint64 runSeed, int cell, int number);

/// On the high side. The schema of OutputFormat::jsonSchema counts: providers charge it as input.
[[nodiscard]] qint64 estimatedInput(const provider::ChatRequest &request);

/// The cap on output that a request carries, and a budget reserves.
[[nodiscard]] qint64 outputCap(const prompt::Version &version, const PlannedModel &model);

/// The most that one attempt can cost; nothing when the model has no price.
[[nodiscard]] std::optional<Money> worstCaseOf(const provider::ChatRequest &request, const PlannedModel &model, pricing::Billing billing = pricing::Billing::standard);

} // namespace assay::run
