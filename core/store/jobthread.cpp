// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/jobthread.h"

#include "core/store/backup.h"
#include "core/store/groupcommit.h"
#include "core/store/migrations.h"

#include <pthread.h>

#include <algorithm>
#include <future>

namespace assay::store {

namespace {

/// So that the first of many waiting jobs does not wait for the last.
constexpr size_t kMostInOneTransaction = 256;

Result<std::unique_ptr<Database>> openUpToDate(const QString &path, Database::Access access)
{
    auto database = Database::open(path, access);
    if (!database || access != Database::Access::readWrite)
        return database;
    if (const auto kept = keepBackup(**database, path); !kept)
        return std::unexpected(kept.error());
    if (const auto migrated = migrate(**database, migrations()); !migrated)
        return std::unexpected(migrated.error());
    return database;
}

} // namespace

Result<std::unique_ptr<JobThread>> JobThread::startWriter(const QString &path)
{
    return start(path, Database::Access::readWrite, "assay-writer", commitTogether);
}

Result<std::unique_ptr<JobThread>> JobThread::startReader(const QString &path)
{
    return start(path, Database::Access::readOnly, "assay-reader", readEach);
}

Result<std::unique_ptr<JobThread>> JobThread::start(const QString &path, Database::Access access, const char *name, Carry carry)
{
    std::unique_ptr<JobThread> started(new JobThread);
    std::promise<Result<void>> opened;
    auto isOpen = opened.get_future();
    started->m_thread = std::thread([self = started.get(), path, access, name, carry, opened = std::move(opened)]() mutable {
        pthread_setname_np(pthread_self(), name);
        auto database = openUpToDate(path, access);
        opened.set_value(database.transform([](const auto &) {}));
        if (database)
            self->serve(**database, carry);
    });
    const Result<void> outcome = isOpen.get();
    if (!outcome)
        return std::unexpected(outcome.error());
    return started;
}

JobThread::~JobThread()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isEnding = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

void JobThread::post(Job job)
{
    {
        const std::lock_guard lock(m_mutex);
        m_waiting.push_back(std::move(job));
    }
    m_wake.notify_one();
}

std::vector<Job> JobThread::takeWaiting()
{
    std::unique_lock lock(m_mutex);
    m_wake.wait(lock, [this] { return m_isEnding || !m_waiting.empty(); });
    return std::exchange(m_waiting, {});
}

void JobThread::serve(Database &database, Carry carry)
{
    for (;;) {
        std::vector<Job> jobs = takeWaiting();
        if (jobs.empty())
            return;
        for (std::span<Job> rest = jobs; !rest.empty();) {
            const auto group = rest.first(std::min(rest.size(), kMostInOneTransaction));
            carry(database, group);
            rest = rest.subspan(group.size());
        }
    }
}

} // namespace assay::store
