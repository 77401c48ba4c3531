// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/anthropic/messagesapi.h"

#include "core/provider/anthropic/failures.h"
#include "core/provider/anthropic/messageanswer.h"
#include "core/provider/anthropic/ratelimits.h"
#include "core/provider/anthropic/requestbody.h"
#include "core/provider/anthropic/services.h"
#include "core/provider/wire/wiremodel.h"

namespace assay::provider::anthropic {

using namespace Qt::StringLiterals;

namespace {

constexpr int kServiceConnections = 2;

struct Account {
    QUrl base;
    std::shared_ptr<const wire::Connection> connection;
};

Result<Account> open(const ProviderConfig &provider, TraitsOf traits, int connections, Environment &environment)
{
    const auto options = readOptions(provider);
    if (!options)
        return std::unexpected(options.error());
    const auto base = apiBase(provider, *options);
    if (!base)
        return std::unexpected(base.error());
    auto api = std::make_shared<const MessagesApi>(*options, std::move(traits));
    auto connection = wire::Connection::open(provider, *base, options->connection, std::move(api), connections, environment);
    if (!connection)
        return std::unexpected(connection.error());
    return Account{.base = *base, .connection = *std::move(connection)};
}

Result<std::unique_ptr<ChatModel>> makeModel(const ProviderConfig &provider, const ModelConfig &model, Environment &environment)
{
    const auto account = open(provider, [traits = traitsOf(provider, model)](const QString &) { return traits; }, model.concurrency, environment);
    if (!account)
        return std::unexpected(account.error().with(u"model"_s, model.name));
    return std::make_unique<wire::WireModel>(account->connection);
}

Result<std::unique_ptr<Services>> makeServices(const ProviderConfig &provider, Environment &environment)
{
    const TraitsOf traits = [provider](const QString &name) {
        ModelConfig model;
        model.apiName = name;
        return traitsOf(provider, model);
    };
    const auto account = open(provider, traits, kServiceConnections, environment);
    if (!account)
        return std::unexpected(account.error());
    return std::make_unique<AccountServices>(account->connection, account->base);
}

} // namespace

wire::Call MessagesApi::chat(const ChatRequest &request) const
{
    wire::Call call;
    call.path = u"/messages"_s;
    call.body = requestBody(request, m_options, m_traits(request.model));
    return call;
}

std::unique_ptr<wire::AnswerParts> MessagesApi::newAnswer() const
{
    return std::make_unique<MessageAnswer>();
}

void MessagesApi::authorize(QHttpHeaders &headers, const secrets::Secret &key) const
{
    headers.append("x-api-key", key.bytes());
}

void MessagesApi::addHeaders(QHttpHeaders &headers) const
{
    headers.append("anthropic-version", m_options.version);
    if (!m_options.beta.isEmpty())
        headers.append("anthropic-beta", m_options.beta);
}

Error MessagesApi::failureOf(int status, QByteArrayView body, const QHttpHeaders &headers, UtcTime now) const
{
    return anthropic::failureOf(status, body, headers, now);
}

tokens::ToldLimits MessagesApi::limits(const QHttpHeaders &headers, UtcTime now) const
{
    return limitsOf(headers, now);
}

void registerAnthropic(Registry &registry)
{
    registry.add(
        kKind, &makeModel, &makeServices, {.title = u"Anthropic Messages"_s, .note = {}, .baseUrl = u"https://api.anthropic.com/v1"_s, .keyVariable = u"ANTHROPIC_API_KEY"_s});
}

} // namespace assay::provider::anthropic
