// SPDX-License-Identifier: GPL-3.0-or-later
// Calls over a transport, waited for or not, with a key to be seen or not.
#pragma once

#include "core/net/httptransport.h"

#include <QCoro/QCoroCore>

namespace assay::test {

inline net::HttpRequest requestTo(const QUrl &url, const QByteArray &body = "{\"a\":1}", const QByteArray &method = "POST")
{
    using namespace std::chrono_literals;
    net::HttpRequest request;
    request.method = method;
    request.url = url;
    request.body = method == "POST" ? body : QByteArray();
    request.headers.append("Authorization", "Bearer hunter2hunter2");
    request.headers.append("Content-Type", "application/json");
    request.timeouts = {.connect = 20s, .idle = 20s, .total = 60s};
    return request;
}

struct Received {
    net::HttpResult result;
    QByteArray body;
    int pieces = 0;
};

inline Received call(net::HttpTransport &transport, net::HttpRequest request, std::stop_token stop = {})
{
    Received received;
    received.result = QCoro::waitFor(transport.send(
        std::move(request),
        [&](const net::HttpHead &, QByteArrayView piece) {
            received.body += piece;
            ++received.pieces;
            return net::Flow::more;
        },
        std::move(stop)));
    return received;
}

inline QCoro::Task<void> callInto(net::HttpTransport *transport, net::HttpRequest request, std::stop_token stop, std::optional<net::HttpResult> *result)
{
    *result = co_await transport->send(std::move(request), [](const net::HttpHead &, QByteArrayView) { return net::Flow::more; }, std::move(stop));
}

/// internal when there is no error.
inline ErrorKind kindOf(const net::HttpResult &result)
{
    return result.error ? result.error->kind : ErrorKind::internal;
}

inline QByteArray problemOf(const net::HttpResult &result)
{
    return result.error ? result.error->describe().toUtf8() : QByteArray();
}

} // namespace assay::test
