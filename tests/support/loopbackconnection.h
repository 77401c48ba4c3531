// SPDX-License-Identifier: GPL-3.0-or-later
// One connection of the loopback server: reads requests, one after another, and plays the script's replies.
#pragma once

#include "tests/support/loopbackserver.h"

#include <QMutex>
#include <QSemaphore>
#include <QTcpSocket>
#include <QTimer>

#include <atomic>

namespace assay::test {

struct LoopbackServer::Shared {
    Script script;
    QHostAddress address;
    std::optional<QSslConfiguration> tls;
    quint16 port = 0;
    mutable QMutex mutex; ///< of requests alone
    QList<LoopbackRequest> requests;
    std::atomic<int> requestCount = 0;
    std::atomic<int> acceptedConnections = 0;
    std::atomic<int> openConnections = 0;
    std::atomic<int> openRequests = 0;
    std::atomic<int> mostRequestsAtOnce = 0;
    std::atomic<bool> forgetsRequests = false;
    QSemaphore idleClosed;
};

class LoopbackConnection final : public QObject {
public:
    LoopbackConnection(qintptr handle, std::shared_ptr<LoopbackServer::Shared> shared, QObject *parent);
    ~LoopbackConnection() override;

    void closeIfIdle();

private:
    void read();
    [[nodiscard]] std::optional<LoopbackRequest> takeRequest();
    void answer(LoopbackRequest request);
    void writeHead();
    void writePieces();
    void writePiece(const QByteArray &bytes);
    void endReply();
    void endRequest();
    void resetConnection();

    std::shared_ptr<LoopbackServer::Shared> m_shared;
    int m_number;
    std::unique_ptr<QTcpSocket> m_socket;
    QTimer m_timer;
    QByteArray m_received;
    LoopbackReply m_reply;
    qsizetype m_next = 0;   ///< piece to write
    bool m_hasHead = false; ///< of the current reply
    bool m_isAnswering = false;
    bool m_isOpenRequest = false;
};

} // namespace assay::test
