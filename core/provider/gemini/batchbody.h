// SPDX-License-Identifier: GPL-3.0-or-later
// Jobs of batchGenerateContent as text. Source: Gemini API reference, "Batch API". Pure.
#pragma once

#include "core/provider/batch.h"
#include "core/provider/wire/api.h"

namespace assay::provider::gemini {

/// Of a job whose requests stand in its making. The API names no most requests; but the answers come back in one body.
inline constexpr BatchLimits kBatchLimits{.requests = 10'000, .bytes = 20'000'000};

/// One entry of the list of requests; never a stream.
[[nodiscard]] QByteArray batchEntry(const BatchRequest &request, const wire::Api &api);
/// {"batch":{…}}, with the tag as its name. Errors: as wire::checkBatch; tooLarge.
[[nodiscard]] Result<QByteArray> batchBody(const QList<BatchRequest> &requests, const QString &tag, const wire::Api &api, BatchLimits limits = kBatchLimits);

/// Of an operation {"name":"batches/…","metadata":{…},"done":…}, or of a batch that stands by itself. Errors: malformed.
[[nodiscard]] Result<BatchJob> batchJobOf(const Json &operation);
/// {"operations":[…]}, the newest first. Errors: malformed.
[[nodiscard]] Result<QList<BatchJob>> batchJobsOf(const Json &answer);

/// Answers that stand in the operation itself. Errors: malformed when one came without the key of its request: the API gives no order, so it belongs
/// to none.
[[nodiscard]] Result<QList<BatchAnswer>> inlineAnswersOf(const Json &operation);
/// Of a file of results. A line that says of no key is left out.
[[nodiscard]] QList<BatchAnswer> batchAnswersOf(QByteArrayView lines);

/// "batches/ID" and "files/ID" become parts of a path, and nothing else may.
[[nodiscard]] bool isResource(QStringView name, QLatin1StringView folder);

} // namespace assay::provider::gemini
