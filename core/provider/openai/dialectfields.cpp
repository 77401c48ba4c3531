// SPDX-License-Identifier: GPL-3.0-or-later
// The members of a dialect's entry, one line each.
#include "core/net/endpointpolicy.h"
#include "core/provider/openai/dialect.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace assay::provider::openai {

using namespace Qt::StringLiterals;

namespace {

struct Field {
    std::string_view name;
    QLatin1StringView takes;
    bool (*read)(Dialect &dialect, const Json &value);
};

bool isPrintable(QByteArrayView text)
{
    return std::ranges::all_of(text, [](char c) { return c >= 0x20 && c < 0x7f; });
}

bool isHeaderName(QByteArrayView text)
{
    const auto isNamePart = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_'; };
    return !text.isEmpty() && std::ranges::all_of(text, isNamePart);
}

bool readBytes(QByteArray &bytes, const Json &value)
{
    if (!value.is_string())
        return false;
    bytes = QByteArray::fromStdString(value.as<std::string>());
    return isPrintable(bytes);
}

bool readTexts(QStringList &texts, const Json &value)
{
    if (!value.is_array())
        return false;
    texts.clear();
    for (const Json &text : value.array_range()) {
        if (!text.is_string() || text.as<std::string>().empty())
            return false;
        texts.append(toQString(text));
    }
    return true;
}

template<auto member> bool text(Dialect &dialect, const Json &value)
{
    if (!value.is_string())
        return false;
    dialect.*member = toQString(value);
    return true;
}

template<auto member> bool word(Dialect &dialect, const Json &value)
{
    if (!value.is_string() || !isPrintable(value.as<std::string>()))
        return false;
    dialect.*member = value.as<std::string>();
    return true;
}

template<auto member> bool bytes(Dialect &dialect, const Json &value)
{
    return readBytes(dialect.*member, value);
}

template<auto member> bool flag(Dialect &dialect, const Json &value)
{
    if (!value.is_bool())
        return false;
    dialect.*member = value.as<bool>();
    return true;
}

template<auto member> bool texts(Dialect &dialect, const Json &value)
{
    return readTexts(dialect.*member, value);
}

template<auto member> bool objectOrNull(Dialect &dialect, const Json &value)
{
    dialect.*member = value;
    return value.is_object() || value.is_null();
}

bool kind(Dialect &dialect, const Json &value)
{
    static const QRegularExpression form(u"\\A[a-z0-9][a-z0-9-]{0,63}\\z"_s);
    return text<&Dialect::kind>(dialect, value) && form.match(dialect.kind).hasMatch();
}

bool baseUrl(Dialect &dialect, const Json &value)
{
    return text<&Dialect::baseUrl>(dialect, value) && (dialect.baseUrl.isEmpty() || net::checkEndpoint(QUrl(dialect.baseUrl, QUrl::StrictMode), true));
}

bool keyHeader(Dialect &dialect, const Json &value)
{
    return readBytes(dialect.keyHeader, value) && isHeaderName(dialect.keyHeader);
}

bool maxTokensField(Dialect &dialect, const Json &value)
{
    return word<&Dialect::maxTokensField>(dialect, value) && !dialect.maxTokensField.empty();
}

bool stops(Dialect &dialect, const Json &value)
{
    if (value.is_null()) {
        dialect.stops.reset();
        return true;
    }
    if (!value.is<int>() || value.as<int>() < 0)
        return false;
    dialect.stops = value.as<int>();
    return true;
}

template<typename Enum, std::size_t count> bool readWord(Enum &choice, const std::array<std::pair<std::string_view, Enum>, count> &words, const Json &value)
{
    const auto found = std::ranges::find_if(words, [&value](const auto &entry) { return value.is_string() && value.as<std::string>() == entry.first; });
    if (found == words.end())
        return false;
    choice = found->second;
    return true;
}

bool jsonSchema(Dialect &dialect, const Json &value)
{
    static constexpr std::array<std::pair<std::string_view, SchemaForm>, 3> kForms{
        {{"none", SchemaForm::none}, {"openai", SchemaForm::openai}, {"jsonObject", SchemaForm::jsonObject}}};
    return readWord(dialect.jsonSchema, kForms, value);
}

bool rateLimits(Dialect &dialect, const Json &value)
{
    static constexpr std::array<std::pair<std::string_view, LimitHeaders>, 4> kStyles{
        {{"minute", LimitHeaders::minute}, {"dailyRequests", LimitHeaders::dailyRequests}, {"epoch", LimitHeaders::epoch}, {"none", LimitHeaders::none}}};
    return readWord(dialect.rateLimits, kStyles, value);
}

bool hasOnly(const Json &object, std::initializer_list<std::string_view> names)
{
    return object.is_object() && std::ranges::all_of(object.object_range(), [&](const auto &member) { return std::ranges::find(names, member.key()) != names.end(); });
}

bool deployments(Dialect &dialect, const Json &value)
{
    dialect.deployments.reset();
    if (value.is_null())
        return true;
    Deployments read;
    if (!hasOnly(value, {"path", "query"}) || !value.contains("path") || !value.at("path").is_string())
        return false;
    read.path = toQString(value.at("path"));
    if (!read.path.startsWith(u'/') || !read.path.endsWith(u'/') || (value.contains("query") && !readBytes(read.query, value.at("query"))))
        return false;
    dialect.deployments = std::move(read);
    return true;
}

bool local(Dialect &dialect, const Json &value)
{
    dialect.local.reset();
    if (value.is_null())
        return true;
    LocalServer read;
    if (!hasOnly(value, {"port", "ownedBy", "isKnownByPort"}) || !value.contains("port") || !value.at("port").is<quint16>() || value.at("port").as<quint16>() == 0)
        return false;
    read.port = value.at("port").as<quint16>();
    if (value.contains("ownedBy") && !readTexts(read.ownedBy, value.at("ownedBy")))
        return false;
    if (value.contains("isKnownByPort")) {
        if (!value.at("isKnownByPort").is_bool())
            return false;
        read.isKnownByPort = value.at("isKnownByPort").as<bool>();
    }
    dialect.local = std::move(read);
    return true;
}

bool headers(Dialect &dialect, const Json &value)
{
    if (!value.is_object())
        return false;
    dialect.headers.clear();
    for (const auto &header : value.object_range()) {
        const QByteArray name = QByteArray::fromStdString(std::string(header.key()));
        QByteArray content;
        if (!isHeaderName(name) || !readBytes(content, header.value()))
            return false;
        dialect.headers.emplaceBack(name, content);
    }
    return true;
}

bool body(Dialect &dialect, const Json &value)
{
    // Also what a call can cost hangs on some: a budget reserves by what we ask.
    constexpr std::array<std::string_view, 9> kOurs{
        "model", "messages", "stream", "stream_options", "max_tokens", "max_completion_tokens", "max_output_tokens", "n", "best_of"};
    dialect.body = value;
    const auto isDearer = [&value] { return value.contains("service_tier") && value.at("service_tier") != "default" && value.at("service_tier") != "flex"; };
    return value.is_object() && !isDearer() && std::ranges::none_of(kOurs, [&value](std::string_view name) { return value.contains(name); });
}

constexpr QLatin1StringView kText("a text");
constexpr QLatin1StringView kName("a name of printable ASCII characters, empty for none");
constexpr QLatin1StringView kFlag("true or false");
constexpr QLatin1StringView kTexts("a list of texts that are not empty");

constexpr std::array kFields{
    Field{"kind", "a name of a-z, 0-9 and hyphens"_L1, &kind},
    Field{"title", kText, &text<&Dialect::title>},
    Field{"note", kText, &text<&Dialect::note>},
    Field{"baseUrl", "an address with https or http and without a key, empty for none"_L1, &baseUrl},
    Field{"keyVariable", kText, &text<&Dialect::keyVariable>},
    Field{"keyHeader", "\"authorization\", or the name of the header that takes the key alone"_L1, &keyHeader},
    Field{"catalogue", kText, &text<&Dialect::catalogue>},
    Field{"maxTokensField", "a name of printable ASCII characters"_L1, &maxTokensField},
    Field{"seedField", kName, &word<&Dialect::seedField>},
    Field{"stops", "a whole number from 0, or null for any number"_L1, &stops},
    Field{"effortField", kName, &word<&Dialect::effortField>},
    Field{"budgetField", kName, &word<&Dialect::budgetField>},
    Field{"cacheKeyField", kName, &word<&Dialect::cacheKeyField>},
    Field{"tools", kFlag, &flag<&Dialect::tools>},
    Field{"toolChoice", kFlag, &flag<&Dialect::toolChoice>},
    Field{"json", kFlag, &flag<&Dialect::json>},
    Field{"jsonSchema", "\"openai\", \"jsonObject\" or \"none\""_L1, &jsonSchema},
    Field{"streamOptions", "an object, or null for none"_L1, &objectOrNull<&Dialect::streamOptions>},
    Field{"thinkTags", kFlag, &flag<&Dialect::thinkTags>},
    Field{"developerRole", kFlag, &flag<&Dialect::developerRole>},
    Field{"reasoningModels", kTexts, &texts<&Dialect::reasoningModels>},
    Field{"plainModels", kTexts, &texts<&Dialect::plainModels>},
    Field{"clientIdHeader", kName, &bytes<&Dialect::clientIdHeader>},
    Field{"query", kName, &bytes<&Dialect::query>},
    Field{"deployments", "null, or an object with path (from / to /) and query"_L1, &deployments},
    Field{"local", "null, or an object with port (1 to 65535), ownedBy (a list of texts) and isKnownByPort"_L1, &local},
    Field{"headers", "an object of header names and their texts"_L1, &headers},
    Field{"body", "an object without model, messages, stream, stream_options and what calls would be dearer by: caps on output, n, best_of, other tiers than default and flex"_L1, &body},
    Field{"rateLimits", "\"minute\", \"dailyRequests\", \"epoch\" or \"none\""_L1, &rateLimits},
    Field{"embeddings", kFlag, &flag<&Dialect::embeddings>},
    Field{"moderation", kFlag, &flag<&Dialect::moderation>},
    Field{"batchEndpoint", kName, &bytes<&Dialect::batchEndpoint>},
};

QString knownMembers()
{
    QStringList names{u"like"_s};
    for (const Field &field : kFields)
        names.append(QString::fromUtf8(field.name.data(), static_cast<qsizetype>(field.name.size())));
    return names.join(u", "_s);
}

} // namespace

Result<Dialect> readDialect(const Json &entry, Dialect base)
{
    if (!entry.is_object())
        return fail(ErrorKind::invalidInput, u"it is not an object"_s);
    for (const auto &member : entry.object_range()) {
        const QString name = QString::fromStdString(std::string(member.key()));
        const auto *const field = std::ranges::find(kFields, std::string_view(member.key()), &Field::name);
        if (field == kFields.end())
            return std::unexpected(
                fail(ErrorKind::invalidInput, u"the member \"%1\" is not known"_s.arg(name), u"Known are %1"_s.arg(knownMembers())).error().with(u"member"_s, name));
        if (!field->read(base, member.value()))
            return std::unexpected(
                fail(ErrorKind::invalidInput, u"the member \"%1\" cannot be used"_s.arg(name), u"It takes %1"_s.arg(field->takes)).error().with(u"member"_s, name));
    }
    if (base.title.isEmpty())
        base.title = base.kind;
    return base;
}

} // namespace assay::provider::openai
