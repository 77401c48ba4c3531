// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/gemini/geminiapi.h"

#include "core/provider/gemini/contentanswer.h"
#include "core/provider/gemini/failures.h"
#include "core/provider/gemini/requestbody.h"
#include "core/provider/gemini/services.h"
#include "core/provider/wire/wiremodel.h"

namespace assay::provider::gemini {

using namespace Qt::StringLiterals;

namespace {

constexpr int kServiceConnections = 2;

Result<std::shared_ptr<const wire::Connection>> open(const ProviderConfig &provider, int connections, Environment &environment)
{
    const auto options = readOptions(provider);
    if (!options)
        return std::unexpected(options.error());
    const auto base = apiBase(provider, *options);
    if (!base)
        return std::unexpected(base.error());
    return wire::Connection::open(provider, *base, options->connection, std::make_shared<const GeminiApi>(*options), connections, environment);
}

Result<std::unique_ptr<ChatModel>> makeModel(const ProviderConfig &provider, const ModelConfig &model, Environment &environment)
{
    auto connection = open(provider, model.concurrency, environment);
    if (!connection)
        return std::unexpected(connection.error().with(u"model"_s, model.name));
    return std::make_unique<wire::WireModel>(*std::move(connection));
}

Result<std::unique_ptr<Services>> makeServices(const ProviderConfig &provider, Environment &environment)
{
    auto connection = open(provider, kServiceConnections, environment);
    if (!connection)
        return std::unexpected(connection.error());
    return std::make_unique<AccountServices>(*std::move(connection));
}

} // namespace

wire::Call GeminiApi::chat(const ChatRequest &request) const
{
    wire::Call call;
    const QString verb = request.stream ? u":streamGenerateContent"_s : u":generateContent"_s;
    call.path = u'/' + resourceOf(request.model) + verb;
    if (request.stream)
        call.query = "alt=sse"; // otherwise the stream is one JSON list in pieces
    call.body = requestBody(request, m_options);
    return call;
}

std::unique_ptr<wire::AnswerParts> GeminiApi::newAnswer() const
{
    return std::make_unique<ContentAnswer>();
}

void GeminiApi::authorize(QHttpHeaders &headers, const secrets::Secret &key) const
{
    headers.append("x-goog-api-key", key.bytes());
}

Error GeminiApi::failureOf(int status, QByteArrayView body, const QHttpHeaders &headers, UtcTime now) const
{
    return gemini::failureOf(status, body, headers, now);
}

void registerGemini(Registry &registry)
{
    registry.add(kKind, &makeModel, &makeServices,
        {.title = u"Google Gemini"_s, .note = {}, .baseUrl = u"https://generativelanguage.googleapis.com/v1beta"_s, .keyVariable = u"GEMINI_API_KEY"_s});
}

} // namespace assay::provider::gemini
