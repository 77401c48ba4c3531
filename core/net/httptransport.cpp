// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/httptransport.h"

#include "core/net/endpointpolicy.h"
#include "core/net/httpcall.h"

#include <QHttp1Configuration>
#include <QNetworkProxyFactory>
#include <QSslConfiguration>

#include <algorithm>

namespace assay::net {

using namespace Qt::StringLiterals;

namespace {

QNetworkProxy proxyOf(const QUrl &url)
{
    if (isLoopback(url))
        return QNetworkProxy::NoProxy;
    const auto found = QNetworkProxyFactory::systemProxyForQuery(QNetworkProxyQuery(url));
    return found.isEmpty() ? QNetworkProxy(QNetworkProxy::NoProxy) : found.first();
}

class EnvironmentProxies final : public QNetworkProxyFactory {
public:
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override { return {proxyOf(query.url())}; }
};

QNetworkRequest prototypeRequest(int connectionsPerHost, const QList<QSslCertificate> &certificates)
{
    QNetworkRequest request;
    if (!certificates.isEmpty()) {
        QSslConfiguration tls = request.sslConfiguration();
        tls.addCaCertificates(certificates);
        request.setSslConfiguration(tls);
    }
    QHttp1Configuration connections;
    connections.setNumberOfConnectionsPerHost(std::clamp(connectionsPerHost, 1, HttpTransport::kMaxConnectionsPerHost));
    request.setHttp1Configuration(connections);
    request.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    return request;
}

struct Ended {
    HttpCall *call;
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> waiter) const { call->start(waiter); }
    HttpResult await_resume() const { return call->takeResult(); }
};

QCoro::Task<HttpResult> exchange(std::shared_ptr<HttpTransport::State> state, HttpRequest request, ChunkSink sink, std::stop_token stop)
{
    if (const auto allowed = checkEndpoint(request.url, request.allowPlainHttp); !allowed) {
        HttpResult refused;
        refused.error = allowed.error();
        co_return refused;
    }
    HttpCall call(std::move(state), std::move(request), std::move(sink), std::move(stop));
    co_return co_await Ended{&call};
}

} // namespace

HttpTransport::HttpTransport(int connectionsPerHost, const QList<QSslCertificate> &certificates) : m_state(std::make_shared<State>())
{
    m_state->prototype = prototypeRequest(connectionsPerHost, certificates);
    m_state->manager.setProxyFactory(new EnvironmentProxies); // the manager owns it
}

HttpTransport::~HttpTransport()
{
    m_state->isClosed = true;
    while (!m_state->calls.isEmpty())
        (*m_state->calls.begin())->closeNow();
}

QCoro::Task<HttpResult> HttpTransport::send(HttpRequest request, ChunkSink sink, std::stop_token stop)
{
    return exchange(m_state, std::move(request), std::move(sink), std::move(stop));
}

QString proxyFor(const QUrl &url)
{
    const QNetworkProxy proxy = proxyOf(url);
    if (proxy.type() == QNetworkProxy::NoProxy || proxy.type() == QNetworkProxy::DefaultProxy)
        return {};
    return proxy.hostName() + u':' + QString::number(proxy.port());
}

} // namespace assay::net
