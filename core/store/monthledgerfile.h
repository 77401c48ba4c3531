// SPDX-License-Identifier: GPL-3.0-or-later
// The file of the month's ledger: made when missing, checked, opened, and changed by one transaction at a time.
#pragma once

#include "core/store/database.h"
#include "core/store/leasemarks.h"

namespace assay::store {

/// An open ledger, of the thread that opened it.
struct MonthLedgerFile {
    QString identity; ///< as fileIdentity() has it
    std::unique_ptr<LeaseMarks> marks;
    std::unique_ptr<Database> database;
};

/// "spending.db" in `folder`, which is made when missing. Errors: damaged, also for a file that is no ledger; newerVersion; readOnly; diskFull; inUse; io.
/// Each names the file and says what to do.
[[nodiscard]] Result<MonthLedgerFile> openMonthLedger(const QString &folder);
[[nodiscard]] QString monthLedgerPath(const QString &folder);
/// False only where nothing was ever counted. Errors: io, when that cannot be told: the folder is a file, cannot be looked into, or its place is gone.
[[nodiscard]] Result<bool> hasMonthLedger(const QString &folder);

/// Names the file itself, whatever it is called: device and number. A copy has another name, a file that was renamed the same. Empty when there is none.
[[nodiscard]] QString fileIdentity(const QString &path);

/// The error of a repository in the words of the ledger.
[[nodiscard]] Error ledgerError(const Error &error, const QString &folder);

[[nodiscard]] Result<void> beginAlone(Database &database);
/// Keeps what was done since, or takes all of it back.
[[nodiscard]] Result<void> endAlone(Database &database, bool isKept);

/// `work` (Result<T>(Database &)) as the only writer, kept when it works, and durable then.
template<typename Work> [[nodiscard]] auto alone(Database &database, Work work) -> std::invoke_result_t<Work, Database &>
{
    if (const auto begun = beginAlone(database); !begun)
        return std::unexpected(begun.error());
    auto result = work(database);
    const auto ended = endAlone(database, result.has_value());
    if (result && !ended)
        return std::unexpected(ended.error());
    return result;
}

} // namespace assay::store
