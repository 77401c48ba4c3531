// SPDX-License-Identifier: GPL-3.0-or-later
// The Chat Completions API of OpenAI, and of the many servers that imitate it (Ollama, llama.cpp, vLLM, gateways).
#pragma once

#include "core/provider/openai/options.h"
#include "core/provider/registry.h"
#include "core/provider/wire/api.h"

namespace assay::provider::openai {

class ChatApi final : public wire::Api {
public:
    explicit ChatApi(Options options) : m_options(std::move(options)) {}

    [[nodiscard]] wire::Call chat(const ChatRequest &request) const override;
    [[nodiscard]] std::unique_ptr<wire::AnswerParts> newAnswer() const override;
    void authorize(QHttpHeaders &headers, const secrets::Secret &key) const override;
    void addHeaders(QHttpHeaders &headers) const override;
    [[nodiscard]] Error failureOf(int status, QByteArrayView body, const QHttpHeaders &headers, UtcTime now) const override;

private:
    Options m_options;
};

/// The base URL; a final /chat/completions, as some copy it, is taken off. Errors: as net::checkEndpoint.
[[nodiscard]] Result<QUrl> chatBase(const ProviderConfig &config, const Options &options);

/// Errors: invalidInput for the provider's address or options, or the model's concurrency.
[[nodiscard]] Result<std::unique_ptr<ChatModel>> makeChatModel(const ProviderConfig &provider, const ModelConfig &model, Environment &environment);

/// Kind "openai-compatible".
void registerOpenAi(Registry &registry);

} // namespace assay::provider::openai
