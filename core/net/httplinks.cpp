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
    if (m_links.isEmpty())
        m_links.append(std::make_shared<HttpLink>());
    // Without TLS each call has a connection of its own anyway.
    if (url.scheme() != u"https")
        return m_links.first();
    auto least = std::ranges::min_element(m_links, {}, &std::shared_ptr<HttpLink>::use_count);
    const bool isFull = least->use_count() > kCallsPerLink; // one count is the list's
    if (isFull && m_links.size() < m_most) {
        m_links.append(std::make_shared<HttpLink>());
        return m_links.last();
    }
    return *least;
}

} // namespace assay::net
