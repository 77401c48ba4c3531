// SPDX-License-Identifier: GPL-3.0-or-later
// A record of the journal as a job of the writer, with a future that is finished once it is durable. Private to core/store.
#pragma once

#include "core/store/job.h"

#include <QFuture>
#include <QPromise>

#include <memory>

namespace assay::store {

/// `record` is Result<T>(Database &).
template<typename Record> [[nodiscard]] auto queueRecord(JobQueue &writer, Record record)
{
    using Outcome = std::invoke_result_t<Record, Database &>;
    struct Pending {
        QPromise<Outcome> promise;
        std::optional<Outcome> outcome;
    };
    auto pending = std::make_shared<Pending>();
    pending->promise.start();
    QFuture<Outcome> future = pending->promise.future();
    writer.post({
        .work =
            [pending, record = std::move(record)](Database &database) {
                pending->outcome.emplace(record(database));
                return pending->outcome->has_value();
            },
        .settle =
            [pending](const std::optional<Error> &error) {
                pending->promise.addResult(error ? Outcome(std::unexpected(*error)) : *std::move(pending->outcome));
                pending->promise.finish();
            },
    });
    return future;
}

} // namespace assay::store
