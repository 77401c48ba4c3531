// SPDX-License-Identifier: GPL-3.0-or-later
// Which proxy a request takes: the one that the environment names, and none to this machine.
#pragma once

#include <QNetworkProxyFactory>
#include <QUrl>

namespace assay::net {

class EnvironmentProxies final : public QNetworkProxyFactory {
public:
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override;
};

/// "proxy.example.com:3128" when requests to the address take a proxy; else empty.
[[nodiscard]] QString proxyFor(const QUrl &url);

} // namespace assay::net
