// SPDX-License-Identifier: GPL-3.0-or-later
// Making a workspace: built under a name of its own, then moved into place, so that an interrupted attempt leaves no half of one.
#include "core/store/durable.h"
#include "core/store/migrations.h"
#include "core/store/sqlerror.h"
#include "core/store/workspacefile.h"

#include <QFile>
#include <QFileInfo>
#include <QUuid>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

namespace assay::store {

using namespace Qt::StringLiterals;

namespace {

std::unexpected<Error> refuse(ErrorKind kind, const QString &path, const QString &message, const QString &hint)
{
    return std::unexpected(Error{.kind = kind, .message = message, .hint = hint, .context = {{u"file"_s, path}}, .retryAfter = {}});
}

std::unexpected<Error> refuseTaken(const QString &path)
{
    return refuse(ErrorKind::conflict, path, u"There is already something named \"%1\"."_s.arg(QFileInfo(path).fileName()), u"Open it, or choose another name."_s);
}

Result<void> build(const QString &path)
{
    auto database = Database::create(path);
    if (!database)
        return std::unexpected(database.error());
    return migrate(**database, migrations());
}

void removeWithJournal(const QString &path)
{
    QFile::remove(path);
    QFile::remove(path + u"-journal"_s);
}

int renameWithoutReplacing(const QByteArray &from, const QByteArray &to)
{
    if (::renameat2(AT_FDCWD, from.constData(), AT_FDCWD, to.constData(), RENAME_NOREPLACE) == 0)
        return 0;
    if (errno != EINVAL && errno != ENOSYS)
        return errno;
    // Some file systems know no such rename; a second name for the file does not replace either.
    if (::link(from.constData(), to.constData()) != 0)
        return errno;
    ::unlink(from.constData());
    return 0;
}

Result<void> checkPlace(const QString &path)
{
    const QFileInfo file(path);
    if (file.exists() || file.isSymLink())
        return refuseTaken(path);
    const QFileInfo folder(file.absolutePath());
    if (!folder.isDir())
        return refuse(ErrorKind::notFound, path, u"There is no folder \"%1\"."_s.arg(folder.filePath()), u"Make the folder first, or choose another one."_s);
    if (!folder.isWritable())
        return refuse(ErrorKind::readOnly, path, u"The folder \"%1\" is read-only."_s.arg(folder.filePath()), u"Allow writing to it, or choose another one."_s);
    return {};
}

} // namespace

Result<void> createWorkspaceFile(const QString &path)
{
    if (const auto free = checkPlace(path); !free)
        return free;
    const QFileInfo file(path);
    const QString folder = file.absolutePath();
    const QString building = folder + u"/."_s + file.fileName() + u'.' + QUuid::createUuid().toString(QUuid::Id128) + u".new"_s;
    if (const auto built = build(building); !built) {
        removeWithJournal(building);
        return built;
    }
    const int failure = renameWithoutReplacing(QFile::encodeName(building), QFile::encodeName(file.absoluteFilePath()));
    if (failure != 0) {
        removeWithJournal(building);
        return failure == EEXIST ? refuseTaken(path) : std::unexpected(fileError(failure, path, u"be created"_s));
    }
    makeDurable(folder);
    return {};
}

} // namespace assay::store
