// SPDX-License-Identifier: GPL-3.0-or-later
// Where the calls of a dialect go, below the base URL.
#pragma once

#include "core/provider/openai/options.h"
#include "core/provider/wire/api.h"

namespace assay::provider::openai {

/// A call of `path` ("/chat/completions") that asks for a model: below the model's deployment where deployments have paths of their own.
[[nodiscard]] wire::Call modelCall(const Options &options, const QString &path, const QString &model);
/// A call of what belongs to no model ("/models", "/files").
[[nodiscard]] wire::Call accountCall(const Options &options, const QByteArray &method, const QString &path);

} // namespace assay::provider::openai
