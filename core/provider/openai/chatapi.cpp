// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/openai/chatapi.h"

#include "core/provider/openai/chunks.h"
#include "core/provider/openai/failures.h"
#include "core/provider/openai/requestbody.h"
#include "core/provider/wire/wiremodel.h"

namespace assay::provider::openai {

using namespace Qt::StringLiterals;

wire::Call ChatApi::chat(const ChatRequest &request) const
{
    wire::Call call;
    call.path = u"/chat/completions"_s;
    call.body = requestBody(request, m_options);
    if (m_options.isOpenAi && !request.clientRequestId.isEmpty())
        call.headers.append("X-Client-Request-Id", request.clientRequestId);
    return call;
}

std::unique_ptr<wire::AnswerParts> ChatApi::newAnswer() const
{
    return std::make_unique<ChatAnswer>();
}

void ChatApi::authorize(QHttpHeaders &headers, const secrets::Secret &key) const
{
    headers.append(QHttpHeaders::WellKnownHeader::Authorization, QByteArray("Bearer ") + key.bytes());
}

void ChatApi::addHeaders(QHttpHeaders &headers) const
{
    if (!m_options.organization.isEmpty())
        headers.append("OpenAI-Organization", m_options.organization);
    if (!m_options.project.isEmpty())
        headers.append("OpenAI-Project", m_options.project);
}

Error ChatApi::failureOf(int status, QByteArrayView body, const QHttpHeaders &headers, UtcTime now) const
{
    return openai::failureOf(status, body, headers, now);
}

Result<QUrl> chatBase(const ProviderConfig &config, const Options &options)
{
    return wire::baseUrl(config, {}, options.connection).transform([](QUrl url) {
        const QString path = url.path();
        constexpr QLatin1StringView kCall("/chat/completions");
        if (path.endsWith(kCall))
            url.setPath(path.chopped(kCall.size()));
        return url;
    });
}

Result<std::unique_ptr<ChatModel>> makeChatModel(const ProviderConfig &provider, const ModelConfig &model, Environment &environment)
{
    auto options = readOptions(provider);
    if (!options)
        return std::unexpected(options.error());
    const auto base = chatBase(provider, *options);
    if (!base)
        return std::unexpected(base.error());
    auto connection = wire::Connection::open(provider, *base, options->connection, std::make_shared<const ChatApi>(*options), model.concurrency, environment);
    if (!connection)
        return std::unexpected(connection.error().with(u"model"_s, model.name));
    return std::make_unique<wire::WireModel>(*std::move(connection));
}

void registerOpenAi(Registry &registry)
{
    registry.add(u"openai-compatible"_s, &makeChatModel);
}

} // namespace assay::provider::openai
