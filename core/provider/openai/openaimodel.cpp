// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/openai/openaimodel.h"

#include "core/provider/openai/answerreader.h"
#include "core/provider/openai/failures.h"
#include "core/provider/openai/requestbody.h"

#include <array>

namespace assay::provider::openai {

using namespace Qt::StringLiterals;

struct OpenAiModel::Connection {
    QUrl url;
    QString keySource;
    Options options;
    std::shared_ptr<net::HttpTransport> transport;
    secrets::KeyRing *keys;
    const Clock *clock;
};

namespace {

using Connection = OpenAiModel::Connection;

constexpr qsizetype kLargestRefusal = 256 * 1024;

net::HttpRequest httpRequest(const Connection &connection, const ChatRequest &request, const secrets::Secret &key)
{
    net::HttpRequest http;
    http.url = connection.url;
    http.body = requestBody(request, connection.options);
    http.timeouts = connection.options.timeoutsFor(request.stream);
    http.allowPlainHttp = connection.options.allowPlainHttp;
    using Known = QHttpHeaders::WellKnownHeader;
    http.headers.append(Known::ContentType, "application/json");
    http.headers.append(Known::Accept, request.stream ? "text/event-stream" : "application/json");
    http.headers.append(Known::UserAgent, "Assay/" ASSAY_VERSION);
    if (!key.isEmpty())
        http.headers.append(Known::Authorization, QByteArray("Bearer ") + key.bytes());
    if (!connection.options.organization.isEmpty())
        http.headers.append("OpenAI-Organization", connection.options.organization);
    if (!connection.options.project.isEmpty())
        http.headers.append("OpenAI-Project", connection.options.project);
    return http;
}

QString requestId(const QHttpHeaders &headers)
{
    for (const auto name : {"x-request-id"_L1, "request-id"_L1, "x-generation-id"_L1, "apim-request-id"_L1}) {
        if (headers.contains(name))
            return QString::fromLatin1(headers.value(name)).left(200);
    }
    return {};
}

Error redacted(Error error, const secrets::Secret &key)
{
    error.message = secrets::redact(error.message, key);
    error.hint = secrets::redact(error.hint, key);
    for (auto &entry : error.context)
        entry.second = secrets::redact(entry.second, key);
    return error;
}

// A server may send back what it was sent, in a success too.
Exchange redacted(Exchange exchange, const secrets::Secret &key)
{
    if (key.isEmpty())
        return exchange;
    exchange.requestId = secrets::redact(exchange.requestId, key);
    exchange.partialText = secrets::redact(exchange.partialText, key);
    if (!exchange.result) {
        exchange.result = std::unexpected(redacted(exchange.result.error(), key));
        return exchange;
    }
    Completion &completion = *exchange.result;
    for (QString *text : {&completion.text, &completion.refusal, &completion.finishRaw, &completion.modelReturned, &completion.fingerprint})
        *text = secrets::redact(*text, key);
    completion.rawUsage = secrets::redact(QString::fromUtf8(completion.rawUsage), key).toUtf8();
    return exchange;
}

// What came back of one request, gathered while it comes.
class Answer {
public:
    Answer(DeltaSink onDelta, const Clock &clock)
        : m_clock(clock),
          m_started(clock.steadyNow()),
          m_onDelta(std::move(onDelta)),
          m_reader([this](const QString &piece) { takeDelta(piece); })
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
        Exchange exchange;
        exchange.result = outcome(http);
        exchange.httpStatus = http.head.status;
        exchange.requestId = requestId(http.head.headers);
        exchange.timeToFirstToken = m_timeToFirstToken;
        if (!exchange.result)
            exchange.partialText = m_partialText;
        exchange.duration = elapsed();
        return exchange;
    }

    [[nodiscard]] Exchange fail(Error error) const
    {
        Exchange exchange;
        exchange.result = std::unexpected(std::move(error));
        exchange.duration = elapsed();
        return exchange;
    }

private:
    static bool isSuccess(const net::HttpHead &head) { return head.status >= 200 && head.status < 300; }

    Result<Completion> outcome(const net::HttpResult &http)
    {
        m_partialText = m_reader.partialText();
        if (m_reader.error())
            return std::unexpected(*m_reader.error());
        // A refusal stands even when its connection broke: its status says more than the break.
        const bool isRefused = http.head.status >= 400;
        if (http.error && (!isRefused || http.error->kind == ErrorKind::cancelled))
            return std::unexpected(*http.error);
        if (!isSuccess(http.head))
            return std::unexpected(failureOf(http.head.status, m_refusal, http.head.headers, m_clock.utcNow()));
        return m_reader.finish();
    }

    void takeDelta(const QString &piece)
    {
        if (!m_timeToFirstToken)
            m_timeToFirstToken = elapsed();
        if (m_onDelta)
            m_onDelta(piece);
    }

    [[nodiscard]] Milliseconds elapsed() const { return std::chrono::duration_cast<Milliseconds>(m_clock.steadyNow() - m_started); }

    const Clock &m_clock;
    SteadyTime m_started;
    DeltaSink m_onDelta;
    AnswerReader m_reader;
    QByteArray m_refusal;
    QString m_partialText;
    std::optional<Milliseconds> m_timeToFirstToken;
};

QCoro::Task<Exchange> ask(std::shared_ptr<const Connection> connection, ChatRequest request, DeltaSink onDelta, std::stop_token stop)
{
    Answer answer(std::move(onDelta), *connection->clock);
    const auto key = co_await connection->keys->lookUp(connection->keySource);
    if (!key)
        co_return answer.fail(key.error());
    const net::ChunkSink sink = [&answer](const net::HttpHead &head, QByteArrayView bytes) { return answer.take(head, bytes); };
    const net::HttpResult http = co_await connection->transport->post(httpRequest(*connection, request, *key), sink, stop);
    Exchange exchange = answer.finish(http);
    co_return redacted(std::move(exchange), *key);
}

} // namespace

Result<std::unique_ptr<ChatModel>> OpenAiModel::make(const ProviderConfig &provider, const ModelConfig &model, Environment &environment)
{
    auto options = readOptions(provider);
    if (!options)
        return std::unexpected(options.error());
    const auto url = chatEndpoint(provider, *options);
    if (!url)
        return std::unexpected(url.error());
    auto transport = environment.connections().lease(*url, model.concurrency);
    if (!transport)
        return std::unexpected(transport.error().with(u"model"_s, model.name));
    return std::make_unique<OpenAiModel>(std::make_shared<const Connection>(Connection{.url = *url,
        .keySource = provider.keySource,
        .options = *std::move(options),
        .transport = *std::move(transport),
        .keys = &environment.keys(),
        .clock = &environment.clock()}));
}

QCoro::Task<Exchange> OpenAiModel::complete(ChatRequest request, DeltaSink onDelta, std::stop_token stop)
{
    return ask(m_connection, std::move(request), std::move(onDelta), std::move(stop));
}

void registerOpenAi(Registry &registry)
{
    registry.add(u"openai-compatible"_s, &OpenAiModel::make);
}

} // namespace assay::provider::openai
