// SPDX-License-Identifier: GPL-3.0-or-later
// The Messages API of Anthropic.
#pragma once

#include "core/provider/anthropic/options.h"
#include "core/provider/registry.h"
#include "core/provider/wire/api.h"

namespace assay::provider::anthropic {

class MessagesApi final : public wire::Api {
public:
    MessagesApi(Options options, TraitsOf traits) : m_options(std::move(options)), m_traits(std::move(traits)) {}

    [[nodiscard]] wire::Call chat(const ChatRequest &request) const override;
    [[nodiscard]] std::unique_ptr<wire::AnswerParts> newAnswer() const override;
    void authorize(QHttpHeaders &headers, const secrets::Secret &key) const override;
    void addHeaders(QHttpHeaders &headers) const override;
    [[nodiscard]] Error failureOf(int status, QByteArrayView body, const QHttpHeaders &headers, UtcTime now) const override;
    [[nodiscard]] tokens::ToldLimits limits(const QHttpHeaders &headers, UtcTime now) const override;

private:
    Options m_options;
    TraitsOf m_traits;
};

inline constexpr QLatin1StringView kKind("anthropic");

/// Kind "anthropic": models, the list of models, batches.
void registerAnthropic(Registry &registry);

} // namespace assay::provider::anthropic
