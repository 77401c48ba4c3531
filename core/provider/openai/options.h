// SPDX-License-Identifier: GPL-3.0-or-later
// What the configuration of an OpenAI-compatible provider says beyond its address and what wire/options.h reads: the provider's `options`, checked.
//
//   maxTokensField   "max_tokens" or "max_completion_tokens"; by default the latter for api.openai.com alone
//   strictSchema     true (default): a JSON Schema is sent with "strict", which demands OpenAI's subset of it
//   organization, project   sent as OpenAI-Organization and OpenAI-Project
#pragma once

#include "core/provider/wire/options.h"

namespace assay::provider::openai {

struct Options {
    wire::ConnectionOptions connection;
    QString maxTokensField;
    bool isOpenAi = false; ///< the address is api.openai.com, which knows more fields than those who imitate it
    bool strictSchema = true;
    QByteArray organization;
    QByteArray project;
};

/// Errors: invalidInput, naming the option and what is allowed.
[[nodiscard]] Result<Options> readOptions(const ProviderConfig &config);

} // namespace assay::provider::openai
