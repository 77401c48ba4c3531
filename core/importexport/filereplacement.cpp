// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importexport/filereplacement.h"

#include <QDir>
#include <QFile>

#include <cerrno>
#include <cstdio>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace assay::importexport {

using namespace Qt::StringLiterals;

namespace {

std::unexpected<Error> systemError(const QString &path, int number)
{
    const bool isFull = number == ENOSPC || number == EDQUOT || number == EFBIG;
    const ErrorKind kind = isFull ? ErrorKind::diskFull : number == EROFS ? ErrorKind::readOnly : ErrorKind::io;
    const QString hint = isFull ? u"Nothing was changed: free some space, and try again."_s : u"Nothing was changed: check the path and your rights."_s;
    return std::unexpected(fail(kind, u"cannot be written: %1"_s.arg(qt_error_string(number)), hint).error().with(u"file"_s, path));
}

QByteArray native(const QString &path)
{
    return QFile::encodeName(path);
}

/// Closed when it goes.
class Descriptor {
public:
    Descriptor(const QString &path, int flags) : m_number(::open(native(path).constData(), flags | O_CLOEXEC, 0666)) {}
    ~Descriptor()
    {
        if (m_number >= 0)
            ::close(m_number);
    }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;
    [[nodiscard]] bool isOpen() const { return m_number >= 0; }
    [[nodiscard]] int number() const { return m_number; }
    /// 0, or what went wrong.
    [[nodiscard]] int write(const QByteArray &bytes) const
    {
        for (qsizetype done = 0; done < bytes.size();) {
            const auto written = ::write(m_number, bytes.constData() + done, static_cast<std::size_t>(bytes.size() - done));
            if (written < 0 && errno != EINTR)
                return errno;
            done += std::max<qsizetype>(written, 0);
        }
        return ::fsync(m_number) == 0 ? 0 : errno;
    }

private:
    int m_number;
};

int writeNew(const QString &path, const QByteArray &bytes)
{
    const Descriptor file(path, O_WRONLY | O_CREAT | O_EXCL);
    return file.isOpen() ? file.write(bytes) : errno;
}

class Replacement {
public:
    explicit Replacement(const QString &folder) : m_folder(folder) {}
    ~Replacement()
    {
        if (!m_beside.isEmpty())
            QDir(m_beside).removeRecursively();
        if (m_isKept)
            return;
        for (const QString &made : m_madeFolders)
            QDir().rmdir(made);
    }
    Replacement(const Replacement &) = delete;
    Replacement &operator=(const Replacement &) = delete;

    Result<void> carryOut(const QList<NewFile> &files)
    {
        return makeFolder(m_folder).and_then([&] { return lock(); }).and_then([&] { return writeBeside(files); }).and_then([&] { return putInPlace(files); });
    }

private:
    /// Newest first, to be taken away again in that order.
    Result<void> makeFolder(const QString &path)
    {
        if (QFileInfo(path).isDir())
            return {};
        const QString parent = QFileInfo(path).absolutePath();
        if (parent == path)
            return systemError(path, ENOENT);
        if (const auto made = makeFolder(parent); !made)
            return made;
        if (QFileInfo::exists(path)) {
            return std::unexpected(fail(ErrorKind::invalidInput, u"is a file, where a folder is needed"_s, u"Nothing was changed: name another folder, or take the file away."_s)
                    .error()
                    .with(u"file"_s, path));
        }
        if (::mkdir(native(path).constData(), 0777) != 0)
            return systemError(path, errno);
        m_madeFolders.prepend(path);
        return {};
    }

    Result<void> lock()
    {
        m_lock.emplace(m_folder, O_RDONLY | O_DIRECTORY);
        if (!m_lock->isOpen())
            return systemError(m_folder, errno);
        if (::flock(m_lock->number(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
            return std::unexpected(fail(ErrorKind::inUse, u"another program writes into the folder"_s, u"Try again when it is done."_s).error().with(u"file"_s, m_folder));
        // Nobody else writes here: what stands there is of somebody who was killed.
        for (const QString &left : QDir(m_folder).entryList({kBesideFolder + u'*'}, QDir::Dirs | QDir::Hidden))
            QDir(m_folder + u'/' + left).removeRecursively();
        return {};
    }

    Result<void> writeBeside(const QList<NewFile> &files)
    {
        const QString beside = m_folder + u'/' + kBesideFolder + QString::number(::getpid());
        if (::mkdir(native(beside).constData(), 0777) != 0)
            return systemError(beside, errno);
        m_beside = beside;
        for (qsizetype i = 0; i < files.size(); ++i) {
            const QString target = targetOf(files.at(i));
            if (const auto inside = makeFoldersInside(files.at(i)); !inside)
                return inside;
            if (const int failed = files.at(i).isRemoved ? 0 : writeNew(newFile(i), files.at(i).bytes); failed != 0)
                return systemError(target, failed);
            QFile old(target);
            if (!old.exists())
                continue;
            if (!old.open(QIODevice::ReadOnly))
                return systemError(target, EACCES);
            if (const int failed = writeNew(oldFile(i), old.readAll()); failed != 0)
                return systemError(target, failed);
        }
        return {};
    }

    Result<void> makeFoldersInside(const NewFile &file)
    {
        QString path = m_folder;
        const QStringList parts = file.path.split(u'/').first(file.path.count(u'/'));
        for (const QString &part : parts) {
            path += u'/' + part;
            if (QFileInfo(path).isSymLink()) {
                return std::unexpected(fail(ErrorKind::invalidInput, u"is a symbolic link, and is not followed"_s, u"Put a folder in its place."_s).error().with(u"file"_s, path));
            }
            if (const auto made = makeFolder(path); !made)
                return made;
        }
        return {};
    }

    Result<void> putInPlace(const QList<NewFile> &files)
    {
        for (qsizetype i = 0; i < files.size(); ++i) {
            const QString target = targetOf(files.at(i));
            const bool isDone = files.at(i).isRemoved ? ::unlink(native(target).constData()) == 0 : ::rename(native(newFile(i)).constData(), native(target).constData()) == 0;
            if (isDone)
                continue;
            const int failed = errno;
            for (qsizetype done = i - 1; done >= 0; --done)
                takeBack(targetOf(files.at(done)), oldFile(done));
            return systemError(target, failed);
        }
        m_isKept = true;
        ::syncfs(m_lock->number());
        return {};
    }

    static void takeBack(const QString &target, const QString &old)
    {
        if (QFileInfo::exists(old))
            ::rename(native(old).constData(), native(target).constData());
        else
            ::unlink(native(target).constData());
    }

    [[nodiscard]] QString targetOf(const NewFile &file) const { return m_folder + u'/' + file.path; }
    [[nodiscard]] QString newFile(qsizetype index) const { return m_beside + u"/new-"_s + QString::number(index); }
    [[nodiscard]] QString oldFile(qsizetype index) const { return m_beside + u"/old-"_s + QString::number(index); }

    QString m_folder;
    QString m_beside;
    QStringList m_madeFolders;
    std::optional<Descriptor> m_lock;
    bool m_isKept = false;
};

} // namespace

Result<void> replaceFiles(const QString &folder, const QList<NewFile> &files)
{
    // With nothing to write either, what a program that was killed has left goes.
    if (files.isEmpty() && QDir(folder).entryList({kBesideFolder + u'*'}, QDir::Dirs | QDir::Hidden).isEmpty())
        return {};
    return Replacement(QDir::cleanPath(QFileInfo(folder).absoluteFilePath())).carryOut(files);
}

} // namespace assay::importexport
