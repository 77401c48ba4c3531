// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/groupcommit.h"

#include "core/store/database.h"

#include <vector>

namespace assay::store {

using namespace Qt::StringLiterals;

namespace {

enum class Fate {
    kept,
    failedAlone, ///< its own work says why
    lostTogether ///< the transaction is gone, and all that it held
};

Fate runInSavepoint(Database &database, Job &job, std::optional<Error> &error)
{
    if (const auto begun = database.execute(u"SAVEPOINT job"_s); !begun) {
        error = begun.error();
        return Fate::lostTogether;
    }
    const bool isKept = job.work(database);
    if (!database.inTransaction()) {
        error = database.lastError();
        return Fate::lostTogether;
    }
    Result<void> ended;
    if (!isKept)
        ended = database.execute(u"ROLLBACK TO job"_s);
    if (ended)
        ended = database.execute(u"RELEASE job"_s);
    if (!ended) {
        error = ended.error();
        return Fate::lostTogether;
    }
    return isKept ? Fate::kept : Fate::failedAlone;
}

void giveUp(Database &database)
{
    if (database.inTransaction())
        static_cast<void>(database.execute(u"ROLLBACK"_s));
}

/// One transaction over the first jobs; returns how many of them it has settled.
size_t commitSome(Database &database, std::span<Job> jobs)
{
    std::optional<Error> error;
    std::vector<Fate> fates;
    if (const auto begun = database.execute(u"BEGIN IMMEDIATE"_s); !begun) {
        error = begun.error();
        fates.assign(jobs.size(), Fate::lostTogether);
    }
    while (!error && fates.size() < jobs.size())
        fates.push_back(runInSavepoint(database, jobs[fates.size()], error));
    if (!error) {
        if (const auto committed = database.execute(u"COMMIT"_s); !committed)
            error = committed.error();
    }
    if (error)
        giveUp(database);
    for (size_t i = 0; i < fates.size(); ++i)
        jobs[i].settle(fates[i] == Fate::failedAlone ? std::nullopt : error);
    return fates.size();
}

} // namespace

void commitTogether(Database &database, std::span<Job> jobs)
{
    while (!jobs.empty())
        jobs = jobs.subspan(commitSome(database, jobs));
}

void readEach(Database &database, std::span<Job> jobs)
{
    for (Job &job : jobs) {
        if (const auto begun = database.execute(u"BEGIN"_s); !begun) {
            job.settle(begun.error());
            continue;
        }
        static_cast<void>(job.work(database));
        giveUp(database);
        job.settle(std::nullopt);
    }
}

} // namespace assay::store
