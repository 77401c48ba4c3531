// SPDX-License-Identifier: GPL-3.0-or-later
// At most one process, and one place in it, has a workspace open: an advisory lock on "<file>-lock". The kernel gives it back when
// its holder dies in whatever way, so a lock file that a killed process has left behind blocks nobody.
#pragma once

#include "core/base/error.h"

#include <QString>

#include <memory>

namespace assay::workspace {

class WorkspaceLock {
public:
    /// Errors: inUse naming the process that holds it; readOnly when the folder may not be written; diskFull; io.
    [[nodiscard]] static Result<std::unique_ptr<WorkspaceLock>> acquire(const QString &workspacePath);
    /// Removes the lock file.
    ~WorkspaceLock();
    WorkspaceLock(const WorkspaceLock &) = delete;
    WorkspaceLock &operator=(const WorkspaceLock &) = delete;

private:
    WorkspaceLock(int descriptor, QString path) : m_descriptor(descriptor), m_path(std::move(path)) {}
    int m_descriptor;
    QString m_path;
};

} // namespace assay::workspace
