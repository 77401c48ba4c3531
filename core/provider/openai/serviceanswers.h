// SPDX-License-Identifier: GPL-3.0-or-later
// The answers of the services, out of their JSON, as servers of many makes write it.
#pragma once

#include "core/provider/services.h"

namespace assay::provider::openai {

/// {"data":[…]} or the list alone, sorted by name, each name once. The context window is read from whichever member a server has for it.
/// Errors: malformed.
[[nodiscard]] Result<QList<ListedModel>> modelsOf(const Json &answer);
/// Put in order by "index". Errors: malformed, unless there is one vector of numbers for each of `count` texts.
[[nodiscard]] Result<Embeddings> embeddingsOf(const Json &answer, qsizetype count);
/// Errors: malformed, unless there is one verdict for each of `count` texts.
[[nodiscard]] Result<QList<Moderation>> moderationsOf(const Json &answer, qsizetype count);

} // namespace assay::provider::openai
