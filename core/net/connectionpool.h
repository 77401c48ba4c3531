// SPDX-License-Identifier: GPL-3.0-or-later
// One transport for all models of an engine, and a second one only when a host needs more connections than one transport can open. So a lane
// never waits for a connection that another lane holds.
#pragma once

#include "core/net/httptransport.h"

#include <QHash>

namespace assay::net {

/// Lives on the thread that its transports are used on; they are made when first needed.
class ConnectionPool {
public:
    /// A transport with `connections` (at least 1, at most HttpTransport::kMaxConnectionsPerHost) set aside for this host until the last copy
    /// of the pointer is gone. The pointer may outlive the pool. Errors: invalidInput for another number.
    [[nodiscard]] Result<std::shared_ptr<HttpTransport>> lease(const QUrl &url, int connections);
    [[nodiscard]] qsizetype transports() const { return m_entries.size(); }

private:
    struct Entry {
        HttpTransport transport;
        QHash<QString, int> reserved; ///< by host and port
    };
    QList<std::shared_ptr<Entry>> m_entries;
};

} // namespace assay::net
