// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/openai/detection.h"

#include "core/net/httptransport.h"
#include "core/provider/openai/serviceanswers.h"
#include "core/provider/wire/jsonfields.h"

#include <QSet>

#include <algorithm>
#include <vector>

namespace assay::provider::openai {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kLargestList = 4 * 1024 * 1024;
constexpr int kOk = 200;

struct Probe {
    QString kind;
    QString baseUrl;
};

QList<Probe> probesOf(const Dialects &dialects, const DetectionOptions &options)
{
    QList<Probe> probes;
    QSet<quint16> asked;
    for (const Dialect &dialect : dialects.all()) {
        const quint16 port = dialect.local ? options.ports.value(dialect.kind, dialect.local->port) : quint16(0);
        if (port == 0 || asked.contains(port))
            continue;
        asked.insert(port);
        probes.append({.kind = dialect.kind, .baseUrl = u"http://127.0.0.1:%1/v1"_s.arg(port)});
    }
    return probes;
}

QCoro::Task<Result<Json>> modelsAt(std::shared_ptr<net::HttpTransport> transport, QString baseUrl, Milliseconds timeout, std::stop_token stop)
{
    net::HttpRequest request;
    request.url = QUrl(baseUrl + u"/models"_s);
    request.method = "GET";
    request.timeouts = {.connect = timeout, .idle = timeout, .total = timeout};
    request.maxResponseBytes = kLargestList;
    request.headers.append(QHttpHeaders::WellKnownHeader::Accept, "application/json");
    QByteArray body;
    const net::ChunkSink sink = [&body](const net::HttpHead & /*head*/, QByteArrayView bytes) {
        body.append(bytes);
        return net::Flow::more;
    };
    const net::HttpResult result = co_await transport->send(std::move(request), sink, std::move(stop));
    if (result.error)
        co_return std::unexpected(*result.error);
    if (result.head.status != kOk)
        co_return fail(ErrorKind::notFound, u"No list of models"_s);
    co_return parseJson(QByteArrayView(body));
}

bool isOwnedBy(const Json &answer, const LocalServer &server)
{
    const Json *models = wire::member(answer, "data");
    if (models == nullptr || !models->is_array())
        return false;
    return std::ranges::any_of(models->array_range(), [&server](const Json &model) { return server.ownedBy.contains(wire::textOf(model, "owned_by")); });
}

} // namespace

QString kindOfServer(const Json &answer, const Dialect &expected, const Dialects &dialects)
{
    const auto models = modelsOf(answer);
    if (!models || (models->isEmpty() && wire::textOf(answer, "object") != u"list"))
        return {};
    if (expected.local && isOwnedBy(answer, *expected.local))
        return expected.kind;
    const auto owner = std::ranges::find_if(dialects.all(), [&answer](const Dialect &dialect) { return dialect.local && isOwnedBy(answer, *dialect.local); });
    if (owner != dialects.all().end())
        return owner->kind;
    return expected.local && expected.local->isKnownByPort ? expected.kind : QString(kCompatible);
}

QCoro::Task<QList<DetectedServer>> detectLocalServers(Dialects dialects, DetectionOptions options, std::stop_token stop)
{
    const QList<Probe> probes = probesOf(dialects, options);
    const auto transport = std::make_shared<net::HttpTransport>(static_cast<int>(std::max<qsizetype>(1, probes.size())));
    std::vector<QCoro::Task<Result<Json>>> answers;
    for (const Probe &probe : probes)
        answers.push_back(modelsAt(transport, probe.baseUrl, options.timeout, stop));
    QList<DetectedServer> servers;
    for (qsizetype i = 0; i < probes.size(); ++i) {
        const auto answer = co_await answers.at(static_cast<std::size_t>(i));
        const QString kind = answer ? kindOfServer(*answer, *dialects.find(probes.at(i).kind), dialects) : QString();
        if (const Dialect *dialect = dialects.find(kind))
            servers.append({.kind = kind, .title = dialect->title, .baseUrl = probes.at(i).baseUrl, .models = *modelsOf(*answer)});
    }
    co_return servers;
}

} // namespace assay::provider::openai
