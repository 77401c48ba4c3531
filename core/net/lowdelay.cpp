// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/lowdelay.h"

#include <QtGlobal>

#ifdef Q_OS_LINUX
#include <QDir>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#endif

namespace assay::net {

#ifdef Q_OS_LINUX

void sendWithoutDelay()
{
    const QStringList handles = QDir(QStringLiteral("/proc/self/fd")).entryList(QDir::System | QDir::Files | QDir::NoDotAndDotDot);
    for (const QString &handle : handles) {
        const int yes = 1;
        // Fails, and changes nothing, for what is no TCP socket.
        setsockopt(handle.toInt(), IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    }
}

#else

void sendWithoutDelay() {}

#endif

} // namespace assay::net
