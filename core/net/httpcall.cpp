// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/httpcall.h"

#include "core/net/endpointpolicy.h"
#include "core/net/lowdelay.h"
#include "core/net/redirect.h"
#include "core/net/uploadbody.h"

#include <QCoreApplication>
#include <QTimerEvent>

#include <array>

namespace assay::net {

using namespace Qt::StringLiterals;

namespace {

// After the last byte that matters the connection gets this long to end orderly, so that it can be used again.
constexpr Milliseconds kLinger{1'000};
constexpr int kMostTears = 4;

Milliseconds since(std::chrono::steady_clock::time_point moment)
{
    return std::chrono::duration_cast<Milliseconds>(std::chrono::steady_clock::now() - moment);
}

QString inSeconds(Milliseconds duration)
{
    return QString::number(static_cast<double>(duration.count()) / 1000.0) + u" s"_s;
}

Error errorOf(ErrorKind kind, const QString &message, const QString &hint = {})
{
    return Error{.kind = kind, .message = message, .hint = hint, .context = {}, .retryAfter = {}};
}

bool isBreak(QNetworkReply::NetworkError code)
{
    return code == QNetworkReply::RemoteHostClosedError || code == QNetworkReply::ContentReSendError || code == QNetworkReply::UnknownNetworkError;
}

Error cancelledError(const QString &host)
{
    return errorOf(ErrorKind::cancelled, u"The call to %1 was cancelled"_s.arg(host));
}

} // namespace

void HttpCall::RequestStop::operator()() const
{
    // The one who asks may be on another thread, or deep inside something that this call's end would change.
    QCoreApplication::postEvent(call, new QEvent(QEvent::User));
}

void HttpCall::customEvent(QEvent * /*event*/)
{
    end(cancelledError(m_host));
}

HttpCall::HttpCall(std::shared_ptr<HttpTransport::State> state, HttpRequest request, ChunkSink sink, std::stop_token stop)
    : m_state(std::move(state)),
      m_request(std::move(request)),
      m_sink(std::move(sink)),
      m_stop(std::move(stop)),
      m_host(hostText(m_request.url))
{
}

HttpCall::~HttpCall()
{
    dropReply();
}

void HttpCall::start(std::coroutine_handle<> waiter)
{
    m_waiter = waiter;
    m_started = std::chrono::steady_clock::now();
    m_lastByte = m_started;
    m_state->calls.insert(this);
    if (m_state->isClosed || m_stop.stop_requested()) {
        end(cancelledError(m_host));
        return;
    }
    send();
    watch();
    m_onStop.emplace(m_stop, RequestStop{this});
}

void HttpCall::closeNow()
{
    end(cancelledError(m_host));
    QCoreApplication::removePostedEvents(this, QEvent::MetaCall);
    m_waiter.resume();
}

void HttpCall::send()
{
    sendOn(m_state->links.choose(m_request.url));
}

void HttpCall::sendOn(std::shared_ptr<HttpLink> link)
{
    m_queued = std::chrono::steady_clock::now();
    m_lastByte = m_queued;
    m_connecting.reset();
    m_hasNewConnection = false;
    m_isSent = false;
    QNetworkRequest request = m_state->requestTo(m_request.url);
    QHttpHeaders headers = m_request.headers;
    // Without compression the length of the body can be checked, and a stream is not held back to fill a block.
    headers.replaceOrAppend(QHttpHeaders::WellKnownHeader::AcceptEncoding, "identity");
    // Qt buffers a sequential body of unknown length in full, and then could send it again.
    headers.replaceOrAppend(QHttpHeaders::WellKnownHeader::ContentLength, QByteArray::number(m_request.body.size()));
    request.setHeaders(std::move(headers));
    // A request without a body has an empty one: without any Qt sends it up to four times when connections break.
    auto body = std::make_unique<UploadBody>(m_request.body, nullptr);
    m_reply = link->manager.sendCustomRequest(request, m_request.method, body.get());
    m_link = std::move(link);
    m_body = body.release();
    m_body->setParent(m_reply);

    connect(m_reply, &QNetworkReply::socketStartedConnecting, this, [this] {
        m_connecting = std::chrono::steady_clock::now();
        watch();
    });
    connect(m_reply, &QNetworkReply::encrypted, this, [this] {
        m_hasNewConnection = true;
        // Qt does not tell when a request with an empty body is sent, which is now.
        if (m_request.body.isEmpty())
            noteSent();
    });
    connect(m_reply, &QNetworkReply::requestSent, this, [this] { noteSent(); });
    connect(m_reply, &QNetworkReply::sslErrors, this, [this](const QList<QSslError> &errors) { m_tlsProblem = errors.first(); });
    connect(m_reply, &QNetworkReply::metaDataChanged, this, [this] { readHead(); });
    connect(m_reply, &QIODevice::readyRead, this, [this] { read(); });
    connect(m_reply, &QNetworkReply::finished, this, [this] { onFinished(); });
}

void HttpCall::noteSent()
{
    m_isSent = true;
    m_lastByte = std::chrono::steady_clock::now();
    m_state->reachedHosts.insert(m_host);
}

void HttpCall::readHead()
{
    m_lastByte = std::chrono::steady_clock::now();
    if (m_result.head.status != 0)
        return;
    m_result.head.status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (m_result.head.status == 0)
        return;
    m_result.head.headers = m_reply->headers();
    if (isRedirect(m_result.head))
        m_body->setRedirected();
    m_isSent = true;
    m_result.timeToFirstByte = since(m_started);
    noteProtocol();
    judgeHead();
}

void HttpCall::noteProtocol()
{
    if (m_request.url.scheme() != u"https")
        return;
    const bool isHttp2 = m_reply->attribute(QNetworkRequest::Http2WasUsedAttribute).toBool();
    m_link->isHttp2 = isHttp2;
    if (isHttp2 && m_hasNewConnection)
        sendWithoutDelay();
}

void HttpCall::judgeHead()
{
    const QHttpHeaders &headers = m_result.head.headers;
    qint64 bytes = 0;
    for (qsizetype i = 0; i < headers.size(); ++i)
        bytes += headers.nameAt(i).size() + headers.valueAt(i).size();
    // Qt drops all lines of a head that it finds too long, and then does not know where the body ends.
    const bool isDropped = headers.isEmpty() && m_link->isHttp2 != true;
    if (isDropped || headers.size() > HttpTransport::kMaxHeaderLines || bytes > HttpTransport::kMaxHeaderBytes)
        end(errorOf(
            ErrorKind::tooLarge, u"The head of %1's answer has too many lines or too long ones, or none"_s.arg(m_host), u"Check that the base URL belongs to a chat API"_s));
}

void HttpCall::read()
{
    readHead();
    std::array<char, 16 * 1024> buffer;
    while (m_reply) {
        const qint64 count = m_reply->read(buffer.data(), static_cast<qint64>(buffer.size()));
        if (count <= 0)
            return;
        m_result.bytes += count;
        if (m_result.bytes > m_request.maxResponseBytes && !m_enough) {
            end(errorOf(ErrorKind::tooLarge, u"The answer of %1 is larger than %2 bytes"_s.arg(m_host).arg(m_request.maxResponseBytes),
                u"Ask for a shorter answer, or check that the base URL belongs to a chat API"_s));
            return;
        }
        if (m_enough || isRedirect(m_result.head) || m_sink(m_result.head, QByteArrayView(buffer.data(), count)) == Flow::more)
            continue;
        m_enough = m_lastByte;
        watch();
    }
}

void HttpCall::onFinished()
{
    read();
    if (m_hasEnded)
        return;
    if (auto error = m_enough ? std::nullopt : endError(); error && isTorn())
        sendAgain();
    else if (error)
        end(std::move(error));
    else if (isRedirect(m_result.head))
        follow();
    else
        end(std::nullopt);
}

// A connection that breaks can take along a request that Qt was about to send on it. While nothing of the body was read, the server cannot have
// had the request.
bool HttpCall::isTorn() const
{
    const bool isUnsent = m_result.head.status == 0 && !m_isSent && !m_request.body.isEmpty() && !m_body->wasRead();
    return isUnsent && isBreak(m_reply->error()) && m_tears < kMostTears;
}

void HttpCall::sendAgain()
{
    ++m_tears;
    m_state->links.retire(m_link);
    dropReply();
    send();
    watch();
}

void HttpCall::follow()
{
    const auto target = redirectTarget(m_request, m_result.head, m_result.redirects);
    if (!target) {
        end(target.error());
        return;
    }
    dropReply();
    m_request.url = *target;
    m_result = HttpResult{.head = {}, .bytes = 0, .redirects = m_result.redirects + 1, .timeToFirstByte = {}, .duration = {}, .error = {}};
    sendOn(m_link);
    watch();
}

std::optional<Error> HttpCall::endError() const
{
    const HttpHead &head = m_result.head;
    NetworkFailure failure{.code = m_reply->error(), .url = m_request.url, .status = head.status, .isSent = m_isSent || m_body->wasRead(), .tls = m_tlsProblem};
    if (m_request.body.isEmpty())
        failure.isSent = failure.isSent || failure.code == QNetworkReply::ContentReSendError || failure.code == QNetworkReply::RemoteHostClosedError;
    // The host itself, and no proxy, may answer with this status.
    const bool isOwn407 = head.status == 407 && failure.code == QNetworkReply::ProxyAuthenticationRequiredError;
    // Having handed out the answer, Qt may still try to send again: for a broken request that had the connection before, or for the
    // close that ends a body without a length.
    const bool isIdleWish = failure.code == QNetworkReply::ContentReSendError && (m_result.bytes == announcedLength() || endsWithConnection());
    if (auto error = isOwn407 || isIdleWish ? std::nullopt : networkError(failure))
        return error;
    failure.code = QNetworkReply::RemoteHostClosedError;
    if (head.status == 0)
        return networkError(failure);
    if (isRedirect(head))
        return std::nullopt;
    const QByteArrayView encoding = head.headers.value(QHttpHeaders::WellKnownHeader::ContentEncoding);
    if (!encoding.isEmpty() && encoding.compare("identity", Qt::CaseInsensitive) != 0)
        return errorOf(ErrorKind::malformed, u"%1 compressed its answer although it was asked not to"_s.arg(m_host), u"Switch compression off in the server or gateway"_s);
    if (m_result.bytes < announcedLength().value_or(0))
        return networkError(failure);
    return std::nullopt;
}

std::optional<qint64> HttpCall::announcedLength() const
{
    bool isNumber = false;
    const qint64 length = m_result.head.headers.value(QHttpHeaders::WellKnownHeader::ContentLength).trimmed().toLongLong(&isNumber);
    return isNumber ? std::optional(length) : std::nullopt;
}

bool HttpCall::endsWithConnection() const
{
    const QHttpHeaders &headers = m_result.head.headers;
    return m_result.head.status != 0 && !headers.contains(QHttpHeaders::WellKnownHeader::ContentLength) && !headers.contains(QHttpHeaders::WellKnownHeader::TransferEncoding);
}

HttpCall::Moment HttpCall::deadline() const
{
    const Moment total = m_started + m_request.timeouts.total;
    if (m_enough)
        return std::min(total, *m_enough + kLinger);
    const Moment idle = std::min(total, m_lastByte + m_request.timeouts.idle);
    // Without TLS nothing at all tells that a request with an empty body is sent.
    if (m_isSent || (m_request.body.isEmpty() && m_request.url.scheme() == u"http"))
        return idle;
    if (m_connecting)
        return std::min(idle, *m_connecting + m_request.timeouts.connect);
    if (isStuckInLine())
        return std::min(idle, m_queued + m_request.timeouts.connect);
    // No connection of its own is being made: either the host's name is still looked up, or the request waits for one of the
    // connections that others use, which is no fault of the network.
    return m_state->reachedHosts.contains(m_host) ? idle : std::min(idle, m_queued + m_request.timeouts.connect);
}

// Over HTTP/2 a request waits inside Qt for a stream, which a server that is about to close the connection never gives. While nothing of the body was
// read, the request can leave the line for another link.
bool HttpCall::isStuckInLine() const
{
    return !m_isSent && !m_connecting && m_link->isHttp2 == true && !m_request.body.isEmpty() && !m_body->wasRead();
}

void HttpCall::watch()
{
    const auto left = std::chrono::ceil<Milliseconds>(deadline() - std::chrono::steady_clock::now());
    m_watchdog.start(std::max(left, Milliseconds(1)), Qt::CoarseTimer, this);
}

void HttpCall::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_watchdog.timerId()) {
        QObject::timerEvent(event);
        return;
    }
    m_watchdog.stop();
    const Moment now = std::chrono::steady_clock::now();
    if (now < deadline()) {
        watch();
    } else if (isStuckInLine() && now < m_started + m_request.timeouts.total) {
        m_state->links.retire(m_link);
        dropReply();
        send();
        watch();
    } else {
        end(m_enough ? std::nullopt : std::optional(timeoutError(now)));
    }
}

Error HttpCall::timeoutError(Moment now) const
{
    const HttpTimeouts &limits = m_request.timeouts;
    if (now >= m_started + limits.total)
        return errorOf(ErrorKind::timeout, u"The answer of %1 was not whole after %2"_s.arg(m_host, inSeconds(limits.total)),
            u"Ask for a shorter answer, or raise the provider's option \"totalTimeoutMs\""_s);
    if (now >= m_lastByte + limits.idle)
        return errorOf(
            ErrorKind::timeout, u"Nothing came from %1 for %2"_s.arg(m_host, inSeconds(limits.idle)), u"Check the server, or raise the provider's option \"idleTimeoutMs\""_s);
    return errorOf(ErrorKind::connect, u"No connection to %1 within %2"_s.arg(m_host, inSeconds(limits.connect)), u"Check the base URL and the network"_s);
}

void HttpCall::end(std::optional<Error> error)
{
    if (std::exchange(m_hasEnded, true))
        return;
    m_onStop.reset();
    m_watchdog.stop();
    m_result.error = std::move(error);
    m_result.duration = m_enough ? std::chrono::duration_cast<Milliseconds>(*m_enough - m_started) : since(m_started);
    m_state->calls.remove(this);
    if (m_link && isLinkSpent())
        m_state->links.retire(m_link);
    dropReply();
    QMetaObject::invokeMethod(this, [this] { m_waiter.resume(); }, Qt::QueuedConnection);
}

// Qt needs a moment to forget an exchange that was broken off, by the other side or here, and longer on a busy machine: a request that takes its place
// meanwhile is torn from its answer. Over HTTP/2 only its stream is gone, but a silent connection may be dead.
bool HttpCall::isLinkSpent() const
{
    const auto is = [this](ErrorKind kind) { return m_result.error && m_result.error->kind == kind; };
    if (m_link->isHttp2 == true)
        return is(ErrorKind::timeout);
    const bool isCutOff = m_reply && !m_reply->isFinished();
    return isCutOff || endsWithConnection() || is(ErrorKind::reset) || is(ErrorKind::timeout) || is(ErrorKind::malformed);
}

void HttpCall::dropReply()
{
    if (!m_reply)
        return;
    QNetworkReply *const reply = m_reply;
    m_reply.clear();
    reply->disconnect(this);
    if (!reply->isFinished())
        reply->abort();
    reply->deleteLater();
}

} // namespace assay::net
