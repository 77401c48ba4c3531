// SPDX-License-Identifier: GPL-3.0-or-later
// Which leases are still in somebody's hands: a lock on one byte of a file for each. The kernel gives it back however its holder dies, in every
// container that shares the file, so nobody has to believe a process number.
#pragma once

#include "core/base/error.h"

#include <QSet>

#include <memory>

namespace assay::store {

class LeaseMarks {
public:
    /// Makes the file when it is missing. Errors: readOnly, diskFull, io.
    [[nodiscard]] static Result<std::unique_ptr<LeaseMarks>> open(const QString &path);
    /// Lets go of all marks.
    ~LeaseMarks();
    LeaseMarks(const LeaseMarks &) = delete;
    LeaseMarks &operator=(const LeaseMarks &) = delete;

    /// False when somebody holds it. Errors: io, where the file system knows no such locks.
    [[nodiscard]] Result<bool> take(qint64 lease);
    void letGo(qint64 lease);
    /// Held here or elsewhere.
    [[nodiscard]] bool isHeld(qint64 lease) const;

    /// The mark of byte 0, waited for: at most one program makes or mends the ledger at a time.
    void takeTurn();
    void endTurn();

private:
    LeaseMarks(int descriptor, QString path) : m_descriptor(descriptor), m_path(std::move(path)) {}
    int m_descriptor;
    QString m_path;
    QSet<qint64> m_held;
};

} // namespace assay::store
