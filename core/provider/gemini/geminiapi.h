// SPDX-License-Identifier: GPL-3.0-or-later
// The Gemini API for developers.
#pragma once

#include "core/provider/gemini/options.h"
#include "core/provider/registry.h"
#include "core/provider/wire/api.h"

namespace assay::provider::gemini {

class GeminiApi final : public wire::Api {
public:
    explicit GeminiApi(Options options) : m_options(std::move(options)) {}

    [[nodiscard]] wire::Call chat(const ChatRequest &request) const override;
    [[nodiscard]] std::unique_ptr<wire::AnswerParts> newAnswer() const override;
    /// In a header: what stands in an address gets into logs.
    void authorize(QHttpHeaders &headers, const secrets::Secret &key) const override;
    [[nodiscard]] Error failureOf(int status, QByteArrayView body, const QHttpHeaders &headers, UtcTime now) const override;

private:
    Options m_options;
};

inline constexpr QLatin1StringView kKind("gemini");

/// Kind "gemini": models, the list of models, embeddings, batches.
void registerGemini(Registry &registry);

} // namespace assay::provider::gemini
