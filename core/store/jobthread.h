// SPDX-License-Identifier: GPL-3.0-or-later
// A thread with a connection of its own and a queue of jobs for it: the one writer of a workspace, and its reader.
#pragma once

#include "core/store/database.h"
#include "core/store/job.h"

#include <condition_variable>
#include <mutex>
#include <span>
#include <thread>
#include <vector>

namespace assay::store {

class JobThread final : public JobQueue {
public:
    /// Opens the checked workspace at `path`; all jobs that wait share one transaction (see groupcommit.h). Errors: as of Database::open.
    [[nodiscard]] static Result<std::unique_ptr<JobThread>> startWriter(const QString &path);
    /// Sees what was committed when a job begins. The writer must be open as long as it is.
    [[nodiscard]] static Result<std::unique_ptr<JobThread>> startReader(const QString &path);
    /// Carries out what is queued, closes the connection.
    ~JobThread() override;
    JobThread(const JobThread &) = delete;
    JobThread &operator=(const JobThread &) = delete;

    void post(Job job) override;

private:
    using Carry = void (*)(Database &, std::span<Job>);
    JobThread() = default;
    [[nodiscard]] static Result<std::unique_ptr<JobThread>> start(const QString &path, Database::Access access, const char *name, Carry carry);
    void serve(Database &database, Carry carry);
    [[nodiscard]] std::vector<Job> takeWaiting();

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::vector<Job> m_waiting;
    bool m_isEnding = false;
    std::thread m_thread;
};

} // namespace assay::store
