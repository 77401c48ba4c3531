// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/endpointpolicy.h"
#include "core/net/httpcall.h"
#include "core/net/proxy.h"

namespace assay::net {

using namespace Qt::StringLiterals;

namespace {

const QString kCheckProxy = u"Check the environment's proxy variables (https_proxy, no_proxy)"_s;

Error connectError(const QString &host, const QString &why, const QString &hint)
{
    return Error{.kind = ErrorKind::connect, .message = u"No connection to %1: %2"_s.arg(host, why), .hint = hint, .context = {}, .retryAfter = {}};
}

Error resetError(const QString &host)
{
    return Error{.kind = ErrorKind::reset,
        .message = u"The connection to %1 broke before the answer was whole"_s.arg(host),
        .hint = u"The request may have been billed; it is sent again only as a new attempt"_s,
        .context = {},
        .retryAfter = {}};
}

Error certificateError(const QString &host, const QSslError &problem)
{
    const QString why = u"its certificate was not accepted (%1)"_s.arg(problem.errorString());
    switch (problem.error()) {
    case QSslError::CertificateExpired:
    case QSslError::CertificateNotYetValid:
        return connectError(host, why, u"Check the date of this machine, or have the server's certificate renewed"_s);
    case QSslError::HostNameMismatch:
        return connectError(host, why, u"Use a name in the base URL that the certificate is for"_s);
    default:
        return connectError(host, why, u"For a certificate of your own authority set the provider's option \"caFile\""_s);
    }
}

Error proxyError(const QUrl &url, const QString &did, const QString &hint)
{
    const QString proxy = proxyFor(url);
    return connectError(hostText(url), u"the proxy %1 %2"_s.arg(proxy.isEmpty() ? u"in between"_s : proxy, did), hint);
}

std::optional<Error> proxyError(const NetworkFailure &failure)
{
    switch (failure.code) {
    case QNetworkReply::ProxyConnectionRefusedError:
        return proxyError(failure.url, u"refused the connection"_s, kCheckProxy);
    case QNetworkReply::ProxyConnectionClosedError:
        return proxyError(failure.url, u"closed the connection"_s, kCheckProxy);
    case QNetworkReply::ProxyNotFoundError:
        return proxyError(failure.url, u"is not known, or of no use for this address"_s, kCheckProxy);
    case QNetworkReply::ProxyTimeoutError:
        return proxyError(failure.url, u"did not answer in time"_s, kCheckProxy);
    case QNetworkReply::ProxyAuthenticationRequiredError:
        return proxyError(failure.url, u"wants a user and a password"_s, u"Put them into the proxy's address in the environment, as in http://user:password@proxy:3128"_s);
    case QNetworkReply::UnknownProxyError:
        return proxyError(failure.url, u"did not let it through"_s, kCheckProxy);
    default:
        return std::nullopt;
    }
}

// Qt reports a stream of HTTP/2 that the server broke off with the codes of these statuses, also after a head of status 200.
bool repeatsTheStatus(const NetworkFailure &failure)
{
    const bool isOfStatus = failure.code >= QNetworkReply::ContentAccessDenied && failure.code != QNetworkReply::ContentReSendError
        && failure.code != QNetworkReply::ProtocolFailure && failure.code != QNetworkReply::ProtocolUnknownError;
    return isOfStatus && failure.status >= 300;
}

} // namespace

// The text that Qt gives for an error holds the whole URL, so every sentence is made here.
std::optional<Error> networkError(const NetworkFailure &failure)
{
    if (failure.code == QNetworkReply::NoError || repeatsTheStatus(failure))
        return std::nullopt;
    if (auto error = proxyError(failure))
        return error;
    const QString host = hostText(failure.url);
    switch (failure.code) {
    case QNetworkReply::ConnectionRefusedError:
        return connectError(host, u"it was refused"_s, u"Check that the server runs and that the base URL has the right port"_s);
    case QNetworkReply::HostNotFoundError:
        return connectError(host, u"the host is not known"_s, u"Check the base URL and the network"_s);
    case QNetworkReply::SslHandshakeFailedError:
        if (failure.tls)
            return certificateError(host, *failure.tls);
        return connectError(host, u"TLS could not be set up"_s, u"Check that the port speaks https, with TLS 1.2 or newer"_s);
    case QNetworkReply::ProtocolFailure:
    case QNetworkReply::ProtocolUnknownError:
        // Inside TLS it is a stream of HTTP/2 that the server broke off.
        if (failure.url.scheme() == u"https" && failure.isSent)
            break;
        return Error{.kind = ErrorKind::malformed,
            .message = u"What %1 answered is not HTTP"_s.arg(host),
            .hint = u"Check the base URL, its scheme and its port"_s,
            .context = {},
            .retryAfter = {}};
    default:
        break;
    }
    if (failure.isSent)
        return resetError(host);
    if (!proxyFor(failure.url).isEmpty())
        return proxyError(failure.url, u"did not let it through"_s, kCheckProxy);
    return connectError(host, u"the network failed"_s, u"Check the network and the base URL"_s);
}

} // namespace assay::net
