// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/wire/wiremodel.h"

#include "core/provider/wire/answerreader.h"
#include "core/provider/wire/redaction.h"

namespace assay::provider::wire {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLargestRefusal = 256 * 1024;

// Nothing was read or written for it, says the API of an answer that is there: such a count was not told.
void dropImpossibleUsage(Completion &completion)
{
    const bool isWritten = !completion.text.isEmpty() || !completion.refusal.isEmpty() || !completion.toolCalls.isEmpty();
    if (completion.usage && (completion.usage->input <= 0 || (isWritten && completion.usage->output <= 0)))
        completion.usage.reset();
}

// What came back of one request, gathered while it comes.
class Answer {
public:
    Answer(const Connection &connection, DeltaSink onDelta)
        : m_connection(connection),
          m_started(connection.clock().steadyNow()),
          m_onDelta(std::move(onDelta)),
          m_reader(connection.api().newAnswer(), [this](const QString &piece) { takeDelta(piece); })
    {
    }
    Answer(const Answer &) = delete;
    Answer &operator=(const Answer &) = delete;

    net::Flow take(const net::HttpHead &head, QByteArrayView bytes)
    {
        if (isSuccess(head))
            return m_reader.feed(bytes) ? net::Flow::more : net::Flow::enough;
        if (m_refusal.size() < kLargestRefusal)
            m_refusal.append(bytes);
        return net::Flow::more;
    }

    Exchange finish(const net::HttpResult &http)
    {
        const Api &api = m_connection.api();
        const UtcTime now = m_connection.clock().utcNow();
        Exchange exchange;
        exchange.result = outcome(http, now);
        if (const QString held = m_redactor.rest(); !held.isEmpty() && m_onDelta)
            m_onDelta(held);
        exchange.httpStatus = http.head.status;
        exchange.requestId = api.requestId(http.head.headers);
        if (exchange.requestId.isEmpty())
            exchange.requestId = m_reader.requestId();
        exchange.timeToFirstToken = m_timeToFirstToken;
        if (!exchange.result)
            exchange.partialText = m_partialText;
        if (const tokens::ToldLimits limits = api.limits(http.head.headers, now); !limits.isEmpty())
            exchange.limits = limits;
        exchange.duration = http.duration; // without the wait for an orderly end of the connection
        return exchange;
    }

    /// Before the first byte comes.
    void takeOut(const secrets::Redactor &redactor) { m_redactor = secrets::StreamRedactor(redactor); }

    [[nodiscard]] Exchange fail(Error error) const
    {
        Exchange exchange;
        exchange.result = std::unexpected(std::move(error));
        exchange.duration = elapsed();
        return exchange;
    }

private:
    static bool isSuccess(const net::HttpHead &head) { return head.status >= 200 && head.status < 300; }

    Result<Completion> outcome(const net::HttpResult &http, UtcTime now)
    {
        m_partialText = m_reader.partialText();
        if (m_reader.error())
            return std::unexpected(*m_reader.error());
        // A refusal stands even when its connection broke: its status says more than the break.
        const bool isRefused = http.head.status >= 400;
        // An answer that is there is not asked for again because the connection broke before its counts or its end mark.
        const bool isAnswered = isSuccess(http.head) && m_reader.hasFinish();
        if (http.error && ((!isRefused && !isAnswered) || http.error->kind == ErrorKind::cancelled))
            return std::unexpected(*http.error);
        if (!isSuccess(http.head))
            return std::unexpected(m_connection.api().failureOf(http.head.status, m_refusal, http.head.headers, now));
        auto completion = m_reader.finish();
        if (completion)
            dropImpossibleUsage(*completion);
        return completion;
    }

    void takeDelta(const QString &piece)
    {
        if (!m_timeToFirstToken)
            m_timeToFirstToken = elapsed();
        if (!m_onDelta)
            return;
        if (const QString clear = m_redactor.take(piece); !clear.isEmpty())
            m_onDelta(clear);
    }

    [[nodiscard]] Milliseconds elapsed() const { return std::chrono::duration_cast<Milliseconds>(m_connection.clock().steadyNow() - m_started); }

    const Connection &m_connection;
    SteadyTime m_started;
    DeltaSink m_onDelta;
    secrets::StreamRedactor m_redactor{secrets::Redactor()};
    AnswerReader m_reader;
    QByteArray m_refusal;
    QString m_partialText;
    std::optional<Milliseconds> m_timeToFirstToken;
};

QCoro::Task<Exchange> ask(std::shared_ptr<const Connection> connection, ChatRequest request, DeltaSink onDelta, std::stop_token stop)
{
    Answer answer(*connection, std::move(onDelta));
    const auto key = co_await connection->key();
    if (!key)
        co_return answer.fail(key.error());
    const secrets::Redactor redactor(*key);
    answer.takeOut(redactor);
    const net::ChunkSink sink = [&answer](const net::HttpHead &head, QByteArrayView bytes) { return answer.take(head, bytes); };
    const net::HttpResult http = co_await connection->transport().send(connection->request(connection->api().chat(request), *key, request.stream), sink, stop);
    Exchange exchange = answer.finish(http);
    // A key that was changed since it was looked up is found by the next call.
    if (!exchange.result && exchange.result.error().kind == ErrorKind::auth)
        connection->forgetKey();
    co_return redacted(std::move(exchange), redactor);
}

} // namespace

QCoro::Task<Exchange> WireModel::complete(ChatRequest request, DeltaSink onDelta, std::stop_token stop)
{
    return ask(m_connection, std::move(request), std::move(onDelta), std::move(stop));
}

} // namespace assay::provider::wire
