// SPDX-License-Identifier: GPL-3.0-or-later
// Models behind the Chat Completions API of OpenAI and of the many servers that imitate it (Ollama, llama.cpp, vLLM, gateways).
// The key is looked up for every request and is in no error; an answer counts only with its end mark.
#pragma once

#include "core/provider/openai/options.h"
#include "core/provider/registry.h"

namespace assay::provider::openai {

class OpenAiModel final : public ChatModel {
public:
    /// Errors: invalidInput for the provider's address or options, or the model's concurrency.
    [[nodiscard]] static Result<std::unique_ptr<ChatModel>> make(const ProviderConfig &provider, const ModelConfig &model, Environment &environment);

    /// Beyond the kinds of Exchange also secretMissing, when the key is not where it should be; no request was made then. The environment's key
    /// ring and clock must outlive the task; the model need not.
    [[nodiscard]] QCoro::Task<Exchange> complete(ChatRequest request, DeltaSink onDelta, std::stop_token stop) override;

    struct Connection;
    explicit OpenAiModel(std::shared_ptr<const Connection> connection) : m_connection(std::move(connection)) {}

private:
    std::shared_ptr<const Connection> m_connection;
};

/// Kind "openai-compatible".
void registerOpenAi(Registry &registry);

} // namespace assay::provider::openai
