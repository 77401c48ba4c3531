// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/http2server.h"

#include <QHostAddress>
#include <QTimer>

#include <sys/socket.h>

#include <algorithm>

namespace assay::test {

using namespace Qt::StringLiterals;

namespace {

// Types and flags of frames: RFC 9113, section 6.
constexpr char kData = 0;
constexpr char kHeaders = 1;
constexpr char kResetStream = 3;
constexpr char kSettings = 4;
constexpr char kPing = 6;
constexpr char kGoAway = 7;
constexpr char kWindowUpdate = 8;
constexpr char kContinuation = 9;
constexpr char kEndStream = 1; // of DATA and HEADERS; ACK of SETTINGS and PING
constexpr char kEndHeaders = 4;
constexpr qsizetype kMostInFrame = 16'384;

QByteArray number(quint32 value)
{
    QByteArray bytes;
    for (int shift = 24; shift >= 0; shift -= 8)
        bytes.append(static_cast<char>(value >> shift));
    return bytes;
}

QByteArray frame(char type, char flags, quint32 stream, const QByteArray &payload)
{
    return number(static_cast<quint32>(payload.size())).sliced(1) + type + flags + number(stream) + payload;
}

// A length or an index of RFC 7541, section 5.1, with that many bits in its first byte.
QByteArray hpackInteger(qsizetype value, int bits)
{
    const qsizetype most = (1 << bits) - 1;
    QByteArray bytes(1, static_cast<char>(std::min(value, most)));
    if (value < most)
        return bytes;
    for (value -= most; value >= 128; value /= 128)
        bytes.append(static_cast<char>(value % 128 + 128));
    return bytes.append(static_cast<char>(value));
}

// A field that goes into no table: RFC 7541, section 6.2.2.
QByteArray hpackField(const QByteArray &name, const QByteArray &value)
{
    return QByteArray(1, '\0') + hpackInteger(name.size(), 7) + name + hpackInteger(value.size(), 7) + value;
}

QByteArray headFrames(quint32 stream, const Http2Reply &reply, bool isEnd)
{
    QByteArray fields = hpackField(":status", QByteArray::number(*reply.status));
    for (const auto &[name, value] : reply.headers)
        fields += hpackField(name, value);
    QByteArray frames;
    for (qsizetype from = 0; from < fields.size(); from += kMostInFrame) {
        const bool isLast = from + kMostInFrame >= fields.size();
        const char flags = static_cast<char>((isLast ? kEndHeaders : 0) | (isEnd && from == 0 ? kEndStream : 0));
        frames += frame(from == 0 ? kHeaders : kContinuation, flags, stream, fields.mid(from, kMostInFrame));
    }
    return frames;
}

void cutOff(QSslSocket *socket)
{
    socket->flush();
    const linger atOnce{.l_onoff = 1, .l_linger = 0};
    setsockopt(static_cast<int>(socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
    socket->abort();
}

} // namespace

Http2Server::Http2Server(const QSslConfiguration &tls, Script script, quint32 maxStreams) : m_script(std::move(script)), m_maxStreams(maxStreams)
{
    setSslConfiguration(tls);
    connect(this, &QSslServer::pendingConnectionAvailable, this, [this] {
        while (auto *socket = qobject_cast<QSslSocket *>(nextPendingConnection())) {
            ++connections;
            connect(socket, &QSslSocket::readyRead, this, [this, socket] { read(socket); });
            connect(socket, &QSslSocket::disconnected, this, [this, socket] {
                m_connections.remove(socket);
                socket->deleteLater();
            });
            read(socket);
        }
    });
    if (!listen(QHostAddress::LocalHost))
        qFatal("the HTTP/2 server cannot listen");
}

QUrl Http2Server::url() const
{
    return QUrl(u"https://127.0.0.1:%1/v1/chat"_s.arg(serverPort()));
}

void Http2Server::read(QSslSocket *socket)
{
    if (isDeaf)
        return;
    const QByteArray preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    QByteArray &received = m_connections[socket].received;
    received += socket->readAll();
    if (received.startsWith(preface)) {
        received.remove(0, preface.size());
        socket->write(frame(kSettings, 0, 0, m_maxStreams == 0 ? QByteArray() : QByteArray("\0\x03", 2) + number(m_maxStreams)));
    }
    while (m_connections.contains(socket) && received.size() >= 9) {
        const auto byte = [&received](qsizetype at) { return static_cast<quint32>(static_cast<uchar>(received.at(at))); };
        const auto length = static_cast<qsizetype>(byte(0) << 16 | byte(1) << 8 | byte(2));
        const char type = received.at(3);
        const quint32 flags = byte(4);
        const quint32 stream = (byte(5) << 24 | byte(6) << 16 | byte(7) << 8 | byte(8)) & 0x7fffffff;
        if (received.size() < 9 + length)
            return;
        const QByteArray payload = received.mid(9, length);
        received.remove(0, 9 + length);
        takeFrame(socket, type, flags, stream, payload);
    }
}

void Http2Server::takeFrame(QSslSocket *socket, char type, quint32 flags, quint32 stream, const QByteArray &payload)
{
    if ((type == kSettings || type == kPing) && flags == 0)
        socket->write(frame(type, 1, 0, type == kPing ? payload : QByteArray()));
    if (type == kHeaders) {
        ++requests;
        mostAtOnce = std::max(mostAtOnce, ++m_connections[socket].open);
    }
    cancelled += type == kResetStream ? 1 : 0;
    if (type == kData && !payload.isEmpty()) {
        bodyBytes += payload.size();
        const QByteArray more = number(static_cast<quint32>(payload.size()));
        socket->write(frame(kWindowUpdate, 0, 0, more) + frame(kWindowUpdate, 0, stream, more));
    }
    if ((type == kData || type == kHeaders) && (flags & kEndStream) != 0)
        answer(socket, stream);
}

void Http2Server::answer(QSslSocket *socket, quint32 stream)
{
    const Http2Reply reply = m_script(whole++);
    if (reply.goAway != Http2Reply::GoAway::none)
        socket->write(frame(kGoAway, 0, 0, number(reply.goAway == Http2Reply::GoAway::thisIsTheLast ? stream : std::max(stream, 2U) - 2) + number(0)));
    if (reply.delay.count() > 0)
        QTimer::singleShot(reply.delay, socket, [this, socket, stream, reply] { write(socket, stream, reply); });
    else
        write(socket, stream, reply);
}

void Http2Server::write(QSslSocket *socket, quint32 stream, const Http2Reply &reply)
{
    using End = Http2Reply::End;
    if (!m_connections.contains(socket))
        return;
    if (reply.end != End::stall)
        --m_connections[socket].open;
    const bool isOrderly = reply.end == End::orderly;
    if (reply.status)
        socket->write(headFrames(stream, reply, isOrderly && reply.data.isEmpty()));
    for (qsizetype i = 0; i < reply.data.size(); ++i)
        socket->write(frame(kData, isOrderly && i + 1 == reply.data.size() ? kEndStream : char(0), stream, reply.data.at(i)));
    if (reply.end == End::resetStream)
        socket->write(frame(kResetStream, 0, stream, number(reply.code)));
    else if (reply.end == End::close)
        socket->disconnectFromHost();
    else if (reply.end == End::resetTcp)
        cutOff(socket);
}

} // namespace assay::test
