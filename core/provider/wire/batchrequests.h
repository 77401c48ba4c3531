// SPDX-License-Identifier: GPL-3.0-or-later
// What every batch has to be before it is handed over, and the lines in which results come.
#pragma once

#include "core/provider/batch.h"

namespace assay::provider::wire {

/// Errors: invalidInput for no request, a key that cannot be used or stands twice, a second model, a tag that cannot be used; tooLarge for more
/// requests than the limit.
[[nodiscard]] Result<void> checkBatch(const QList<BatchRequest> &requests, const QString &tag, const BatchLimits &limits);
/// Of a body that has grown beyond the limit.
[[nodiscard]] std::unexpected<Error> batchTooLarge(const BatchLimits &limits);

/// What becomes part of a path: nothing but A-Z a-z 0-9 _ . : -, at most 200, no dot first.
[[nodiscard]] bool isBatchId(QStringView id);

/// The outcome of a request that expired or was cancelled with its batch: neither answered nor billed.
[[nodiscard]] std::unexpected<Error> notAnswered();

/// JSON lines, without the empty ones.
[[nodiscard]] QList<QByteArrayView> linesOf(QByteArrayView text);
/// How many lines came to their end, whatever they say; the last needs no line end when it ends as an object does. Fewer than the job has are a
/// file that was cut short, while a line that cannot be read is one of it.
[[nodiscard]] qsizetype wholeLines(QByteArrayView text);
[[nodiscard]] std::unexpected<Error> notAllCame(qsizetype came, qsizetype of, const QString &job);

} // namespace assay::provider::wire
