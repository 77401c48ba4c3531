// SPDX-License-Identifier: GPL-3.0-or-later
// A provider and its models as the user configured them: what is stored in the workspace. Never a key, only where one comes from.
#pragma once

#include "core/base/id.h"
#include "core/base/json.h"
#include "core/base/money.h"

namespace assay::provider {

using ProviderId = Id<struct ProviderTag>;
using ModelId = Id<struct ModelTag>;

struct ProviderConfig {
    ProviderId id;
    QString name;                                   ///< unique in the workspace
    QString kind;                                   ///< a registered kind: "openai", "anthropic", "openai-compatible", "simulated"
    QString baseUrl;                                ///< such as "http://localhost:11434/v1"; empty: the kind's own
    QString keySource;                              ///< "env:OPENAI_API_KEY", or empty when no key is needed
    Json options = Json(jsoncons::json_object_arg); ///< of the kind: for simulated {"fast":true,"seed":7,"faults":true}

    [[nodiscard]] bool isSimulated() const { return kind == QLatin1StringView("simulated"); }
    bool operator==(const ProviderConfig &) const = default;
};

struct ModelConfig {
    ModelId id;
    ProviderId providerId;
    QString name;                  ///< unique in the workspace, what the user says: "sim-medium"
    QString apiName;               ///< what the API is asked for
    QString tier;                  ///< "small", "medium", "large" or empty
    int concurrency = 8;           ///< requests at once, at least 1
    qint64 maxOutputTokens = 1024; ///< when the prompt version sets none: also what a budget reserves
    std::optional<Json> price;     ///< as pricing::toJson writes it; absent: unknown, and no budget can hold
    bool stream = true;
    std::optional<qint64> requestsPerMinute; ///< absent: not limited here
    std::optional<qint64> tokensPerMinute;   ///< input and output together
    /// What this model is asked with and can do beyond the prompt version's say: modeloptions.h.
    Json options = Json(jsoncons::json_object_arg);

    bool operator==(const ModelConfig &) const = default;
};

} // namespace assay::provider
