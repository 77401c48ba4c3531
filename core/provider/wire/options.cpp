// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/wire/options.h"

#include "core/net/endpointpolicy.h"
#include "core/provider/wire/jsonfields.h"

#include <algorithm>

namespace assay::provider::wire {

using namespace Qt::StringLiterals;

namespace {

constexpr Milliseconds kPlainAnswerIdle{120'000};
constexpr qint64 kLongestTimeoutMs = 24LL * 3600 * 1000;
constexpr int kMostAtOnce = 10'000;
const QStringList kKnown{u"allowPlainHttp"_s, u"caFile"_s, u"concurrency"_s, u"connectTimeoutMs"_s, u"idleTimeoutMs"_s, u"totalTimeoutMs"_s};

Result<void> readDuration(Milliseconds &duration, const QString &name, const Json &value)
{
    const bool isAllowed = value.is<qint64>() && value.as<qint64>() > 0 && value.as<qint64>() <= kLongestTimeoutMs;
    if (!isAllowed)
        return std::unexpected(wrongOption(name, u"a whole number of milliseconds, from 1 to a day"_s));
    duration = Milliseconds(value.as<qint64>());
    return {};
}

Result<void> readConcurrency(std::optional<int> &concurrency, const Json &value)
{
    if (!value.is<qint64>() || value.as<qint64>() < 1 || value.as<qint64>() > kMostAtOnce)
        return std::unexpected(wrongOption(u"concurrency"_s, u"a whole number from 1 to %1"_s.arg(kMostAtOnce)));
    concurrency = value.as<int>();
    return {};
}

Result<void> readPath(QString &path, const QString &name, const Json &value)
{
    if (textOf(&value).isEmpty())
        return std::unexpected(wrongOption(name, u"the path of a file"_s));
    path = textOf(&value);
    return {};
}

Result<void> readOption(ConnectionOptions &options, const QString &name, const Json &value)
{
    if (name == u"allowPlainHttp")
        return readFlag(options.allowPlainHttp, name, value);
    if (name == u"caFile")
        return readPath(options.caFile, name, value);
    if (name == u"concurrency")
        return readConcurrency(options.concurrency, value);
    if (name == u"connectTimeoutMs")
        return readDuration(options.timeouts.connect, name, value);
    if (name == u"totalTimeoutMs")
        return readDuration(options.timeouts.total, name, value);
    options.hasOwnIdleTimeout = true;
    return readDuration(options.timeouts.idle, name, value);
}

} // namespace

net::HttpTimeouts ConnectionOptions::timeoutsFor(bool isStream) const
{
    net::HttpTimeouts result = timeouts;
    if (!isStream && !hasOwnIdleTimeout)
        result.idle = kPlainAnswerIdle;
    return result;
}

Result<ConnectionOptions> readConnectionOptions(const ProviderConfig &config, const QStringList &others)
{
    ConnectionOptions options;
    if (!config.options.is_object())
        return fail(ErrorKind::invalidInput, u"The options of provider %1 are not a JSON object"_s.arg(config.name), u"Write {} for none"_s);
    for (const auto &option : config.options.object_range()) {
        const QString name = QString::fromStdString(std::string(option.key()));
        if (others.contains(name))
            continue;
        if (!kKnown.contains(name)) {
            QStringList known = others + kKnown;
            known.sort();
            return std::unexpected(fail(ErrorKind::invalidInput, u"The provider's option \"%1\" is not known"_s.arg(name), u"Known are %1"_s.arg(known.join(u", "_s)))
                    .error()
                    .with(u"provider"_s, config.name));
        }
        if (const auto read = readOption(options, name, option.value()); !read)
            return std::unexpected(read.error().with(u"provider"_s, config.name));
    }
    return options;
}

Result<QUrl> baseUrl(const ProviderConfig &config, const QString &fallback, const ConnectionOptions &options)
{
    QUrl url(config.baseUrl.isEmpty() ? fallback : config.baseUrl, QUrl::StrictMode);
    url.setFragment(QString());
    if (const auto allowed = net::checkEndpoint(url, options.allowPlainHttp); !allowed)
        return std::unexpected(allowed.error().with(u"provider"_s, config.name));
    QString path = url.path();
    while (path.endsWith(u'/'))
        path.chop(1);
    url.setPath(path);
    return url;
}

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

Result<void> readWord(QByteArray &word, const QString &name, const Json &value)
{
    const QByteArray text = value.is_string() ? QByteArray::fromStdString(value.as<std::string>()) : QByteArray();
    if (text.isEmpty() || !std::ranges::all_of(text, [](char c) { return c > 0x20 && c < 0x7f; }))
        return std::unexpected(wrongOption(name, u"a word of printable ASCII characters"_s));
    word = text;
    return {};
}

} // namespace assay::provider::wire
