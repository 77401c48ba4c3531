// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/openai/options.h"

#include "core/net/endpointpolicy.h"
#include "core/provider/wire/jsonfields.h"

#include <QUrlQuery>

namespace assay::provider::openai {

using namespace Qt::StringLiterals;

namespace {

const QStringList kOwn{u"maxTokensField"_s, u"strictSchema"_s, u"stripThinkTags"_s, u"reasoningModels"_s, u"body"_s, u"organization"_s, u"project"_s, u"apiVersion"_s};
constexpr QLatin1StringView kCall("/chat/completions");

const Dialect *dialectOf(const ProviderConfig &config, const Dialects &dialects)
{
    const bool isOpenAi = config.kind == kCompatible && QUrl(config.baseUrl).host() == u"api.openai.com";
    return dialects.find(isOpenAi ? u"openai"_s : config.kind);
}

Result<void> readField(Options &options, const QString &name, const Json &value)
{
    const QString field = wire::textOf(&value);
    if (field != u"max_tokens" && field != u"max_completion_tokens")
        return std::unexpected(wire::wrongOption(name, u"\"max_tokens\" or \"max_completion_tokens\""_s));
    options.dialect.maxTokensField = field.toStdString();
    return {};
}

Result<void> readModels(Options &options, const QString &name, const Json &value)
{
    const Error wrong = wire::wrongOption(name, u"a list of names of models, or of what they begin with"_s);
    if (!value.is_array())
        return std::unexpected(wrong);
    for (const Json &model : value.array_range()) {
        if (!model.is_string() || model.as<std::string>().empty())
            return std::unexpected(wrong);
        options.dialect.reasoningModels.append(toQString(model));
    }
    return {};
}

Result<void> readBody(Options &options, const QString &name, const Json &value)
{
    Json body = options.dialect.body;
    if (value.is_object()) {
        for (const auto &member : value.object_range())
            body.insert_or_assign(member.key(), member.value());
    }
    Json entry(jsoncons::json_object_arg);
    entry.insert_or_assign("body", value.is_object() ? std::move(body) : value);
    auto dialect = readDialect(entry, options.dialect);
    if (!dialect)
        return std::unexpected(wire::wrongOption(name, dialect.error().hint.sliced(QLatin1StringView("It takes ").size())));
    options.dialect = *std::move(dialect);
    return {};
}

Result<void> readApiVersion(Options &options, const QString &name, const Json &value)
{
    QByteArray version;
    if (const auto read = wire::readWord(version, name, value); !read)
        return read;
    if (!options.dialect.deployments)
        return std::unexpected(wire::wrongOption(name, u"nothing for providers of this kind; put what has to stand in the query into the base URL"_s));
    options.dialect.deployments->query = "api-version=" + version.toPercentEncoding();
    return {};
}

Result<void> readOption(Options &options, const QString &name, const Json &value)
{
    if (name == u"maxTokensField")
        return readField(options, name, value);
    if (name == u"strictSchema")
        return wire::readFlag(options.strictSchema, name, value);
    if (name == u"stripThinkTags")
        return wire::readFlag(options.stripThinkTags, name, value);
    if (name == u"reasoningModels")
        return readModels(options, name, value);
    if (name == u"body")
        return readBody(options, name, value);
    if (name == u"organization")
        return wire::readWord(options.organization, name, value);
    if (name == u"project")
        return wire::readWord(options.project, name, value);
    return readApiVersion(options, name, value);
}

// A base URL that leads to a deployment, or to the API without dated versions, is whole.
bool needsDeploymentPaths(const Options &options, const QUrl &base)
{
    return options.dialect.deployments && !base.path().contains(options.dialect.deployments->path) && !base.path().contains(u"/v1"_s);
}

} // namespace

Result<Options> readOptions(const ProviderConfig &config, const Dialects &dialects)
{
    const Dialect *dialect = dialectOf(config, dialects);
    if (dialect == nullptr)
        return fail(ErrorKind::invalidInput, u"Provider %1 is of the unknown kind \"%2\""_s.arg(config.name, config.kind), u"Choose a known kind"_s);
    auto connection = wire::readConnectionOptions(config, kOwn);
    if (!connection)
        return std::unexpected(connection.error());
    Options options;
    options.connection = *std::move(connection);
    options.dialect = *dialect;
    const QUrl base(config.baseUrl.isEmpty() ? dialect->baseUrl : config.baseUrl);
    options.stripThinkTags = dialect->thinkTags || net::isLoopback(base);
    for (const QString &name : kOwn) {
        const Json *value = wire::member(config.options, name.toStdString());
        if (value == nullptr)
            continue;
        if (const auto read = readOption(options, name, *value); !read)
            return std::unexpected(read.error().with(u"provider"_s, config.name));
    }
    options.hasDeploymentPaths = needsDeploymentPaths(options, base);
    if (options.dialect.deployments && QUrlQuery(base).hasQueryItem(u"api-version"_s))
        options.dialect.deployments->query.clear();
    return options;
}

Result<QUrl> chatBase(const ProviderConfig &config, const Options &options)
{
    return wire::baseUrl(config, options.dialect.baseUrl, options.connection).transform([](QUrl url) {
        const QString path = url.path();
        if (path.endsWith(kCall))
            url.setPath(path.chopped(kCall.size()));
        return url;
    });
}

} // namespace assay::provider::openai
