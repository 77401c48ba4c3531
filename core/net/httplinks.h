// SPDX-License-Identifier: GPL-3.0-or-later
// The links that the calls of one transport go out on. A link is what Qt Network needs to keep connections apart: over HTTP/2 all calls of a link share
// one connection to a host, and Qt neither opens a second one when the server takes no more streams, nor leaves one that the server wants to close or
// that has fallen silent; over HTTP/1.1 it may hand a request to a connection that is still breaking. So calls are spread over links, and a link that
// serves badly is taken out: its calls end on it, new ones get another.
#pragma once

#include <QNetworkAccessManager>
#include <QUrl>

#include <memory>
#include <optional>

namespace assay::net {

struct HttpLink {
    HttpLink();

    QNetworkAccessManager manager;
    std::optional<bool> isHttp2; ///< once an answer to https has come
};

class HttpLinks {
public:
    /// The streams that a server should allow at least (RFC 9113, section 6.5.2).
    static constexpr int kCallsPerLink = 100;
    /// The most that Qt Network opens to one host. Further requests wait inside it.
    static constexpr int kConnectionsPerLink = 255;

    explicit HttpLinks(int connectionsPerHost) : m_connections(connectionsPerHost) {}

    /// The link for one more call, which holds it until it has ended.
    [[nodiscard]] std::shared_ptr<HttpLink> choose(const QUrl &url);
    /// No further call goes out on it.
    void retire(const std::shared_ptr<HttpLink> &link) { m_links.removeAll(link); }

private:
    int m_connections;
    QList<std::shared_ptr<HttpLink>> m_links;
};

} // namespace assay::net
