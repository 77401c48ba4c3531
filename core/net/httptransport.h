// SPDX-License-Identifier: GPL-3.0-or-later
// One request out, one answer in, as bytes. Guarantees: a request, with a body or without, goes over the wire at most once per call, whatever the
// connection does and whichever version of HTTP it speaks, and once more for each redirect to the same host (redirect.h); no cookie, cache or compression
// is in play; TLS is 1.2 or newer; traffic to this machine never takes a proxy; every call completes, with an error when it did not end orderly; no error
// holds a path, a query or a header.
#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"

#include <QCoro/QCoroTask>
#include <QHttpHeaders>
#include <QSslCertificate>
#include <QUrl>

#include <functional>
#include <memory>
#include <stop_token>

namespace assay::net {

struct HttpTimeouts {
    Milliseconds connect{5'000}; ///< until the request is on its way
    Milliseconds idle{30'000};   ///< without a single byte
    Milliseconds total{600'000}; ///< from call to end
};

struct HttpRequest {
    QByteArray method = "POST"; ///< POST with a body; GET or DELETE without
    QUrl url;
    QHttpHeaders headers;
    QByteArray body;
    HttpTimeouts timeouts;
    qint64 maxResponseBytes = 32 * 1024 * 1024;
    bool allowPlainHttp = false; ///< to hosts other than this machine
};

struct HttpHead {
    int status = 0; ///< 0: no status line came
    QHttpHeaders headers;
};

struct HttpResult {
    HttpHead head;
    qint64 bytes = 0;  ///< of the body
    int redirects = 0; ///< followed, each a request of its own on the wire
    std::optional<Milliseconds> timeToFirstByte;
    Milliseconds duration{0};
    /// Of the exchange itself, never for a mere status of 400 or above: invalidInput (endpoint refused), connect, timeout, reset (also a body
    /// shorter than announced), tooLarge (body or head), badRequest (a redirect that is not followed), malformed, cancelled. A body without an announced
    /// length can end early without an error: what it holds must have an end mark of its own.
    std::optional<Error> error;
};

enum class Flow {
    more,
    enough ///< the answer is whole: nothing that happens afterwards is an error
};
/// Called with each piece of a body as it arrives, never for a redirect.
using ChunkSink = std::function<Flow(const HttpHead &head, QByteArrayView piece)>;

/// Lives on one thread with an event loop.
class HttpTransport {
public:
    /// Half of the files that a process may have open by default.
    static constexpr int kMaxConnectionsPerHost = 512;
    /// Of the head of an answer. Qt itself takes no head of HTTP/1.1 with more than 100 lines.
    static constexpr qsizetype kMaxHeaderLines = 256;
    static constexpr qint64 kMaxHeaderBytes = 256 * 1024;

    /// `certificates` are trusted besides the system's.
    explicit HttpTransport(int connectionsPerHost = kMaxConnectionsPerHost, const QList<QSslCertificate> &certificates = {});
    /// Calls in flight complete with kind cancelled.
    ~HttpTransport();
    HttpTransport(const HttpTransport &) = delete;
    HttpTransport &operator=(const HttpTransport &) = delete;

    /// Completes from the event loop, also after a stop from any thread. May outlive the transport.
    [[nodiscard]] QCoro::Task<HttpResult> send(HttpRequest request, ChunkSink sink, std::stop_token stop);

    struct State;

private:
    std::shared_ptr<State> m_state;
};

} // namespace assay::net
