// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/redirect.h"

#include "core/net/endpointpolicy.h"

namespace assay::net {

using namespace Qt::StringLiterals;

namespace {

int portOf(const QUrl &url)
{
    return url.port(url.scheme() == u"https" ? 443 : 80);
}

bool isSameOrigin(const QUrl &a, const QUrl &b)
{
    return a.scheme() == b.scheme() && a.host() == b.host() && portOf(a) == portOf(b);
}

bool keepsTheRequest(const QByteArray &method, int status)
{
    const bool isKept = status == 307 || status == 308;
    return isKept || (method == "GET" && (status == 301 || status == 302 || status == 303));
}

Result<QUrl> refuse(const QUrl &from, int status, const QString &where)
{
    return fail(ErrorKind::badRequest, u"%1 answered with a redirect (%2) %3"_s.arg(hostText(from)).arg(status).arg(where), u"Set the base URL to where the API really is"_s);
}

} // namespace

bool isRedirect(const HttpHead &head)
{
    return head.status >= 300 && head.status < 400;
}

Result<QUrl> redirectTarget(const HttpRequest &request, const HttpHead &head, int followed)
{
    const QByteArrayView location = head.headers.value(QHttpHeaders::WellKnownHeader::Location);
    if (location.isEmpty())
        return refuse(request.url, head.status, u"that names no place"_s);
    QUrl target = request.url.resolved(QUrl::fromEncoded(location));
    target.setFragment({});
    if (!isSameOrigin(request.url, target))
        return refuse(request.url, head.status, u"to %1://%2; it is not followed, since it would carry the key along"_s.arg(target.scheme(), hostText(target)));
    if (!keepsTheRequest(request.method, head.status))
        return refuse(request.url, head.status, u"that would not send the same request again"_s);
    if (followed >= kMaxRedirects)
        return refuse(request.url, head.status, u"for the %1th time"_s.arg(followed + 1));
    if (const auto allowed = checkEndpoint(target, request.allowPlainHttp); !allowed)
        return std::unexpected(allowed.error());
    return target;
}

} // namespace assay::net
