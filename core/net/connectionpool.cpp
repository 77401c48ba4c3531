// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/connectionpool.h"

#include <algorithm>

namespace assay::net {

using namespace Qt::StringLiterals;

Result<std::shared_ptr<HttpTransport>> ConnectionPool::lease(const QUrl &url, int connections)
{
    if (connections < 1 || connections > HttpTransport::kMaxConnectionsPerHost)
        return fail(ErrorKind::invalidInput, u"A concurrency of %1 is not possible"_s.arg(connections), u"Set it to between 1 and %1"_s.arg(HttpTransport::kMaxConnectionsPerHost));
    const QString host = url.scheme() + u':' + url.authority();
    auto found = std::ranges::find_if(m_entries, [&](const auto &entry) { return entry->host == host && entry->reserved + connections <= HttpTransport::kMaxConnectionsPerHost; });
    if (found == m_entries.end()) {
        m_entries.append(std::make_shared<Entry>());
        found = std::prev(m_entries.end());
        (*found)->host = host;
    }
    const std::shared_ptr<Entry> entry = *found;
    entry->reserved += connections;
    return std::shared_ptr<HttpTransport>(&entry->transport, [entry, connections](HttpTransport *) { entry->reserved -= connections; });
}

} // namespace assay::net
