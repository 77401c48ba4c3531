// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/anthropic/options.h"

#include "core/provider/catalog.h"

#include <algorithm>
#include <array>

namespace assay::provider::anthropic {

using namespace Qt::StringLiterals;

namespace {

const QStringList kOwn{u"version"_s, u"beta"_s, u"body"_s};
const QString kDefaultBase = u"https://api.anthropic.com/v1"_s;
constexpr QLatin1StringView kCall("/messages");

Result<void> readBody(Options &options, const QString &name, const Json &value)
{
    // What a call can cost hangs on the last: a budget reserves by what we ask.
    constexpr std::array<std::string_view, 4> kOurs{"model", "messages", "stream", "max_tokens"};
    if (!value.is_object() || std::ranges::any_of(kOurs, [&value](std::string_view member) { return value.contains(member); }))
        return std::unexpected(wire::wrongOption(name, u"an object of further members, without model, messages, stream and max_tokens"_s));
    options.body = value;
    return {};
}

Result<void> readOption(Options &options, const QString &name, const Json &value)
{
    if (name == u"version")
        return wire::readWord(options.version, name, value);
    if (name == u"beta")
        return wire::readWord(options.beta, name, value);
    return readBody(options, name, value);
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
        if (const auto read = readOption(options, name, option.value()); !read)
            return std::unexpected(read.error().with(u"provider"_s, config.name));
    }
    return options;
}

Result<QUrl> apiBase(const ProviderConfig &config, const Options &options)
{
    auto url = wire::baseUrl(config, kDefaultBase, options.connection);
    if (!url)
        return url;
    if (url->path().endsWith(kCall))
        url->setPath(url->path().chopped(kCall.size()));
    if (url->path().isEmpty())
        url->setPath(u"/v1"_s);
    return url;
}

Traits traitsOf(const ProviderConfig &provider, const ModelConfig &model)
{
    const Capabilities capabilities = Catalog::bundled().of(provider, model);
    const bool sampling = capabilities.sampling.value_or(true);
    return {.sampling = sampling, .reasons = capabilities.reasoning.value_or(true), .adaptiveThinking = !sampling};
}

} // namespace assay::provider::anthropic
