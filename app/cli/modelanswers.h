// SPDX-License-Identifier: GPL-3.0-or-later
// What `assay model` says of providers and models, as text or as JSON.
#pragma once

#include "app/cli/verb.h"

#include "core/run/plan.h"

namespace assay::cli {

struct AnswerForm {
    bool isJson = false;
};

void printKinds(const Context &context, AnswerForm form);
void printModels(const Context &context, AnswerForm form, const QList<run::PlannedModel> &models);
void printServers(const Context &context, AnswerForm form, const QList<provider::openai::DetectedServer> &servers);
/// `here` are the API names that the workspace has of this provider. Errors: those of the price book.
[[nodiscard]] Result<void> printRemoteModels(
    const Context &context, AnswerForm form, const provider::ProviderConfig &provider, const QList<provider::ListedModel> &models, const QStringList &here);
/// An ExitCode: not complete when there is no answer.
[[nodiscard]] int printTest(const Context &context, AnswerForm form, const run::PlannedModel &model, const provider::ChatRequest &request, const provider::Exchange &exchange);

/// "$0.15 / $0.6", or "unknown".
[[nodiscard]] QString priceText(const std::optional<pricing::Price> &price);

} // namespace assay::cli
