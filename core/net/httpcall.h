// SPDX-License-Identifier: GPL-3.0-or-later
// One exchange while it is under way: owns the reply, the clocks and the wish to stop, and resumes whoever awaits it exactly once.
#pragma once

#include "core/net/httplinks.h"
#include "core/net/httptransport.h"

#include <QBasicTimer>
#include <QNetworkReply>
#include <QPointer>
#include <QSet>
#include <QSslConfiguration>
#include <QSslError>

#include <coroutine>

namespace assay::net {

class HttpCall;
class UploadBody;

struct HttpTransport::State {
    explicit State(int connectionsPerHost) : links(connectionsPerHost) {}
    [[nodiscard]] QNetworkRequest requestTo(const QUrl &url);

    HttpLinks links;
    QNetworkRequest prototype;
    QList<QSslCertificate> certificates;  ///< trusted besides the system's
    std::optional<QSslConfiguration> tls; ///< made with the first call to https: it reads the system's certificates, which takes some 30 ms
    QSet<HttpCall *> calls; ///< that have not ended
    QSet<QString> reachedHosts;
    bool isClosed = false;
};

class HttpCall final : public QObject {
public:
    HttpCall(std::shared_ptr<HttpTransport::State> state, HttpRequest request, ChunkSink sink, std::stop_token stop);
    ~HttpCall() override;

    /// Sends the request; `waiter` is resumed from the event loop when the exchange has ended.
    void start(std::coroutine_handle<> waiter);
    /// Ends it now and resumes the waiter from inside: for a transport that goes away.
    void closeNow();
    [[nodiscard]] HttpResult takeResult() { return std::move(m_result); }

protected:
    void timerEvent(QTimerEvent *event) override;
    void customEvent(QEvent *event) override; ///< a stop was asked for

private:
    using Moment = std::chrono::steady_clock::time_point;
    struct RequestStop {
        HttpCall *call;
        void operator()() const;
    };

    void send();
    void sendOn(std::shared_ptr<HttpLink> link);
    void follow();
    void noteSent();
    void readHead();
    void noteProtocol();
    void judgeHead();
    void read();
    void onFinished();
    void watch();
    void end(std::optional<Error> error);
    void dropReply();
    [[nodiscard]] Moment deadline() const;
    [[nodiscard]] bool isStuckInLine() const;
    [[nodiscard]] bool isTorn() const;
    [[nodiscard]] bool isLinkSpent() const;
    void sendAgain();
    [[nodiscard]] Error timeoutError(Moment now) const;
    [[nodiscard]] std::optional<Error> endError() const;
    [[nodiscard]] std::optional<qint64> announcedLength() const;
    [[nodiscard]] bool endsWithConnection() const;

    std::shared_ptr<HttpTransport::State> m_state;
    HttpRequest m_request;
    ChunkSink m_sink;
    std::stop_token m_stop;
    std::shared_ptr<HttpLink> m_link; ///< of the reply; outlives it
    QPointer<QNetworkReply> m_reply;
    UploadBody *m_body = nullptr; ///< lives as long as the reply
    HttpResult m_result;
    QString m_host;
    std::optional<QSslError> m_tlsProblem; ///< what was wrong with the server's certificate
    Moment m_started;
    Moment m_queued; ///< since Qt has the request
    Moment m_lastByte;
    std::optional<Moment> m_connecting; ///< since a connection of its own is being made
    std::optional<Moment> m_enough;     ///< since the sink wants no more
    bool m_hasNewConnection = false;
    bool m_isSent = false;
    bool m_hasEnded = false;
    int m_tears = 0; ///< times that the request was lost before it left
    QBasicTimer m_watchdog;
    std::coroutine_handle<> m_waiter;
    std::optional<std::stop_callback<RequestStop>> m_onStop;
};

/// How an exchange failed, as Qt Network tells it.
struct NetworkFailure {
    QNetworkReply::NetworkError code = QNetworkReply::NoError;
    QUrl url;
    int status = 0; ///< when the answer had begun
    bool isSent = false;
    std::optional<QSslError> tls = {};
};

/// What it means here; nothing for a failure that only repeats the status of the answer.
[[nodiscard]] std::optional<Error> networkError(const NetworkFailure &failure);

} // namespace assay::net
