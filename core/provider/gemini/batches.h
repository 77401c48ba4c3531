// SPDX-License-Identifier: GPL-3.0-or-later
// Jobs of batchGenerateContent: all requests go up in one body, with a key each; the answers stand in the job, or in a file that it names. The job's
// name for people is the client's tag.
#pragma once

#include "core/provider/batch.h"
#include "core/provider/wire/connection.h"

namespace assay::provider::gemini {

class ContentBatches final : public BatchApi {
public:
    explicit ContentBatches(std::shared_ptr<const wire::Connection> connection) : m_connection(std::move(connection)) {}

    [[nodiscard]] BatchLimits limits() const override;
    [[nodiscard]] qint64 bytesOf(const BatchRequest &request) const override;
    [[nodiscard]] QCoro::Task<Result<BatchJob>> submit(QList<BatchRequest> requests, QString tag, std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<Result<BatchJob>> look(QString id, std::stop_token stop) override;
    /// Errors: also malformed when answers came without their keys; reset when fewer came than the job has.
    [[nodiscard]] QCoro::Task<Result<QList<BatchAnswer>>> results(BatchJob job, std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<Result<void>> cancel(QString id, std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<Result<QList<BatchJob>>> recent(std::stop_token stop) override;

private:
    std::shared_ptr<const wire::Connection> m_connection;
};

} // namespace assay::provider::gemini
