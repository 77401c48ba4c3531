// SPDX-License-Identifier: GPL-3.0-or-later
// What the configuration of a provider says beyond its address and what wire/options.h reads: the provider's `options`, checked, on top of the dialect of
// its kind.
//
//   maxTokensField   "max_tokens" or "max_completion_tokens"
//   strictSchema     true (default): a JSON Schema is sent with "strict" where it is of the subset that this demands (strictschema.h)
//   stripThinkTags   what stands between <think> tags at the beginning of a text is no part of the answer; by default true where the dialect
//                    says so and for servers on this machine
//   reasoningModels  beginnings of further names of models that take no temperature, top_p and stop while they reason
//   body             an object whose members stand in every chat call, such as {"provider":{"order":["…"]}}
//   organization, project   sent as OpenAI-Organization and OpenAI-Project
//   apiVersion       of a dated API with a path for each deployment (Azure)
#pragma once

#include "core/provider/openai/dialects.h"
#include "core/provider/wire/options.h"

namespace assay::provider::openai {

struct Options {
    wire::ConnectionOptions connection;
    Dialect dialect; ///< with the user's own words put in
    bool strictSchema = true;
    bool stripThinkTags = false;
    QByteArray organization;
    QByteArray project;
    bool hasDeploymentPaths = false; ///< the base URL is that of an Azure resource, and not of its API without dated versions
};

/// By the dialect of config.kind; a provider of kind "openai-compatible" at api.openai.com speaks as "openai" does. Errors: invalidInput, naming the
/// option and what is allowed, or the unknown kind.
[[nodiscard]] Result<Options> readOptions(const ProviderConfig &config, const Dialects &dialects = Dialects::bundled());

/// The base URL, by default the dialect's; a final /chat/completions, as some copy it, is taken off. Errors: as net::checkEndpoint.
[[nodiscard]] Result<QUrl> chatBase(const ProviderConfig &config, const Options &options);

} // namespace assay::provider::openai
