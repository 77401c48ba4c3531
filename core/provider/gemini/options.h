// SPDX-License-Identifier: GPL-3.0-or-later
// What the configuration of a provider says beyond its address and what wire/options.h reads.
//
//   thinking   "budget", "level" or "none": how a model is told how much to think, where its name does not say it (thinking.h)
//   body       an object whose members stand in every chat call, such as {"safetySettings":[…]}; the members of its "generationConfig" are added to
//              the call's own
#pragma once

#include "core/provider/wire/options.h"

namespace assay::provider::gemini {

enum class ThinkingStyle { none, budget, level };

struct Options {
    wire::ConnectionOptions connection;
    std::optional<ThinkingStyle> thinking;
    Json body = Json(jsoncons::json_object_arg);
};

/// Errors: invalidInput, naming the option and what is allowed.
[[nodiscard]] Result<Options> readOptions(const ProviderConfig &config);

/// The base URL, by default Google's own; "/v1beta" is added to one without a path, a final "/models" taken off. Errors: as net::checkEndpoint;
/// invalidInput when a key stands in it.
[[nodiscard]] Result<QUrl> apiBase(const ProviderConfig &config, const Options &options);

} // namespace assay::provider::gemini
