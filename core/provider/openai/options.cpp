// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/openai/options.h"

#include "core/net/endpointpolicy.h"
#include "core/provider/openai/jsonfields.h"

#include <algorithm>

namespace assay::provider::openai {

using namespace Qt::StringLiterals;

namespace {

constexpr Milliseconds kPlainAnswerIdle{120'000};
constexpr qint64 kLongestTimeoutMs = 24LL * 3600 * 1000;

Error wrongOption(const QString &name, const QString &allowed)
{
    return Error{.kind = ErrorKind::invalidInput,
        .message = u"The provider's option \"%1\" cannot be used"_s.arg(name),
        .hint = u"It takes %1"_s.arg(allowed),
        .context = {},
        .retryAfter = {}};
}

Result<void> readFlag(bool &flag, const QString &name, const Json &value)
{
    if (!value.is_bool())
        return std::unexpected(wrongOption(name, u"true or false"_s));
    flag = value.as<bool>();
    return {};
}

Result<void> readDuration(Milliseconds &duration, const QString &name, const Json &value)
{
    const bool isAllowed = value.is<qint64>() && value.as<qint64>() > 0 && value.as<qint64>() <= kLongestTimeoutMs;
    if (!isAllowed)
        return std::unexpected(wrongOption(name, u"a whole number of milliseconds, from 1 to a day"_s));
    duration = Milliseconds(value.as<qint64>());
    return {};
}

Result<void> readHeader(QByteArray &header, const QString &name, const Json &value)
{
    const QByteArray text = value.is_string() ? QByteArray::fromStdString(value.as<std::string>()) : QByteArray();
    if (text.isEmpty() || !std::ranges::all_of(text, [](char c) { return c > 0x20 && c < 0x7f; }))
        return std::unexpected(wrongOption(name, u"a word of printable ASCII characters"_s));
    header = text;
    return {};
}

Result<void> readField(QString &field, const QString &name, const Json &value)
{
    field = textOf(&value);
    if (field != u"max_tokens" && field != u"max_completion_tokens")
        return std::unexpected(wrongOption(name, u"\"max_tokens\" or \"max_completion_tokens\""_s));
    return {};
}

Result<void> readOption(Options &options, const QString &name, const Json &value)
{
    if (name == u"maxTokensField")
        return readField(options.maxTokensField, name, value);
    if (name == u"strictSchema")
        return readFlag(options.strictSchema, name, value);
    if (name == u"allowPlainHttp")
        return readFlag(options.allowPlainHttp, name, value);
    if (name == u"organization")
        return readHeader(options.organization, name, value);
    if (name == u"project")
        return readHeader(options.project, name, value);
    if (name == u"connectTimeoutMs")
        return readDuration(options.timeouts.connect, name, value);
    if (name == u"totalTimeoutMs")
        return readDuration(options.timeouts.total, name, value);
    if (name == u"idleTimeoutMs") {
        options.hasOwnIdleTimeout = true;
        return readDuration(options.timeouts.idle, name, value);
    }
    return fail(ErrorKind::invalidInput, u"The provider's option \"%1\" is not known"_s.arg(name),
        u"Known are maxTokensField, strictSchema, organization, project, allowPlainHttp, connectTimeoutMs, idleTimeoutMs and totalTimeoutMs"_s);
}

} // namespace

net::HttpTimeouts Options::timeoutsFor(bool isStream) const
{
    net::HttpTimeouts result = timeouts;
    if (!isStream && !hasOwnIdleTimeout)
        result.idle = kPlainAnswerIdle;
    return result;
}

Result<Options> readOptions(const ProviderConfig &config)
{
    Options options;
    options.isOpenAi = QUrl(config.baseUrl).host() == u"api.openai.com";
    options.maxTokensField = options.isOpenAi ? u"max_completion_tokens"_s : u"max_tokens"_s;
    if (!config.options.is_object())
        return fail(ErrorKind::invalidInput, u"The options of provider %1 are not a JSON object"_s.arg(config.name), u"Write {} for none"_s);
    for (const auto &option : config.options.object_range()) {
        if (const auto read = readOption(options, QString::fromStdString(std::string(option.key())), option.value()); !read)
            return std::unexpected(read.error().with(u"provider"_s, config.name));
    }
    return options;
}

Result<QUrl> chatEndpoint(const ProviderConfig &config, const Options &options)
{
    QUrl url(config.baseUrl, QUrl::StrictMode);
    url.setFragment(QString());
    QString path = url.path();
    while (path.endsWith(u'/'))
        path.chop(1);
    if (!path.endsWith(u"/chat/completions"))
        path += u"/chat/completions";
    if (const auto allowed = net::checkEndpoint(url, options.allowPlainHttp); !allowed)
        return std::unexpected(allowed.error().with(u"provider"_s, config.name));
    url.setPath(path);
    return url;
}

} // namespace assay::provider::openai
