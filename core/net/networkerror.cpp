// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/httpcall.h"

namespace assay::net {

using namespace Qt::StringLiterals;

namespace {

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

bool repeatsTheStatus(QNetworkReply::NetworkError code)
{
    return code >= QNetworkReply::ContentAccessDenied && code != QNetworkReply::ContentReSendError && code != QNetworkReply::ProtocolFailure
        && code != QNetworkReply::ProtocolUnknownError;
}

} // namespace

// The text that Qt gives for an error holds the whole URL, so every sentence is made here.
std::optional<Error> networkError(QNetworkReply::NetworkError code, const QString &host, bool isSent, const QString &tlsProblem)
{
    if (code == QNetworkReply::NoError || repeatsTheStatus(code))
        return std::nullopt;
    switch (code) {
    case QNetworkReply::ConnectionRefusedError:
        return connectError(host, u"it was refused"_s, u"Check that the server runs and that the base URL has the right port"_s);
    case QNetworkReply::HostNotFoundError:
        return connectError(host, u"the host is not known"_s, u"Check the base URL and the network"_s);
    case QNetworkReply::SslHandshakeFailedError:
        return connectError(host, tlsProblem.isEmpty() ? u"its TLS set-up was not accepted"_s : u"its certificate was not accepted (%1)"_s.arg(tlsProblem),
            u"Check the date of this machine; for a certificate of your own authority set the provider's option \"caFile\""_s);
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
    case QNetworkReply::UnknownProxyError:
        return connectError(host, u"the proxy did not let it through"_s, u"Check the environment's proxy variables"_s);
    case QNetworkReply::ProtocolFailure:
    case QNetworkReply::ProtocolUnknownError:
        return Error{.kind = ErrorKind::malformed,
            .message = u"What %1 answered is not HTTP"_s.arg(host),
            .hint = u"Check the base URL, its scheme and its port"_s,
            .context = {},
            .retryAfter = {}};
    default:
        break;
    }
    if (isSent)
        return resetError(host);
    return connectError(host, u"the network failed"_s, u"Check the network and the base URL"_s);
}

} // namespace assay::net
