// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/loopbackserver.h"

#include "tests/support/loopbackconnection.h"

#include <QCoreApplication>
#include <QTcpServer>

#include <algorithm>

namespace assay::test {

using namespace Qt::StringLiterals;

QByteArray LoopbackRequest::header(QByteArrayView lowerCaseName) const
{
    const auto found = std::ranges::find_if(headers, [&](const auto &header) { return header.first == lowerCaseName; });
    return found == headers.end() ? QByteArray() : found->second;
}

LoopbackReply LoopbackReply::json(int status, const QByteArray &body, QList<std::pair<QByteArray, QByteArray>> headers)
{
    LoopbackReply reply;
    reply.status = status;
    reply.headers = std::move(headers);
    reply.headers.emplaceBack("Content-Type", "application/json");
    reply.body = {{.bytes = body}};
    return reply;
}

LoopbackReply LoopbackReply::events(QList<Piece> pieces)
{
    LoopbackReply reply;
    reply.headers = {{"Content-Type", "text/event-stream"}};
    reply.body = std::move(pieces);
    reply.framing = Framing::chunked;
    return reply;
}

LoopbackReply LoopbackReply::closeWithoutAnswer()
{
    LoopbackReply reply;
    reply.framing = Framing::raw;
    reply.end = End::cut;
    return reply;
}

LoopbackReply LoopbackReply::stallWithoutAnswer()
{
    LoopbackReply reply;
    reply.framing = Framing::raw;
    reply.end = End::stall;
    return reply;
}

LoopbackReply LoopbackReply::cutAtEveryByte() const
{
    LoopbackReply cut = *this;
    cut.body.clear();
    for (const Piece &piece : body) {
        for (const char byte : piece.bytes)
            cut.body.append({.bytes = QByteArray(1, byte)});
    }
    return cut;
}

class LoopbackServer::Listener final : public QTcpServer {
public:
    explicit Listener(std::shared_ptr<Shared> shared) : m_shared(std::move(shared)) { setListenBacklogSize(1024); }

protected:
    void incomingConnection(qintptr handle) override { new LoopbackConnection(handle, m_shared, this); }
    void customEvent(QEvent * /*event*/) override
    {
        for (auto *child : children()) {
            if (auto *connection = dynamic_cast<LoopbackConnection *>(child))
                connection->closeIfIdle();
        }
        m_shared->idleClosed.release();
    }

private:
    std::shared_ptr<Shared> m_shared;
};

namespace {

LoopbackServer::Script inOrder(QList<LoopbackReply> replies)
{
    return [replies = std::move(replies)](const LoopbackRequest &request) { return replies.at(std::min<qsizetype>(request.index, replies.size() - 1)); };
}

} // namespace

LoopbackServer::LoopbackServer(Script script, const LoopbackPlace &place) : m_shared(std::make_shared<Shared>())
{
    m_shared->script = std::move(script);
    m_shared->tls = place.tls;
    m_shared->address = place.address;
    m_listener = new Listener(m_shared);
    if (!m_listener->listen(place.address))
        qFatal("the loopback server cannot listen: %s", qPrintable(m_listener->errorString()));
    m_shared->port = m_listener->serverPort();
    m_listener->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_listener, &QObject::deleteLater);
    m_thread.setObjectName(u"loopback server"_s);
    m_thread.start();
}

LoopbackServer::LoopbackServer(QList<LoopbackReply> replies, const LoopbackPlace &place) : LoopbackServer(inOrder(std::move(replies)), place) {}

LoopbackServer::~LoopbackServer()
{
    m_thread.quit();
    m_thread.wait();
}

quint16 LoopbackServer::port() const
{
    return m_shared->port;
}

QUrl LoopbackServer::url(const QString &path) const
{
    const bool isIpv6 = m_shared->address.protocol() == QAbstractSocket::IPv6Protocol;
    const QString host = isIpv6 ? QString(u'[' + m_shared->address.toString() + u']') : m_shared->address.toString();
    return QUrl(u"%1://%2:%3%4"_s.arg(m_shared->tls ? u"https"_s : u"http"_s, host).arg(port()).arg(path));
}

QList<LoopbackRequest> LoopbackServer::requests() const
{
    const QMutexLocker lock(&m_shared->mutex);
    QList<LoopbackRequest> requests = m_shared->requests;
    requests.detach(); // the server goes on with its own while the caller reads
    return requests;
}

int LoopbackServer::requestCount() const
{
    return m_shared->requestCount;
}

int LoopbackServer::acceptedConnections() const
{
    return m_shared->acceptedConnections;
}

int LoopbackServer::openConnections() const
{
    return m_shared->openConnections;
}

int LoopbackServer::openRequests() const
{
    return m_shared->openRequests;
}

int LoopbackServer::mostRequestsAtOnce() const
{
    return m_shared->mostRequestsAtOnce;
}

void LoopbackServer::closeIdleConnections()
{
    QCoreApplication::postEvent(m_listener, new QEvent(QEvent::User));
    m_shared->idleClosed.acquire();
}

void LoopbackServer::forgetRequests(bool forget)
{
    m_shared->forgetsRequests = forget;
}

} // namespace assay::test
