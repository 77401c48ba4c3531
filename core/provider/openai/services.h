// SPDX-License-Identifier: GPL-3.0-or-later
// What an account or a server offers besides answers, in the forms of OpenAI: /models, /embeddings, /moderations, batches.
// Source: OpenAI API reference, "Models", "Embeddings", "Moderations".
#pragma once

#include "core/provider/openai/options.h"
#include "core/provider/services.h"
#include "core/provider/wire/connection.h"

namespace assay::provider::openai {

/// Set aside for services: few requests, each seldom.
inline constexpr int kServiceConnections = 2;

class AccountServices final : public Services {
public:
    AccountServices(std::shared_ptr<const wire::Connection> connection, Options options) : m_connection(std::move(connection)), m_options(std::move(options)) {}

    [[nodiscard]] QCoro::Task<Result<QList<ListedModel>>> models(std::stop_token stop) override;
    /// Errors: also invalidInput for an empty text; malformed when a vector is missing.
    [[nodiscard]] QCoro::Task<Result<Embeddings>> embed(QString model, QStringList texts, std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<Result<QList<Moderation>>> moderate(QString model, QStringList texts, std::stop_token stop) override;
    [[nodiscard]] std::shared_ptr<BatchApi> batches() override;

private:
    std::shared_ptr<const wire::Connection> m_connection;
    Options m_options;
};

} // namespace assay::provider::openai
