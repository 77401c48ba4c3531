// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/loopbackconnection.h"

#include <QSslSocket>

#include <sys/socket.h>

#include <algorithm>

namespace assay::test {

LoopbackConnection::LoopbackConnection(qintptr handle, std::shared_ptr<LoopbackServer::Shared> shared, QObject *parent)
    : QObject(parent),
      m_shared(std::move(shared)),
      m_number(m_shared->acceptedConnections++)
{
    ++m_shared->openConnections;
    if (m_shared->tls) {
        auto socket = std::make_unique<QSslSocket>();
        socket->setSslConfiguration(*m_shared->tls);
        m_socket = std::move(socket);
    } else {
        m_socket = std::make_unique<QTcpSocket>();
    }
    m_socket->setSocketDescriptor(handle);
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, [this] { writePieces(); });
    connect(m_socket.get(), &QTcpSocket::readyRead, this, [this] { read(); });
    connect(m_socket.get(), &QTcpSocket::disconnected, this, [this] {
        m_timer.stop();
        deleteLater();
    });
    if (auto *tls = qobject_cast<QSslSocket *>(m_socket.get()))
        tls->startServerEncryption();
}

LoopbackConnection::~LoopbackConnection()
{
    m_socket->disconnect(this);
    endRequest();
    --m_shared->openConnections;
}

void LoopbackConnection::closeIfIdle()
{
    if (!m_isAnswering)
        m_socket->disconnectFromHost();
}

void LoopbackConnection::read()
{
    m_received += m_socket->readAll();
    if (m_isAnswering)
        return;
    if (auto request = takeRequest())
        answer(*std::move(request));
}

std::optional<LoopbackRequest> LoopbackConnection::takeRequest()
{
    const qsizetype headEnd = m_received.indexOf("\r\n\r\n");
    if (headEnd < 0)
        return std::nullopt;
    LoopbackRequest request;
    const auto lines = m_received.first(headEnd).split('\n');
    const auto start = lines.first().trimmed().split(' ');
    request.method = start.value(0);
    request.path = start.value(1);
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const qsizetype colon = lines.at(i).indexOf(':');
        request.headers.append({lines.at(i).left(colon).toLower(), lines.at(i).mid(colon + 1).trimmed()});
    }
    const qsizetype length = request.header("content-length").toLongLong();
    if (m_received.size() < headEnd + 4 + length)
        return std::nullopt;
    request.body = m_received.mid(headEnd + 4, length);
    m_received.remove(0, headEnd + 4 + length);
    return request;
}

void LoopbackConnection::answer(LoopbackRequest request)
{
    request.index = m_shared->requestCount++;
    request.connection = m_number;
    if (!m_shared->forgetsRequests) {
        const QMutexLocker lock(&m_shared->mutex);
        m_shared->requests.append(request);
    }
    const int open = ++m_shared->openRequests;
    m_shared->mostRequestsAtOnce = std::max(m_shared->mostRequestsAtOnce.load(), open);
    m_isOpenRequest = true;
    m_isAnswering = true;
    m_hasHead = false;
    m_next = 0;
    m_reply = m_shared->script(request);
    if (m_reply.delay.count() > 0)
        m_timer.start(m_reply.delay);
    else
        writePieces();
}

void LoopbackConnection::writeHead()
{
    if (std::exchange(m_hasHead, true) || m_reply.framing == LoopbackReply::Framing::raw)
        return;
    QByteArray head = "HTTP/1.1 " + QByteArray::number(m_reply.status) + " Scripted\r\n";
    for (const auto &[name, value] : m_reply.headers)
        head += name + ": " + value + "\r\n";
    if (m_reply.framing == LoopbackReply::Framing::length) {
        qint64 length = 0;
        for (const auto &piece : m_reply.body)
            length += piece.bytes.size();
        head += "Content-Length: " + QByteArray::number(m_reply.declaredLength.value_or(length)) + "\r\n";
    } else if (m_reply.framing == LoopbackReply::Framing::chunked) {
        head += "Transfer-Encoding: chunked\r\n";
    }
    m_socket->write(head + "\r\n");
}

void LoopbackConnection::writePieces()
{
    writeHead();
    while (m_next < m_reply.body.size()) {
        auto &piece = m_reply.body[m_next];
        if (piece.delay.count() > 0) {
            m_socket->flush();
            m_timer.start(std::exchange(piece.delay, {}));
            return;
        }
        ++m_next;
        writePiece(piece.bytes);
        if (m_socket->state() != QAbstractSocket::ConnectedState)
            return;
    }
    endReply();
}

void LoopbackConnection::writePiece(const QByteArray &bytes)
{
    if (m_reply.framing == LoopbackReply::Framing::chunked)
        m_socket->write(QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n");
    else
        m_socket->write(bytes);
    // A packet of its own for each piece, when there are more to come.
    if (m_reply.body.size() > 1)
        m_socket->flush();
}

void LoopbackConnection::endReply()
{
    using End = LoopbackReply::End;
    const bool isOrderly = m_reply.end == End::keepAlive || m_reply.end == End::close;
    if (isOrderly && m_reply.framing == LoopbackReply::Framing::chunked)
        m_socket->write("0\r\n\r\n");
    if (m_reply.end == End::stall)
        return;
    endRequest();
    m_isAnswering = false;
    if (m_reply.end == End::reset)
        resetConnection();
    else if (m_reply.end != End::keepAlive || m_reply.framing == LoopbackReply::Framing::untilClose)
        m_socket->disconnectFromHost();
    else if (!m_received.isEmpty())
        read();
}

void LoopbackConnection::endRequest()
{
    if (std::exchange(m_isOpenRequest, false))
        --m_shared->openRequests;
}

void LoopbackConnection::resetConnection()
{
    m_socket->flush();
    const linger atOnce{.l_onoff = 1, .l_linger = 0};
    setsockopt(static_cast<int>(m_socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
    m_socket->abort();
}

} // namespace assay::test
