// SPDX-License-Identifier: GPL-3.0-or-later
// What an account at Anthropic offers besides answers: its list of models, and batches. There are no embeddings and no moderation.
#pragma once

#include "core/provider/services.h"
#include "core/provider/wire/connection.h"

namespace assay::provider::anthropic {

class AccountServices final : public Services {
public:
    AccountServices(std::shared_ptr<const wire::Connection> connection, QUrl base) : m_connection(std::move(connection)), m_base(std::move(base)) {}

    /// All pages.
    [[nodiscard]] QCoro::Task<Result<QList<ListedModel>>> models(std::stop_token stop) override;
    [[nodiscard]] std::shared_ptr<BatchApi> batches() override;

private:
    std::shared_ptr<const wire::Connection> m_connection;
    QUrl m_base;
};

struct ModelPage {
    QList<ListedModel> models;
    QString next; ///< the id after which there are more; empty: the last page
};
/// Errors: malformed.
[[nodiscard]] Result<ModelPage> modelPageOf(const Json &answer);

} // namespace assay::provider::anthropic
