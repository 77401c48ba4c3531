// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/httptransport.h"

#include "core/net/endpointpolicy.h"
#include "core/net/httpcall.h"
#include "core/net/httplinks.h"

#include <QHttp1Configuration>

#include <algorithm>

namespace assay::net {

using namespace Qt::StringLiterals;

namespace {

QNetworkRequest prototypeRequest(int connectionsPerHost)
{
    QNetworkRequest request;
    QHttp1Configuration connections;
    connections.setNumberOfConnectionsPerHost(std::min(connectionsPerHost, HttpLinks::kConnectionsPerLink));
    request.setHttp1Configuration(connections);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, true);
    request.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    return request;
}

QSslConfiguration tlsWith(const QList<QSslCertificate> &certificates)
{
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    if (!certificates.isEmpty())
        tls.addCaCertificates(certificates);
    return tls;
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

QNetworkRequest HttpTransport::State::requestTo(const QUrl &url)
{
    QNetworkRequest request = prototype;
    request.setUrl(url);
    if (url.scheme() == u"https") {
        if (!tls)
            tls = tlsWith(certificates);
        request.setSslConfiguration(*tls);
    }
    return request;
}

HttpTransport::HttpTransport(int connectionsPerHost, const QList<QSslCertificate> &certificates)
{
    const int connections = std::clamp(connectionsPerHost, 1, kMaxConnectionsPerHost);
    m_state = std::make_shared<State>(connections);
    m_state->prototype = prototypeRequest(connections);
    m_state->certificates = certificates;
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

} // namespace assay::net
