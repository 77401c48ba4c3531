// SPDX-License-Identifier: GPL-3.0-or-later
// Many requests handed over at once, answered within a day at a lower price. Nothing here waits or asks again: whoever drives a batch looks at it
// from time to time, also after a restart, with the id that it has stored.
#pragma once

#include "core/provider/chatmodel.h"

namespace assay::provider {

struct BatchRequest {
    QByteArray key; ///< ^[A-Za-z0-9_-]{1,64}$, unique in its batch: answers are matched by it, never by order
    ChatRequest request;
};

struct BatchLimits {
    qsizetype requests = 0;
    qint64 bytes = 0; ///< of the body, or of the file, that holds them
};

struct BatchJob {
    enum class State {
        working, ///< accepted; validating, queued, running or finishing
        ended,   ///< has results, perhaps not for every request
        failed,  ///< refused as a whole; the reason says why
        expired, ///< the time was over; has the results so far
        cancelled
    };
    QString id;
    State state = State::working;
    QString rawState;
    QString reason;
    int total = 0;
    int succeeded = 0;
    int failed = 0;
    std::optional<UtcTime> createdAt;
    QString tag;                 ///< the client's own mark, where the API keeps one
    QStringList resultLocations; ///< of the API: ids of files, or addresses

    bool operator==(const BatchJob &) const = default;
};
[[nodiscard]] QString toText(BatchJob::State state);
[[nodiscard]] std::optional<BatchJob::State> batchStateFromText(QStringView text);

/// Whether a kind of provider offers batches here, so that it can be said before a run; nothing when only its configuration tells. Services::batches()
/// has the last word.
[[nodiscard]] std::optional<bool> takesBatches(QStringView kind);

struct BatchAnswer {
    QByteArray key;
    Result<Completion> result; ///< an expired or cancelled request is cancelled: it was not billed and can be offered again
    QString requestId;
};

/// On the engine's thread; tasks may outlive the object.
class BatchApi {
public:
    virtual ~BatchApi() = default;
    [[nodiscard]] virtual BatchLimits limits() const = 0;
    /// True when recent() tells the tag that went with a job; else only the keys in a job's results say whose it is.
    [[nodiscard]] virtual bool keepsTag() const { return true; }
    /// How many bytes a request takes in a batch.
    [[nodiscard]] virtual qint64 bytesOf(const BatchRequest &request) const = 0;
    /// All requests are of one model. `tag` (up to 64 of A-Z a-z 0-9 _ -) goes with the job where the API has a place for it. After an error of
    /// kind timeout or reset the job may exist all the same: look for it with recent() before anything is handed over again.
    [[nodiscard]] virtual QCoro::Task<Result<BatchJob>> submit(QList<BatchRequest> requests, QString tag, std::stop_token stop) = 0;
    [[nodiscard]] virtual QCoro::Task<Result<BatchJob>> look(QString id, std::stop_token stop) = 0;
    /// Of a job that is not working. A request without an answer in it was not answered. What cannot be read, or says of no key, is left out.
    /// Errors: also reset, when fewer answers came than the job has.
    [[nodiscard]] virtual QCoro::Task<Result<QList<BatchAnswer>>> results(BatchJob job, std::stop_token stop) = 0;
    [[nodiscard]] virtual QCoro::Task<Result<void>> cancel(QString id, std::stop_token stop) = 0;
    /// The newest jobs of the account, at least 20 when there are as many.
    [[nodiscard]] virtual QCoro::Task<Result<QList<BatchJob>>> recent(std::stop_token stop) = 0;
};

} // namespace assay::provider
