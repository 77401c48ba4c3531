// SPDX-License-Identifier: GPL-3.0-or-later
// The files and jobs of OpenAI's batches as text. Source: OpenAI API reference, "Batch". Pure.
#pragma once

#include "core/provider/batch.h"
#include "core/provider/wire/api.h"

namespace assay::provider::openai {

inline constexpr BatchLimits kBatchLimits{.requests = 50'000, .bytes = 200'000'000};

/// One request as a line, with its line end. It is never a stream.
[[nodiscard]] QByteArray batchLine(const BatchRequest &request, const wire::Api &api, const QByteArray &endpoint);
/// All lines. Errors: as wire::checkBatch; tooLarge.
[[nodiscard]] Result<QByteArray> batchFile(
    const QList<BatchRequest> &requests, const QString &tag, const wire::Api &api, const QByteArray &endpoint, BatchLimits limits = kBatchLimits);
/// What makes a job of an uploaded file.
[[nodiscard]] Json batchOrder(const QString &fileId, const QByteArray &endpoint, const QString &tag);

/// Errors: malformed.
[[nodiscard]] Result<BatchJob> batchJobOf(const Json &batch);
/// {"data":[…]}. Errors: malformed.
[[nodiscard]] Result<QList<BatchJob>> batchJobsOf(const Json &answer);
/// Of a file of results or of errors. A line that says of no key is left out.
[[nodiscard]] QList<BatchAnswer> batchAnswersOf(QByteArrayView lines, const wire::Api &api);

} // namespace assay::provider::openai
