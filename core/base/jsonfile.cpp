// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/jsonfile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>

namespace assay {

using namespace Qt::StringLiterals;

namespace {

std::unexpected<Error> refuse(const QString &path, const QString &message)
{
    return std::unexpected(fail(ErrorKind::io, message, u"Check the disk and your rights."_s).error().with(u"file"_s, path));
}

// The kernel gives it back however its holder dies.
class FileLock {
public:
    explicit FileLock(const QString &path) : m_descriptor(::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600))
    {
        while (m_descriptor >= 0 && ::flock(m_descriptor, LOCK_EX) != 0) {
            if (errno != EINTR) {
                ::close(m_descriptor);
                m_descriptor = -1;
            }
        }
    }
    ~FileLock()
    {
        if (m_descriptor >= 0)
            ::close(m_descriptor);
    }
    FileLock(const FileLock &) = delete;
    FileLock &operator=(const FileLock &) = delete;
    [[nodiscard]] bool isHeld() const { return m_descriptor >= 0; }

private:
    int m_descriptor;
};

Result<void> writeWhole(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) || file.write(bytes) != bytes.size() || !file.commit())
        return refuse(path, u"cannot be written: %1"_s.arg(file.errorString()));
    return {};
}

} // namespace

Result<Json> readJsonFile(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return Json(jsoncons::json_object_arg);
    if (!file.open(QIODevice::ReadOnly))
        return refuse(path, u"cannot be read: %1"_s.arg(file.errorString()));
    auto json = parseJson(QByteArrayView(file.readAll()));
    if (!json)
        return std::unexpected(json.error().with(u"file"_s, path));
    if (!json->is_object())
        return std::unexpected(fail(ErrorKind::parse, u"is no JSON object"_s, u"Correct the file, or remove it."_s).error().with(u"file"_s, path));
    return json;
}

Result<void> changeJsonFile(const QString &path, const std::function<Result<void>(Json &)> &change)
{
    if (!QDir().mkpath(QFileInfo(path).absolutePath()))
        return refuse(path, u"its folder cannot be made"_s);
    const FileLock lock(path + u".lock"_s);
    if (!lock.isHeld())
        return refuse(path, u"cannot be locked: %1"_s.arg(qt_error_string(errno)));
    auto json = readJsonFile(path);
    if (!json)
        return std::unexpected(json.error());
    const Json before = *json;
    if (auto changed = change(*json); !changed)
        return changed;
    return *json == before ? Result<void>() : writeWhole(path, toPrettyJson(*json));
}

} // namespace assay
