// SPDX-License-Identifier: GPL-3.0-or-later
// Splits the open cells of a model into batches that its API takes. Decides alone: nothing is sent and nothing reserved here.
#pragma once

#include "core/run/runstate.h"

namespace assay::run {

struct PackedRequest {
    int cell = 0;
    provider::BatchRequest request;
    Money reservation; ///< the most that it can cost, at the price of batches
};

struct Pack {
    QList<PackedRequest> requests;
    QList<CellEnd> unfit; ///< cells that cannot be rendered, or are too large for any batch: each fails alone
};

/// Takes cells from the front until the batch is full by number or by bytes. Keys are `prefix`, the cell and the number of its attempt, so that they are
/// nobody else's.
[[nodiscard]] Pack nextPack(const RunShared &shared, const provider::BatchApi &api, std::deque<int> &cells, const QByteArray &prefix);

/// "prefix-cell-number".
[[nodiscard]] QByteArray batchKey(const QByteArray &prefix, int cell, int number);
/// The part of a batch's tag that its keys begin with.
[[nodiscard]] QByteArray keyPrefix(const QString &tag);

/// A new tag: "assay-run7-" and 16 hexadecimal digits.
[[nodiscard]] QString newBatchTag(RunId run);

/// How many of them, from `first` on, the budget has room for now; these are reserved.
[[nodiscard]] qsizetype reserveWhatFits(RunBudget &budget, const QList<PackedRequest> &requests, qsizetype first = 0);

} // namespace assay::run
