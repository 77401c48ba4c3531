// SPDX-License-Identifier: GPL-3.0-or-later
// Small, fixed contents for a workspace: the same bytes on every call.
#pragma once

#include "core/run/journal.h"
#include "core/store/database.h"

#include <QTemporaryDir>

namespace assay::test {

/// An empty workspace in a folder of its own, open for writing.
class TemporaryStore {
public:
    TemporaryStore();
    [[nodiscard]] QString path() const { return m_folder.filePath(QStringLiteral("a.assay")); }
    [[nodiscard]] QString filePath(const QString &name) const { return m_folder.filePath(name); }
    [[nodiscard]] store::Database &database() { return *m_database; }
    void close() { m_database.reset(); }
    void reopen();

private:
    QTemporaryDir m_folder;
    std::unique_ptr<store::Database> m_database;
};

[[nodiscard]] UtcTime sampleTime(int minutesLater = 0);
[[nodiscard]] prompt::Content sampleContent(const QString &instruction);
/// With every member of an item used somewhere, from 3 items on.
[[nodiscard]] evalset::EvalSet sampleSet(int items);
[[nodiscard]] Json samplePrice();

/// Stores the prompt "triage" with two versions, the set "tickets", two providers and the models "small" (priced) and "local" (not priced);
/// returns a plan over all of it that is not stored yet.
[[nodiscard]] Result<run::RunPlan> storeSamplePlan(store::Database &database, int items = 3, int repeats = 1);

[[nodiscard]] run::Attempt sentAttempt(int cell, int number = 1);
[[nodiscard]] run::Attempt failedAttempt(int cell, int number = 1);
[[nodiscard]] run::Attempt answeredAttempt(int cell, int number = 1);
[[nodiscard]] run::Response sampleResponse(int cell, int attempt = 1);
[[nodiscard]] run::CellEnd sampleEnd(int cell, run::Outcome outcome);

} // namespace assay::test
