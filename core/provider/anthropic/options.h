// SPDX-License-Identifier: GPL-3.0-or-later
// What the configuration of a provider says beyond its address and what wire/options.h reads, and what its models take of a request.
//
//   version   sent as anthropic-version; "2023-06-01" unless told
//   beta      sent as anthropic-beta: names with commas between
//   body      an object whose members stand in every chat call, such as {"service_tier":"standard_only"}
#pragma once

#include "core/provider/wire/options.h"

#include <functional>

namespace assay::provider::anthropic {

struct Options {
    wire::ConnectionOptions connection;
    QByteArray version = "2023-06-01";
    QByteArray beta;
    Json body = Json(jsoncons::json_object_arg);
};

/// Errors: invalidInput, naming the option and what is allowed.
[[nodiscard]] Result<Options> readOptions(const ProviderConfig &config);

/// The base URL, by default Anthropic's own; "/v1" is added to one without a path, a final "/messages" taken off. Errors: as net::checkEndpoint.
[[nodiscard]] Result<QUrl> apiBase(const ProviderConfig &config, const Options &options);

/// What a model takes.
struct Traits {
    bool sampling = true;          ///< temperature and top_p
    bool reasons = true;           ///< thinking and effort
    bool adaptiveThinking = false; ///< thinks as much as it finds right; a budget is refused

    bool operator==(const Traits &) const = default;
};
using TraitsOf = std::function<Traits(const QString &model)>;

/// Out of the table of models, corrected by the model's own options (catalog.h). Models that take no sampling parameters think adaptively only:
/// both came with the same generation.
[[nodiscard]] Traits traitsOf(const ProviderConfig &provider, const ModelConfig &model);

} // namespace assay::provider::anthropic
