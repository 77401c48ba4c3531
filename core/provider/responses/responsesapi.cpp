// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/responses/responsesapi.h"

#include "core/provider/openai/chatapi.h"
#include "core/provider/openai/failures.h"
#include "core/provider/openai/services.h"
#include "core/provider/responses/requestbody.h"
#include "core/provider/responses/responseanswer.h"
#include "core/provider/wire/wiremodel.h"

namespace assay::provider::responses {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView kCall("/responses");

Result<std::shared_ptr<const wire::Connection>> connect(const ProviderConfig &provider, const openai::Options &options, int connections, Environment &environment)
{
    auto base = wire::baseUrl(provider, options.dialect.baseUrl, options.connection);
    if (!base)
        return std::unexpected(base.error());
    if (const QString path = base->path(); path.endsWith(kCall))
        base->setPath(path.chopped(kCall.size()));
    return wire::Connection::open(provider, *base, options.connection, std::make_shared<const ResponsesApi>(options), connections, environment);
}

Result<std::unique_ptr<ChatModel>> makeModel(const ProviderConfig &provider, const ModelConfig &model, Environment &environment)
{
    const auto options = readOptions(provider);
    if (!options)
        return std::unexpected(options.error());
    auto connection = connect(provider, *options, model.concurrency, environment);
    if (!connection)
        return std::unexpected(connection.error().with(u"model"_s, model.name));
    return std::make_unique<wire::WireModel>(*std::move(connection));
}

Result<std::unique_ptr<Services>> makeServices(const ProviderConfig &provider, Environment &environment)
{
    const auto options = readOptions(provider);
    if (!options)
        return std::unexpected(options.error());
    auto connection = connect(provider, *options, openai::kServiceConnections, environment);
    if (!connection)
        return std::unexpected(connection.error());
    return std::make_unique<openai::AccountServices>(*std::move(connection), *options);
}

} // namespace

wire::Call ResponsesApi::chat(const ChatRequest &request) const
{
    wire::Call call;
    call.path = kCall;
    call.body = requestBody(request, m_options);
    if (!request.clientRequestId.isEmpty())
        call.headers.append(QLatin1StringView(m_options.dialect.clientIdHeader), request.clientRequestId);
    return call;
}

std::unique_ptr<wire::AnswerParts> ResponsesApi::newAnswer() const
{
    return std::make_unique<ResponseAnswer>();
}

void ResponsesApi::authorize(QHttpHeaders &headers, const secrets::Secret &key) const
{
    openai::authorize(headers, key, m_options.dialect);
}

void ResponsesApi::addHeaders(QHttpHeaders &headers) const
{
    openai::addHeaders(headers, m_options);
}

Error ResponsesApi::failureOf(int status, QByteArrayView body, const QHttpHeaders &headers, UtcTime now) const
{
    return openai::failureOf(status, body, headers, now);
}

Result<openai::Options> readOptions(const ProviderConfig &config)
{
    ProviderConfig account = config;
    account.kind = u"openai"_s;
    auto options = openai::readOptions(account);
    if (options)
        options->dialect.batchEndpoint = "/v1/responses";
    return options;
}

void registerResponses(Registry &registry)
{
    registry.add(kKind, &makeModel, &makeServices, {.title = u"OpenAI Responses"_s, .note = {}, .baseUrl = u"https://api.openai.com/v1"_s, .keyVariable = u"OPENAI_API_KEY"_s});
}

} // namespace assay::provider::responses
