// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/openai/options.h"

#include "core/provider/wire/jsonfields.h"

namespace assay::provider::openai {

using namespace Qt::StringLiterals;

namespace {

const QStringList kOwn{u"maxTokensField"_s, u"strictSchema"_s, u"organization"_s, u"project"_s};

Result<void> readField(QString &field, const QString &name, const Json &value)
{
    field = wire::textOf(&value);
    if (field != u"max_tokens" && field != u"max_completion_tokens")
        return std::unexpected(wire::wrongOption(name, u"\"max_tokens\" or \"max_completion_tokens\""_s));
    return {};
}

Result<void> readOption(Options &options, const QString &name, const Json &value)
{
    if (name == u"maxTokensField")
        return readField(options.maxTokensField, name, value);
    if (name == u"strictSchema")
        return wire::readFlag(options.strictSchema, name, value);
    if (name == u"organization")
        return wire::readWord(options.organization, name, value);
    return wire::readWord(options.project, name, value);
}

} // namespace

Result<Options> readOptions(const ProviderConfig &config)
{
    auto connection = wire::readConnectionOptions(config, kOwn);
    if (!connection)
        return std::unexpected(connection.error());
    Options options;
    options.connection = *std::move(connection);
    options.isOpenAi = QUrl(config.baseUrl).host() == u"api.openai.com";
    options.maxTokensField = options.isOpenAi ? u"max_completion_tokens"_s : u"max_tokens"_s;
    for (const QString &name : kOwn) {
        const Json *value = wire::member(config.options, name.toStdString());
        if (value == nullptr)
            continue;
        if (const auto read = readOption(options, name, *value); !read)
            return std::unexpected(read.error().with(u"provider"_s, config.name));
    }
    return options;
}

} // namespace assay::provider::openai
