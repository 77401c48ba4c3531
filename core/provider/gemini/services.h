// SPDX-License-Identifier: GPL-3.0-or-later
// What a project at the Gemini API offers besides answers: its list of models, embeddings, batches. There is no moderation.
#pragma once

#include "core/provider/services.h"
#include "core/provider/wire/connection.h"

namespace assay::provider::gemini {

/// The API takes no more in one request.
inline constexpr qsizetype kMostTexts = 100;

class AccountServices final : public Services {
public:
    explicit AccountServices(std::shared_ptr<const wire::Connection> connection) : m_connection(std::move(connection)) {}

    /// All pages.
    [[nodiscard]] QCoro::Task<Result<QList<ListedModel>>> models(std::stop_token stop) override;
    /// Errors: also invalidInput for an empty text or more than kMostTexts; malformed when a vector is missing.
    [[nodiscard]] QCoro::Task<Result<Embeddings>> embed(QString model, QStringList texts, std::stop_token stop) override;
    [[nodiscard]] std::shared_ptr<BatchApi> batches() override;

private:
    std::shared_ptr<const wire::Connection> m_connection;
};

} // namespace assay::provider::gemini
