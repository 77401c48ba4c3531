// SPDX-License-Identifier: GPL-3.0-or-later
// Message Batches: all requests go up in one body, the answers come down as one file. The API keeps no mark of the client's, so a batch whose making
// went unanswered is found among the recent ones by its time and its count.
#pragma once

#include "core/provider/batch.h"
#include "core/provider/wire/connection.h"

namespace assay::provider::anthropic {

class MessageBatches final : public BatchApi {
public:
    MessageBatches(std::shared_ptr<const wire::Connection> connection, QUrl base);

    [[nodiscard]] BatchLimits limits() const override;
    [[nodiscard]] bool keepsTag() const override { return false; }
    [[nodiscard]] qint64 bytesOf(const BatchRequest &request) const override;
    [[nodiscard]] QCoro::Task<Result<BatchJob>> submit(QList<BatchRequest> requests, QString tag, std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<Result<BatchJob>> look(QString id, std::stop_token stop) override;
    /// Errors: also malformed when the results are said to be elsewhere than below the base URL; reset when fewer results came than the job has.
    [[nodiscard]] QCoro::Task<Result<QList<BatchAnswer>>> results(BatchJob job, std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<Result<void>> cancel(QString id, std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<Result<QList<BatchJob>>> recent(std::stop_token stop) override;

    struct State;

private:
    std::shared_ptr<const State> m_state;
};

} // namespace assay::provider::anthropic
