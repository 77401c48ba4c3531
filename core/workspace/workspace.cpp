// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/workspace.h"

#include "core/store/jobthread.h"
#include "core/store/runrepository.h"
#include "core/store/storejournal.h"
#include "core/store/workspacefile.h"
#include "core/workspace/workspacelock.h"

namespace assay::workspace {

// From the last member to the first: the reader closes before the writer, whose closing folds the log into the file, and the lock goes last.
class Workspace::StoredAnswers final : public run::AnswerCache {
public:
    explicit StoredAnswers(Workspace &workspace) : m_workspace(workspace) {}

    QFuture<Result<QHash<QString, run::Response>>> find(QStringList requestHashes, std::optional<UtcTime> since, std::optional<run::RunId> from) override
    {
        return m_workspace.read(
            [hashes = std::move(requestHashes), since, from](store::Database &database) { return store::RunRepository(database).answers(hashes, since, from); });
    }

    QFuture<Result<tokens::Calibration>> calibration() override
    {
        return m_workspace.read([](store::Database &database) { return store::RunRepository(database).calibration(); });
    }

private:
    Workspace &m_workspace;
};

struct Workspace::State {
    QString path;
    SystemClock clock;
    std::unique_ptr<WorkspaceLock> lock;
    std::unique_ptr<store::JobThread> writer;
    std::unique_ptr<store::JobThread> reader;
    std::unique_ptr<store::StoreJournal> journal;
    std::unique_ptr<StoredAnswers> answers;
};

namespace {

/// What the file says of itself is worth more than that its folder is read-only.
Error whyNotLocked(const Error &lockError, const QString &path)
{
    if (lockError.kind != ErrorKind::readOnly)
        return lockError;
    if (const auto ours = store::checkHeader(path); !ours)
        return ours.error();
    if (const auto writable = store::checkWritable(path); !writable)
        return writable.error();
    return lockError;
}

Result<void> check(const QString &path)
{
    return store::checkHeader(path).and_then([&] { return store::checkWritable(path); }).and_then([&] { return store::checkContents(path); });
}

} // namespace

Workspace::Workspace() : m_state(std::make_unique<State>()) {}

Workspace::~Workspace() = default;

Result<std::unique_ptr<Workspace>> Workspace::open(const QString &path)
{
    std::unique_ptr<Workspace> workspace(new Workspace);
    State &state = *workspace->m_state;
    auto located = store::locateWorkspace(path);
    if (!located)
        return std::unexpected(located.error());
    state.path = std::move(*located);
    auto lock = WorkspaceLock::acquire(state.path);
    if (!lock)
        return std::unexpected(whyNotLocked(lock.error(), state.path));
    state.lock = std::move(*lock);
    if (const auto checked = check(state.path); !checked)
        return std::unexpected(checked.error());

    const store::SideFiles before(state.path);
    auto writer = store::JobThread::startWriter(state.path);
    if (!writer) {
        before.removeNew();
        return std::unexpected(writer.error());
    }
    state.writer = std::move(*writer);
    auto reader = store::JobThread::startReader(state.path);
    if (!reader)
        return std::unexpected(reader.error());
    state.reader = std::move(*reader);
    state.journal = std::make_unique<store::StoreJournal>(*state.writer, state.clock);
    state.answers = std::make_unique<StoredAnswers>(*workspace);
    return workspace;
}

Result<std::unique_ptr<Workspace>> Workspace::create(const QString &path)
{
    if (const auto created = store::createWorkspaceFile(path); !created)
        return std::unexpected(created.error());
    return open(path);
}

QString Workspace::path() const
{
    return m_state->path;
}

run::Journal &Workspace::journal()
{
    return *m_state->journal;
}

run::AnswerCache &Workspace::answers()
{
    return *m_state->answers;
}

void Workspace::postRead(store::Job job)
{
    m_state->reader->post(std::move(job));
}

void Workspace::postWrite(store::Job job)
{
    m_state->writer->post(std::move(job));
}

} // namespace assay::workspace
