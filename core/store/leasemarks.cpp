// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/leasemarks.h"

#include "core/store/sqlerror.h"

#include <QFile>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

namespace assay::store {

using namespace Qt::StringLiterals;

namespace {

// Of the open file, not of the process: two places in one process see each other, too.
bool lockByte(int descriptor, qint64 byte, short type, int command)
{
    struct flock lock{};
    lock.l_type = type;
    lock.l_whence = SEEK_SET;
    lock.l_start = byte;
    lock.l_len = 1;
    while (::fcntl(descriptor, command, &lock) != 0) {
        if (errno != EINTR)
            return false;
    }
    return command != F_OFD_GETLK || lock.l_type != F_UNLCK;
}

} // namespace

Result<std::unique_ptr<LeaseMarks>> LeaseMarks::open(const QString &path)
{
    const int descriptor = ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return std::unexpected(fileError(errno, path, u"be opened"_s));
    return std::unique_ptr<LeaseMarks>(new LeaseMarks(descriptor, path));
}

LeaseMarks::~LeaseMarks()
{
    ::close(m_descriptor);
}

Result<bool> LeaseMarks::take(qint64 lease)
{
    if (m_held.contains(lease))
        return false;
    if (lockByte(m_descriptor, lease, F_WRLCK, F_OFD_SETLK)) {
        m_held.insert(lease);
        return true;
    }
    if (errno == EAGAIN || errno == EACCES)
        return false;
    return std::unexpected(fileError(errno, m_path, u"be locked"_s));
}

void LeaseMarks::letGo(qint64 lease)
{
    if (m_held.remove(lease))
        lockByte(m_descriptor, lease, F_UNLCK, F_OFD_SETLK);
}

bool LeaseMarks::isHeld(qint64 lease) const
{
    return m_held.contains(lease) || lockByte(m_descriptor, lease, F_WRLCK, F_OFD_GETLK);
}

void LeaseMarks::takeTurn()
{
    lockByte(m_descriptor, 0, F_WRLCK, F_OFD_SETLKW);
}

void LeaseMarks::endTurn()
{
    lockByte(m_descriptor, 0, F_UNLCK, F_OFD_SETLK);
}

} // namespace assay::store
