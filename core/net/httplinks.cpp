// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/httplinks.h"

#include "core/net/proxy.h"

#include <algorithm>

namespace assay::net {

HttpLink::HttpLink()
{
    manager.setProxyFactory(new EnvironmentProxies); // the manager owns it
}

std::shared_ptr<HttpLink> HttpLinks::choose(const QUrl &url)
{
    // Without TLS each call has a connection of its own.
    const bool isShared = url.scheme() == u"https";
    const int calls = isShared ? kCallsPerLink : kConnectionsPerLink;
    // One count is the list's.
    const auto isFull = [calls](const std::shared_ptr<HttpLink> &link) { return link.use_count() > calls; };
    const auto least = isShared ? std::ranges::min_element(m_links, {}, &std::shared_ptr<HttpLink>::use_count) : std::ranges::find_if_not(m_links, isFull);
    if (least != m_links.end() && !isFull(*least))
        return *least;
    if (m_links.size() < (m_connections + calls - 1) / calls) {
        m_links.append(std::make_shared<HttpLink>());
        return m_links.last();
    }
    return *std::ranges::min_element(m_links, {}, &std::shared_ptr<HttpLink>::use_count);
}

} // namespace assay::net
