// SPDX-License-Identifier: GPL-3.0-or-later
// What the configuration of an OpenAI-compatible provider says beyond its address: the provider's `options`, checked.
//
//   maxTokensField   "max_tokens" or "max_completion_tokens"; by default the latter for api.openai.com alone
//   strictSchema     true (default): a JSON Schema is sent with "strict", which demands OpenAI's subset of it
//   organization, project   sent as OpenAI-Organization and OpenAI-Project
//   allowPlainHttp   true: plain http also to hosts other than this machine
//   connectTimeoutMs, idleTimeoutMs, totalTimeoutMs
#pragma once

#include "core/net/httptransport.h"
#include "core/provider/modelconfig.h"

namespace assay::provider::openai {

struct Options {
    QString maxTokensField;
    bool isOpenAi = false; ///< the address is api.openai.com, which knows more fields than those who imitate it
    bool strictSchema = true;
    QByteArray organization;
    QByteArray project;
    bool allowPlainHttp = false;
    net::HttpTimeouts timeouts;
    bool hasOwnIdleTimeout = false; ///< set by the user

    /// A plain answer sends no byte until all of it was written, so unless the user said otherwise it gets longer than a stream.
    [[nodiscard]] net::HttpTimeouts timeoutsFor(bool isStream) const;
};

/// Errors: invalidInput, naming the option and what is allowed.
[[nodiscard]] Result<Options> readOptions(const ProviderConfig &config);

/// The base URL with /chat/completions appended, unless it already ends so. Errors: as net::checkEndpoint.
[[nodiscard]] Result<QUrl> chatEndpoint(const ProviderConfig &config, const Options &options);

} // namespace assay::provider::openai
