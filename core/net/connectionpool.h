// SPDX-License-Identifier: GPL-3.0-or-later
// One transport a host for all models of an engine, and a second one only when a host needs more connections than one transport can open. So a lane
// never waits for a connection that another lane holds, nor for a host that keeps the thread of its transport busy.
#pragma once

#include "core/net/httptransport.h"

namespace assay::net {

/// Lives on the thread that its transports are used on; they are made when first needed.
class ConnectionPool {
public:
    /// A transport with `connections` (at least 1, at most HttpTransport::kMaxConnectionsPerHost) set aside for this host until the last copy
    /// of the pointer is gone. The pointer may outlive the pool. The certificates of `caFile` (PEM) are trusted besides the system's. Errors:
    /// invalidInput for another number, or a file that cannot be read or holds no valid certificate, naming it.
    [[nodiscard]] Result<std::shared_ptr<HttpTransport>> lease(const QUrl &url, int connections, const QString &caFile = {});
    [[nodiscard]] qsizetype transports() const { return m_entries.size(); }

private:
    struct Entry {
        explicit Entry(const QList<QSslCertificate> &certificates) : transport(HttpTransport::kMaxConnectionsPerHost, certificates) {}

        QString host; ///< with scheme, port, the file of certificates and when that was written
        HttpTransport transport;
        int reserved = 0;
    };
    QList<std::shared_ptr<Entry>> m_entries;
};

} // namespace assay::net
