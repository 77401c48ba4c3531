// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/wire/connection.h"

#include "core/provider/wire/redaction.h"
#include "core/provider/wire/toldlimits.h"

namespace assay::provider::wire {

using namespace Qt::StringLiterals;

namespace {
constexpr Milliseconds kFileTime{3'600'000};
constexpr qint64 kLargestFile = 1024LL * 1024 * 1024;
} // namespace

Result<std::shared_ptr<const Connection>> Connection::open(
    const ProviderConfig &provider, const QUrl &base, const ConnectionOptions &options, std::shared_ptr<const Api> api, int connections, Environment &environment)
{
    auto transport = environment.connections().lease(base, connections, options.caFile);
    if (!transport)
        return std::unexpected(transport.error().with(u"provider"_s, provider.name));
    auto connection = std::make_shared<Connection>();
    connection->m_base = base;
    connection->m_options = options;
    connection->m_keySource = provider.keySource;
    connection->m_label = environment.label();
    connection->m_api = std::move(api);
    connection->m_transport = *std::move(transport);
    connection->m_keys = &environment.keys();
    connection->m_clock = &environment.clock();
    return connection;
}

QCoro::Task<Result<secrets::Secret>> Connection::key() const
{
    return m_keys->lookUp(m_keySource, m_label);
}

net::HttpRequest Connection::request(Call call, const secrets::Secret &key, bool isStream) const
{
    net::HttpRequest http;
    http.method = call.method;
    http.url = m_base;
    http.url.setPath(m_base.path() + call.path);
    if (!call.query.isEmpty())
        http.url.setQuery(http.url.hasQuery() ? QString(http.url.query() + u'&' + QString::fromLatin1(call.query)) : QString::fromLatin1(call.query));
    http.body = std::move(call.body);
    http.timeouts = m_options.timeoutsFor(isStream);
    if (call.isFile) {
        http.timeouts.total = std::max(http.timeouts.total, kFileTime);
        // While a file goes up nothing comes back, and to the clocks the request has not left yet.
        http.timeouts.idle = http.timeouts.total;
        http.timeouts.connect = http.timeouts.total;
        http.maxResponseBytes = kLargestFile;
    }
    http.allowPlainHttp = m_options.allowPlainHttp;
    http.headers = std::move(call.headers);
    using Known = QHttpHeaders::WellKnownHeader;
    if (!http.body.isEmpty())
        http.headers.append(Known::ContentType, call.contentType);
    http.headers.append(Known::Accept, isStream ? "text/event-stream" : "application/json");
    http.headers.append(Known::UserAgent, "Assay/" ASSAY_VERSION);
    m_api->addHeaders(http.headers);
    if (!key.isEmpty())
        m_api->authorize(http.headers, key);
    return http;
}

QCoro::Task<Result<Reply>> Connection::ask(std::shared_ptr<const Connection> self, Call call, std::stop_token stop)
{
    const auto key = co_await self->key();
    if (!key)
        co_return std::unexpected(key.error());
    Reply reply;
    const net::ChunkSink sink = [&reply](const net::HttpHead & /*head*/, QByteArrayView bytes) {
        reply.body.append(bytes);
        return net::Flow::more;
    };
    const net::HttpResult http = co_await self->m_transport->send(self->request(std::move(call), *key, false), sink, stop);
    reply.status = http.head.status;
    reply.headers = http.head.headers;
    const bool isRefused = http.head.status >= 400;
    if (http.error && (!isRefused || http.error->kind == ErrorKind::cancelled))
        co_return std::unexpected(redacted(*http.error, *key));
    if (reply.status < 200 || reply.status >= 300)
        co_return std::unexpected(redacted(self->m_api->failureOf(reply.status, reply.body, reply.headers, self->m_clock->utcNow()), *key));
    // Lists of models and results of batches are stored and shown.
    reply.body = secrets::Redactor(*key).redacted(std::move(reply.body));
    co_return reply;
}

QCoro::Task<Result<Json>> Connection::askJson(std::shared_ptr<const Connection> self, Call call, std::stop_token stop)
{
    const auto reply = co_await ask(self, std::move(call), std::move(stop));
    if (!reply)
        co_return std::unexpected(reply.error());
    auto json = parseJson(QByteArrayView(reply->body));
    if (!json)
        co_return fail(ErrorKind::malformed, u"The answer is not JSON"_s, u"Check the base URL"_s);
    co_return *std::move(json);
}

QString Api::requestId(const QHttpHeaders &headers) const
{
    for (const auto name : {"x-request-id"_L1, "request-id"_L1, "x-generation-id"_L1, "apim-request-id"_L1, "mistral-correlation-id"_L1}) {
        if (headers.contains(name))
            return QString::fromLatin1(headers.value(name)).left(200);
    }
    return {};
}

tokens::ToldLimits Api::limits(const QHttpHeaders &headers, UtcTime /*now*/) const
{
    return toldLimits(headers);
}

} // namespace assay::provider::wire
