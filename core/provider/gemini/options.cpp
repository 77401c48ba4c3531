// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/gemini/options.h"

#include "core/provider/wire/jsonfields.h"

#include <QUrlQuery>

namespace assay::provider::gemini {

using namespace Qt::StringLiterals;

namespace {

const QStringList kOwn{u"thinking"_s, u"body"_s};
const QString kDefaultBase = u"https://generativelanguage.googleapis.com/v1beta"_s;
constexpr QLatin1StringView kModels("/models");

Result<void> readThinking(Options &options, const QString &name, const Json &value)
{
    const QString style = wire::textOf(&value);
    if (style == u"budget")
        options.thinking = ThinkingStyle::budget;
    else if (style == u"level")
        options.thinking = ThinkingStyle::level;
    else if (style == u"none")
        options.thinking = ThinkingStyle::none;
    else
        return std::unexpected(wire::wrongOption(name, u"\"budget\", \"level\" or \"none\""_s));
    return {};
}

Result<void> readBody(Options &options, const QString &name, const Json &value)
{
    const bool hasConfig = value.is_object() && value.contains("generationConfig");
    const bool isAllowed = value.is_object() && !value.contains("contents") && (!hasConfig || value.at("generationConfig").is_object());
    // A budget reserves by the cap that we ask for, and for one answer.
    const bool isDearer = isAllowed && hasConfig && (value.at("generationConfig").contains("maxOutputTokens") || value.at("generationConfig").contains("candidateCount"));
    if (!isAllowed || isDearer)
        return std::unexpected(wire::wrongOption(
            name, u"an object of further members, without contents; generationConfig in it is an object, too, without maxOutputTokens and candidateCount"_s));
    options.body = value;
    return {};
}

} // namespace

Result<Options> readOptions(const ProviderConfig &config)
{
    auto connection = wire::readConnectionOptions(config, kOwn);
    if (!connection)
        return std::unexpected(connection.error());
    Options options;
    options.connection = *std::move(connection);
    for (const auto &option : config.options.object_range()) {
        const QString name = QString::fromStdString(std::string(option.key()));
        if (!kOwn.contains(name))
            continue;
        const auto read = name == u"thinking" ? readThinking(options, name, option.value()) : readBody(options, name, option.value());
        if (!read)
            return std::unexpected(read.error().with(u"provider"_s, config.name));
    }
    return options;
}

Result<QUrl> apiBase(const ProviderConfig &config, const Options &options)
{
    auto url = wire::baseUrl(config, kDefaultBase, options.connection);
    if (!url)
        return url;
    if (QUrlQuery(*url).hasQueryItem(u"key"_s))
        return std::unexpected(
            fail(ErrorKind::invalidInput, u"The base URL holds a key"_s, u"Take \"key=\" out of it and name where the key comes from as the provider's key source"_s)
                .error()
                .with(u"provider"_s, config.name));
    if (url->path().endsWith(kModels))
        url->setPath(url->path().chopped(kModels.size()));
    if (url->path().isEmpty())
        url->setPath(u"/v1beta"_s);
    return url;
}

} // namespace assay::provider::gemini
