// SPDX-License-Identifier: GPL-3.0-or-later
// An HTTP/1.1 server on this machine that does what a script says, faults included, and remembers what it was asked. It lives on a thread of its own,
// so the code under test may block, and its work can be told from the client's.
#pragma once

#include <QByteArray>
#include <QHostAddress>
#include <QList>
#include <QSslConfiguration>
#include <QThread>
#include <QUrl>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace assay::test {

struct LoopbackRequest {
    int index = 0;      ///< from 0, in order of arrival
    int connection = 0; ///< from 0, in order of acceptance
    QByteArray method;
    QByteArray path;                                  ///< with query
    QList<std::pair<QByteArray, QByteArray>> headers; ///< names in lower case
    QByteArray body;

    /// Empty when absent.
    [[nodiscard]] QByteArray header(QByteArrayView lowerCaseName) const;
};

struct LoopbackReply {
    struct Piece {
        QByteArray bytes;
        std::chrono::milliseconds delay{0}; ///< before it is written
    };
    enum class Framing {
        length,     ///< with Content-Length
        chunked,    ///< each piece a chunk
        untilClose, ///< the end of the connection is the end of the body
        raw         ///< the pieces are everything that is written, head included
    };
    enum class End {
        keepAlive, ///< orderly, the connection stays open
        close,     ///< orderly, then the connection is closed
        cut,       ///< closed without what an orderly end needs
        reset,     ///< as cut, with a TCP reset
        stall      ///< nothing more, and the connection stays open
    };

    int status = 200;
    QList<std::pair<QByteArray, QByteArray>> headers;
    QList<Piece> body;
    Framing framing = Framing::length;
    End end = End::keepAlive;
    std::optional<qint64> declaredLength; ///< what Content-Length says instead of the truth
    std::chrono::milliseconds delay{0};   ///< before anything is written

    [[nodiscard]] static LoopbackReply json(int status, const QByteArray &body, QList<std::pair<QByteArray, QByteArray>> headers = {});
    /// A stream of server-sent events; each piece a chunk of its own.
    [[nodiscard]] static LoopbackReply events(QList<Piece> pieces);
    /// Reads the request and closes the connection without a byte.
    [[nodiscard]] static LoopbackReply closeWithoutAnswer();
    /// Reads the request and never answers.
    [[nodiscard]] static LoopbackReply stallWithoutAnswer();
    /// The same bytes of body, each its own piece.
    [[nodiscard]] LoopbackReply cutAtEveryByte() const;
};

/// Where a loopback server listens, and whether it speaks TLS.
struct LoopbackPlace {
    QHostAddress address = QHostAddress::LocalHost;
    std::optional<QSslConfiguration> tls = {};
};

class LoopbackServer {
public:
    /// Called on the server's thread for each request.
    using Script = std::function<LoopbackReply(const LoopbackRequest &request)>;

    /// Listens at once on a free port.
    explicit LoopbackServer(Script script, const LoopbackPlace &place = {});
    /// The replies in order; the last one again for all further requests.
    explicit LoopbackServer(QList<LoopbackReply> replies, const LoopbackPlace &place = {});
    ~LoopbackServer();
    LoopbackServer(const LoopbackServer &) = delete;
    LoopbackServer &operator=(const LoopbackServer &) = delete;

    [[nodiscard]] quint16 port() const;
    /// "http://127.0.0.1:PORT" and the path; https with TLS.
    [[nodiscard]] QUrl url(const QString &path = {}) const;

    // From any thread.
    [[nodiscard]] QList<LoopbackRequest> requests() const;
    [[nodiscard]] int requestCount() const;
    [[nodiscard]] int acceptedConnections() const;
    [[nodiscard]] int openConnections() const;
    [[nodiscard]] int openRequests() const; ///< arrived and not answered in full
    [[nodiscard]] int mostRequestsAtOnce() const;
    /// Closes every connection that has nothing to answer.
    void closeIdleConnections();
    /// Requests are counted but no longer kept: for benches.
    void forgetRequests(bool forget);

    struct Shared;

private:
    class Listener;
    std::shared_ptr<Shared> m_shared;
    QThread m_thread;
    Listener *m_listener = nullptr; ///< deleted on its thread
};

} // namespace assay::test
