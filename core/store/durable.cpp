// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/durable.h"

#include <QFile>

#include <fcntl.h>
#include <unistd.h>

namespace assay::store {

bool makeDurable(const QString &path)
{
    const int descriptor = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return false;
    const bool isDone = ::fsync(descriptor) == 0;
    ::close(descriptor);
    return isDone;
}

} // namespace assay::store
