// SPDX-License-Identifier: GPL-3.0-or-later
// Message Batches as text. Source: Anthropic API reference, "Message Batches". Pure.
#pragma once

#include "core/provider/batch.h"
#include "core/provider/wire/api.h"

#include <QUrl>

namespace assay::provider::anthropic {

inline constexpr BatchLimits kBatchLimits{.requests = 100'000, .bytes = 256'000'000};

/// One entry of the list of requests; never a stream.
[[nodiscard]] QByteArray batchEntry(const BatchRequest &request, const wire::Api &api);
/// {"requests":[…]}. Errors: as wire::checkBatch; tooLarge. The API has no place for a tag.
[[nodiscard]] Result<QByteArray> batchBody(const QList<BatchRequest> &requests, const QString &tag, const wire::Api &api, BatchLimits limits = kBatchLimits);

/// A batch that has ended counts as cancelled when it was, and as expired when requests of it were. Errors: malformed.
[[nodiscard]] Result<BatchJob> batchJobOf(const Json &batch);
/// {"data":[…]}. Errors: malformed.
[[nodiscard]] Result<QList<BatchJob>> batchJobsOf(const Json &answer);

/// Where the results of a job are. The API tells a whole address, and the key goes with the request: only one below the base URL will do. Errors:
/// malformed for any other; invalidInput for an id that is none.
[[nodiscard]] Result<wire::Call> resultsCall(const BatchJob &job, const QUrl &base);
/// A line that says of no key is left out.
[[nodiscard]] QList<BatchAnswer> batchAnswersOf(QByteArrayView lines);

} // namespace assay::provider::anthropic
