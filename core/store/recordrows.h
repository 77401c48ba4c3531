// SPDX-License-Identifier: GPL-3.0-or-later
// Rows that more than one query reads, back to the values they stand for. Private to core/store.
#pragma once

#include "core/run/cellresult.h"
#include "core/store/statement.h"

namespace assay::store {

/// The columns that attemptFrom() reads, of the table `a`, from column 0 on.
extern const QString kAttemptColumns;
inline constexpr int kAttemptColumnCount = 13;
[[nodiscard]] Result<run::Attempt> attemptFrom(const Row &row);

// Nothing for NULL. Errors: damaged, for an unknown word.
[[nodiscard]] Result<std::optional<ErrorKind>> errorKindFrom(const Row &row, int column);
[[nodiscard]] Result<std::optional<run::Outcome>> outcomeFrom(const Row &row, int column);
/// Six columns from `first` on: input, cached, cache write, output, reasoning, whether it is an estimate.
[[nodiscard]] std::optional<tokens::Usage> usageFrom(const Row &row, int first);

} // namespace assay::store
