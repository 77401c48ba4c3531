// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/proxy.h"

#include "core/net/endpointpolicy.h"

namespace assay::net {

namespace {

QNetworkProxy proxyOf(const QUrl &url)
{
    if (isLoopback(url))
        return QNetworkProxy::NoProxy;
    const auto found = QNetworkProxyFactory::systemProxyForQuery(QNetworkProxyQuery(url));
    return found.isEmpty() ? QNetworkProxy(QNetworkProxy::NoProxy) : found.first();
}

} // namespace

QList<QNetworkProxy> EnvironmentProxies::queryProxy(const QNetworkProxyQuery &query)
{
    return {proxyOf(query.url())};
}

QString proxyFor(const QUrl &url)
{
    const QNetworkProxy proxy = proxyOf(url);
    if (proxy.type() == QNetworkProxy::NoProxy || proxy.type() == QNetworkProxy::DefaultProxy)
        return {};
    return proxy.hostName() + u':' + QString::number(proxy.port());
}

} // namespace assay::net
