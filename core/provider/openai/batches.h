// SPDX-License-Identifier: GPL-3.0-or-later
// Batches as OpenAI has them: a file goes up, a job is made of it, files come down. The job carries the client's tag as metadata, so that it is found
// again when the answer to its making was lost.
#pragma once

#include "core/provider/batch.h"
#include "core/provider/openai/options.h"
#include "core/provider/wire/connection.h"

namespace assay::provider::openai {

class FileBatches final : public BatchApi {
public:
    /// For the dialect's batchEndpoint, in the words of the connection's API.
    FileBatches(std::shared_ptr<const wire::Connection> connection, Options options);

    [[nodiscard]] BatchLimits limits() const override;
    [[nodiscard]] qint64 bytesOf(const BatchRequest &request) const override;
    [[nodiscard]] QCoro::Task<Result<BatchJob>> submit(QList<BatchRequest> requests, QString tag, std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<Result<BatchJob>> look(QString id, std::stop_token stop) override;
    /// Errors: also reset, when fewer answers came than the job has.
    [[nodiscard]] QCoro::Task<Result<QList<BatchAnswer>>> results(BatchJob job, std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<Result<void>> cancel(QString id, std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<Result<QList<BatchJob>>> recent(std::stop_token stop) override;

    struct State;

private:
    std::shared_ptr<const State> m_state;
};

} // namespace assay::provider::openai
