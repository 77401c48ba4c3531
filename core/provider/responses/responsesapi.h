// SPDX-License-Identifier: GPL-3.0-or-later
// The Responses API of OpenAI. Nothing is kept at the provider: every call says "store": false.
#pragma once

#include "core/provider/openai/options.h"
#include "core/provider/registry.h"
#include "core/provider/wire/api.h"

namespace assay::provider::responses {

class ResponsesApi final : public wire::Api {
public:
    explicit ResponsesApi(openai::Options options) : m_options(std::move(options)) {}

    [[nodiscard]] wire::Call chat(const ChatRequest &request) const override;
    [[nodiscard]] std::unique_ptr<wire::AnswerParts> newAnswer() const override;
    void authorize(QHttpHeaders &headers, const secrets::Secret &key) const override;
    void addHeaders(QHttpHeaders &headers) const override;
    [[nodiscard]] Error failureOf(int status, QByteArrayView body, const QHttpHeaders &headers, UtcTime now) const override;

private:
    openai::Options m_options;
};

inline constexpr QLatin1StringView kKind("openai-responses");

/// Those of openai/options.h, on top of OpenAI's own dialect. Errors: invalidInput.
[[nodiscard]] Result<openai::Options> readOptions(const ProviderConfig &config);

/// Kind "openai-responses": models, and the services of the account.
void registerResponses(Registry &registry);

} // namespace assay::provider::responses
