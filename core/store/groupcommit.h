// SPDX-License-Identifier: GPL-3.0-or-later
// Many jobs, one commit: waiting for the disk once for all that is queued is what makes a durable journal cheap.
#pragma once

#include "core/store/job.h"

#include <span>

namespace assay::store {

/// Each job in a savepoint, all in one transaction: one that fails is rolled back alone. Every job is settled, once the commit is
/// durable or has failed. When SQLite gives the transaction up (full disk), the jobs so far share that error and the rest begin anew.
void commitTogether(Database &database, std::span<Job> jobs);

/// Each job in a read transaction of its own, so that it sees one state of the workspace.
void readEach(Database &database, std::span<Job> jobs);

} // namespace assay::store
