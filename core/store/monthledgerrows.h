// SPDX-License-Identifier: GPL-3.0-or-later
// What the parts of the month's ledger read and write alike. Private to core/store.
#pragma once

#include "core/store/monthledger.h"
#include "core/store/statement.h"

namespace assay::store {

/// The columns that leaseFrom() reads.
inline const QString kSelectLease = QStringLiteral("SELECT id, month, workspace, file, run, planned_ms, held_pico, taken_ms, released_ms, waits FROM leases ");

/// All but whether it is in somebody's hands.
[[nodiscard]] inline LeaseRow leaseFrom(const Row &row)
{
    return {.id = row.integer(0),
        .month = row.number(1),
        .run = {.workspace = row.text(2), .file = row.text(3), .run = row.integer(4), .planned = row.time(5)},
        .held = Money::fromPicoUsd(row.integer(6)),
        .taken = row.time(7),
        .isReleased = !row.isNull(8),
        .isWaiting = row.flag(9)};
}

[[nodiscard]] inline Result<void> done(const Result<Written> &written)
{
    return written ? Result<void>() : std::unexpected(written.error());
}

} // namespace assay::store
