// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/workspacelock.h"

#include "core/store/sqlerror.h"

#include <QFile>
#include <QFileInfo>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace assay::workspace {

using namespace Qt::StringLiterals;

namespace {

std::unexpected<Error> refuseInUse(const QString &workspacePath, int descriptor)
{
    std::array<char, 32> holder{};
    const ssize_t length = ::pread(descriptor, holder.data(), holder.size(), 0);
    const QString process = length > 0 ? QString::fromLatin1(holder.data(), length).trimmed() : QString();
    const QString by = process.isEmpty() ? u"another process"_s : process == QString::number(::getpid()) ? u"this program"_s : QString(u"another process ("_s + process + u')');
    Error error{.kind = ErrorKind::inUse,
        .message = u"The workspace \"%1\" is already open in %2."_s.arg(QFileInfo(workspacePath).fileName(), by),
        .hint = u"Close it there first, or open a copy."_s,
        .context = {{u"file"_s, workspacePath}},
        .retryAfter = {}};
    return std::unexpected(process.isEmpty() ? error : error.with(u"process"_s, process));
}

/// The file that is locked may have been removed by its last holder just before.
bool isStillThere(int descriptor, const QByteArray &path)
{
    struct stat locked{};
    struct stat named{};
    return ::fstat(descriptor, &locked) == 0 && ::lstat(path.constData(), &named) == 0 && locked.st_ino == named.st_ino && locked.st_dev == named.st_dev;
}

/// For the message of whoever finds the lock taken; a full disk may leave it out.
void writeHolder(int descriptor)
{
    const QByteArray holder = QByteArray::number(::getpid()) + '\n';
    if (::ftruncate(descriptor, 0) == 0)
        static_cast<void>(::pwrite(descriptor, holder.constData(), static_cast<size_t>(holder.size()), 0) == holder.size());
}

} // namespace

Result<std::unique_ptr<WorkspaceLock>> WorkspaceLock::acquire(const QString &workspacePath)
{
    const QString path = workspacePath + u"-lock"_s;
    const QByteArray name = QFile::encodeName(path);
    for (;;) {
        const int descriptor = ::open(name.constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
        if (descriptor < 0)
            return std::unexpected(store::fileError(errno, workspacePath, u"be locked"_s));
        if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
            const int failure = errno;
            auto refused = failure == EWOULDBLOCK ? refuseInUse(workspacePath, descriptor) : std::unexpected(store::fileError(failure, workspacePath, u"be locked"_s));
            ::close(descriptor);
            return refused;
        }
        if (isStillThere(descriptor, name)) {
            writeHolder(descriptor);
            return std::unique_ptr<WorkspaceLock>(new WorkspaceLock(descriptor, path));
        }
        ::close(descriptor);
    }
}

WorkspaceLock::~WorkspaceLock()
{
    // Removed while it is still held: nobody can take a lock on a file that is about to lose its name and believe in it.
    ::unlink(QFile::encodeName(m_path).constData());
    ::close(m_descriptor);
}

} // namespace assay::workspace
