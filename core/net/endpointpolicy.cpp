// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/endpointpolicy.h"

#include <QHostAddress>
#include <QUrlQuery>

#include <algorithm>
#include <array>

namespace assay::net {

using namespace Qt::StringLiterals;

namespace {

bool hasKeyInQuery(const QUrl &url)
{
    constexpr std::array kNames{u"key", u"api_key", u"apikey", u"api-key", u"access_token", u"token"};
    const auto items = QUrlQuery(url).queryItems();
    return std::ranges::any_of(items,
        [&](const auto &item) { return std::ranges::any_of(kNames, [&](const char16_t *name) { return item.first.compare(QStringView(name), Qt::CaseInsensitive) == 0; }); });
}

} // namespace

bool isLoopback(const QUrl &url)
{
    const QString host = url.host();
    return host == u"localhost" || QHostAddress(host).isLoopback();
}

Result<void> checkEndpoint(const QUrl &url, bool allowPlainHttp)
{
    const QString example = u"It looks like https://api.example.com/v1 or http://localhost:11434/v1"_s;
    if (!url.isValid() || url.host().isEmpty())
        return fail(ErrorKind::invalidInput, u"The base URL is not an address with a host"_s, example);
    if (url.scheme() != u"https" && url.scheme() != u"http")
        return fail(ErrorKind::invalidInput, u"The base URL of %1 is neither https nor http"_s.arg(hostText(url)), example);
    if (!url.userInfo().isEmpty())
        return fail(
            ErrorKind::invalidInput, u"The base URL of %1 holds a user or a password"_s.arg(hostText(url)), u"Take it out and give the key's source instead, such as env:NAME"_s);
    if (hasKeyInQuery(url))
        return fail(
            ErrorKind::invalidInput, u"The base URL of %1 holds a key in its query"_s.arg(hostText(url)), u"Take it out and give the key's source instead, such as env:NAME"_s);
    if (url.scheme() == u"http" && !allowPlainHttp && !isLoopback(url))
        return fail(ErrorKind::invalidInput, u"Plain http to %1 would send key and prompts readable by anyone on the way"_s.arg(hostText(url)),
            u"Use https, or set the provider's option \"allowPlainHttp\" to true"_s);
    return {};
}

QString hostText(const QUrl &url)
{
    const bool isIpv6 = url.host().contains(u':');
    const QString host = isIpv6 ? QString(u'[' + url.host() + u']') : url.host();
    return url.port() < 0 ? host : QString(host + u':' + QString::number(url.port()));
}

} // namespace assay::net
