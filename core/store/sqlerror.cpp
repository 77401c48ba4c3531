// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/sqlerror.h"

#include <QFileInfo>
#include <QStorageInfo>

#include <sqlite3.h>

#include <cerrno>

namespace assay::store {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kHardlyAnySpace = 256 * 1024;

bool isOutOfSpace(int systemError, const QString &path)
{
    if (systemError == ENOSPC || systemError == EDQUOT || systemError == EFBIG)
        return true;
    if (path.isEmpty())
        return false;
    const QStorageInfo storage(QFileInfo(path).absolutePath());
    return storage.isValid() && storage.bytesAvailable() >= 0 && storage.bytesAvailable() < kHardlyAnySpace;
}

ErrorKind kindOf(int code, int systemError, const QString &path)
{
    switch (code & 0xff) {
    case SQLITE_FULL:
        return ErrorKind::diskFull;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
        return isOutOfSpace(systemError, path) ? ErrorKind::diskFull : ErrorKind::io;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return ErrorKind::damaged;
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return ErrorKind::readOnly;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return ErrorKind::inUse;
    case SQLITE_CONSTRAINT:
        return ErrorKind::conflict;
    case SQLITE_TOOBIG:
        return ErrorKind::tooLarge;
    default:
        return ErrorKind::internal;
    }
}

QString hintFor(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::diskFull:
        return u"Free some space on this disk and try again; nothing that was saved is lost."_s;
    case ErrorKind::damaged:
        return u"Restore the workspace from a backup."_s;
    case ErrorKind::readOnly:
        return u"Allow writing to the file and its folder, or copy the workspace elsewhere."_s;
    case ErrorKind::inUse:
        return u"Close the other program that uses the file."_s;
    case ErrorKind::io:
        return u"Check the disk and its connection."_s;
    default:
        return {};
    }
}

Error named(ErrorKind kind, const QString &cause, const QString &path, const QString &doing)
{
    const QString message = u"The workspace could not "_s + doing + u": "_s + (kind == ErrorKind::diskFull ? u"the disk is full"_s : cause) + u'.';
    const Error error{.kind = kind, .message = message, .hint = hintFor(kind), .context = {}, .retryAfter = {}};
    return path.isEmpty() ? error : error.with(u"file"_s, path);
}

} // namespace

Error sqlError(int code, int systemError, const QString &text, const QString &path, const QString &doing)
{
    return named(kindOf(code, systemError, path), text, path, doing);
}

Error fileError(int systemError, const QString &path, const QString &doing)
{
    ErrorKind kind = ErrorKind::io;
    if (systemError == EACCES || systemError == EPERM || systemError == EROFS)
        kind = ErrorKind::readOnly;
    else if (systemError == EEXIST)
        kind = ErrorKind::conflict;
    else if (systemError == ENOENT)
        kind = ErrorKind::notFound;
    else if (isOutOfSpace(systemError, path))
        kind = ErrorKind::diskFull;
    return named(kind, qt_error_string(systemError), path, doing);
}

} // namespace assay::store
