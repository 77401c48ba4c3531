// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/openai/chatapi.h"

#include "core/provider/openai/address.h"
#include "core/provider/openai/chunks.h"
#include "core/provider/openai/failures.h"
#include "core/provider/openai/ratelimits.h"
#include "core/provider/openai/requestbody.h"
#include "core/provider/openai/services.h"
#include "core/provider/wire/wiremodel.h"

namespace assay::provider::openai {

using namespace Qt::StringLiterals;

namespace {

struct Setup {
    Options options;
    QUrl base;
    std::shared_ptr<const ChatApi> api;
};

Result<Setup> setUp(const ProviderConfig &provider, const Dialects &dialects)
{
    auto options = readOptions(provider, dialects);
    if (!options)
        return std::unexpected(options.error());
    auto base = chatBase(provider, *options);
    if (!base)
        return std::unexpected(base.error());
    auto api = std::make_shared<const ChatApi>(*options);
    return Setup{.options = *std::move(options), .base = *std::move(base), .api = std::move(api)};
}

Result<std::unique_ptr<ChatModel>> makeModel(const Dialects &dialects, const ProviderConfig &provider, const ModelConfig &model, Environment &environment)
{
    const auto setup = setUp(provider, dialects);
    if (!setup)
        return std::unexpected(setup.error());
    auto connection = wire::Connection::open(provider, setup->base, setup->options.connection, setup->api, model.concurrency, environment);
    if (!connection)
        return std::unexpected(connection.error().with(u"model"_s, model.name));
    return std::make_unique<wire::WireModel>(*std::move(connection));
}

Result<std::unique_ptr<Services>> makeServices(const Dialects &dialects, const ProviderConfig &provider, Environment &environment)
{
    const auto setup = setUp(provider, dialects);
    if (!setup)
        return std::unexpected(setup.error());
    auto connection = wire::Connection::open(provider, setup->base, setup->options.connection, setup->api, kServiceConnections, environment);
    if (!connection)
        return std::unexpected(connection.error());
    return std::make_unique<AccountServices>(*std::move(connection), setup->options);
}

} // namespace

wire::Call ChatApi::chat(const ChatRequest &request) const
{
    wire::Call call = modelCall(m_options, u"/chat/completions"_s, request.model);
    call.body = requestBody(request, m_options);
    const QByteArray &idHeader = m_options.dialect.clientIdHeader;
    if (!idHeader.isEmpty() && !request.clientRequestId.isEmpty())
        call.headers.append(QLatin1StringView(idHeader), request.clientRequestId);
    return call;
}

std::unique_ptr<wire::AnswerParts> ChatApi::newAnswer() const
{
    return std::make_unique<ChatAnswer>(m_options.stripThinkTags);
}

void ChatApi::authorize(QHttpHeaders &headers, const secrets::Secret &key) const
{
    openai::authorize(headers, key, m_options.dialect);
}

void ChatApi::addHeaders(QHttpHeaders &headers) const
{
    openai::addHeaders(headers, m_options);
}

Error ChatApi::failureOf(int status, QByteArrayView body, const QHttpHeaders &headers, UtcTime now) const
{
    return openai::failureOf(status, body, headers, now);
}

tokens::ToldLimits ChatApi::limits(const QHttpHeaders &headers, UtcTime now) const
{
    return limitsOf(m_options.dialect.rateLimits, headers, now);
}

void authorize(QHttpHeaders &headers, const secrets::Secret &key, const Dialect &dialect)
{
    const QLatin1StringView name(dialect.keyHeader);
    if (name.compare("authorization"_L1, Qt::CaseInsensitive) == 0)
        headers.append(QHttpHeaders::WellKnownHeader::Authorization, QByteArray("Bearer ") + key.bytes());
    else
        headers.append(name, key.bytes());
}

void addHeaders(QHttpHeaders &headers, const Options &options)
{
    for (const auto &[name, value] : options.dialect.headers)
        headers.append(QLatin1StringView(name), value);
    if (!options.organization.isEmpty())
        headers.append("OpenAI-Organization", options.organization);
    if (!options.project.isEmpty())
        headers.append("OpenAI-Project", options.project);
}

void registerOpenAi(Registry &registry, const Dialects &dialects)
{
    const auto all = std::make_shared<const Dialects>(dialects);
    for (const Dialect &dialect : all->all()) {
        registry.add(
            dialect.kind, [all](const ProviderConfig &provider, const ModelConfig &model, Environment &environment) { return makeModel(*all, provider, model, environment); },
            [all](const ProviderConfig &provider, Environment &environment) { return makeServices(*all, provider, environment); },
            {.title = dialect.title, .note = dialect.note, .baseUrl = dialect.baseUrl, .keyVariable = dialect.keyVariable});
    }
}

} // namespace assay::provider::openai
