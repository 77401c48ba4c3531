// SPDX-License-Identifier: GPL-3.0-or-later
// A piece of work for the thread that owns a connection.
#pragma once

#include "core/base/error.h"

#include <functional>
#include <optional>

namespace assay::store {

class Database;

/// In two halves: do the work (true: keep the transaction), then tell how it ended (nothing: as `work` said, and durable where it wrote).
/// `settle` is called exactly once, also when the work was never begun.
struct Job {
    std::move_only_function<bool(Database &)> work;
    std::move_only_function<void(const std::optional<Error> &)> settle;
};

class JobQueue {
public:
    virtual ~JobQueue() = default;
    /// From any thread; never waits for the disk. Jobs are carried out in the order in which they come.
    virtual void post(Job job) = 0;
};

} // namespace assay::store
