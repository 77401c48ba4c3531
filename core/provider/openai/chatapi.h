// SPDX-License-Identifier: GPL-3.0-or-later
// The Chat Completions API of OpenAI, and of the many servers that imitate it (Ollama, llama.cpp, vLLM, gateways), each in its own dialect.
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
    [[nodiscard]] tokens::ToldLimits limits(const QHttpHeaders &headers, UtcTime now) const override;

private:
    Options m_options;
};

/// The key in the header of the dialect; the dialect's headers and those of the options.
void authorize(QHttpHeaders &headers, const secrets::Secret &key, const Dialect &dialect);
void addHeaders(QHttpHeaders &headers, const Options &options);

/// Every dialect as a kind of provider, with its services.
void registerOpenAi(Registry &registry, const Dialects &dialects = Dialects::bundled());

} // namespace assay::provider::openai
