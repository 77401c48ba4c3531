// SPDX-License-Identifier: GPL-3.0-or-later
// An HTTP/2 server over TLS on 127.0.0.1 that does what a script says with each stream, faults included, and counts what arrived: as much of
// RFC 9113 as that needs. Lives on the thread that made it.
#pragma once

#include <QByteArray>
#include <QHash>
#include <QSslConfiguration>
#include <QSslServer>
#include <QSslSocket>
#include <QUrl>

#include <chrono>
#include <functional>
#include <optional>

namespace assay::test {

struct Http2Reply {
    enum class End {
        orderly,     ///< the last frame ends the stream
        resetStream, ///< RST_STREAM with `code`
        close,       ///< the connection is closed
        resetTcp,    ///< the connection is cut off
        stall        ///< nothing more, and the connection stays open
    };
    /// GOAWAY before anything else: the last stream that will be answered.
    enum class GoAway { none, thisIsTheLast, thisIsTooMuch };

    std::optional<int> status = 200; ///< no head without
    QList<std::pair<QByteArray, QByteArray>> headers;
    QList<QByteArray> data; ///< a frame each
    End end = End::orderly;
    quint32 code = 0;
    GoAway goAway = GoAway::none;
    std::chrono::milliseconds delay{0}; ///< after GOAWAY, before all else
};

class Http2Server final : public QSslServer {
public:
    /// Called with the number of the request, from 0.
    using Script = std::function<Http2Reply(int index)>;

    /// `tls` must offer "h2" first. `maxStreams`: as in SETTINGS_MAX_CONCURRENT_STREAMS; 0 says nothing.
    Http2Server(const QSslConfiguration &tls, Script script, quint32 maxStreams = 0);

    [[nodiscard]] QUrl url() const;

    int connections = 0;
    int requests = 0;  ///< whose head came
    int whole = 0;     ///< whose body came too
    int cancelled = 0; ///< streams that the client reset
    int mostAtOnce = 0;
    qsizetype bodyBytes = 0;
    bool isDeaf = false; ///< reads nothing more, of any connection

private:
    struct Connection {
        QByteArray received;
        int open = 0;
    };
    void read(QSslSocket *socket);
    void takeFrame(QSslSocket *socket, char type, quint32 flags, quint32 stream, const QByteArray &payload);
    void answer(QSslSocket *socket, quint32 stream);
    void write(QSslSocket *socket, quint32 stream, const Http2Reply &reply);

    Script m_script;
    quint32 m_maxStreams;
    QHash<QSslSocket *, Connection> m_connections;
};

} // namespace assay::test
