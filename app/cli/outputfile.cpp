// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/outputfile.h"

#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <sys/stat.h>

namespace assay::cli {

using namespace Qt::StringLiterals;

namespace {

bool isSameFile(const QString &a, const QString &b)
{
    if (QFileInfo(a).absoluteFilePath() == QFileInfo(b).absoluteFilePath())
        return true;
    struct stat first{};
    struct stat second{};
    return ::stat(QFile::encodeName(a).constData(), &first) == 0 && ::stat(QFile::encodeName(b).constData(), &second) == 0 && first.st_ino == second.st_ino
        && first.st_dev == second.st_dev;
}

Result<void> cannotWrite(const QString &path, const QFileDevice &file)
{
    return std::unexpected(fail(ErrorKind::io, u"cannot be written: %1"_s.arg(file.errorString()), u"Check the path and your rights."_s).error().with(u"file"_s, path));
}

} // namespace

Result<void> checkOutput(const QString &path, const QString &workspace)
{
    for (const QString &ending : {QString(), u"-wal"_s, u"-shm"_s, u"-journal"_s, u"-lock"_s}) {
        if (isSameFile(path, workspace + ending))
            return std::unexpected(
                fail(ErrorKind::invalidInput, u"this is the workspace itself, and would be written over"_s, u"Name another file for the output."_s).error().with(u"file"_s, path));
    }
    return {};
}

Result<void> writeFile(const QString &path, const QByteArray &bytes)
{
    const QFileInfo info(path);
    if (info.exists() && !info.isFile()) {
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly | QIODevice::ExistingOnly) || file.write(bytes) != bytes.size() || !file.flush())
            return cannotWrite(path, file);
        return {};
    }
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return cannotWrite(path, file);
    return {};
}

} // namespace assay::cli
