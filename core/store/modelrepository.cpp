// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/modelrepository.h"

#include "core/store/notfound.h"
#include "core/store/statement.h"

#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

namespace assay::store {

using namespace Qt::StringLiterals;

namespace {

// The columns that providerFrom() and plannedFrom() read.
const QString kProviderColumns = u"p.id, p.name, p.kind, p.base_url, p.key_source, p.options"_s;
const QString kSelectModel = u"SELECT p.id, p.name, p.kind, p.base_url, p.key_source, p.options,"
                             " m.id, m.name, m.api_name, m.tier, m.concurrency, m.max_output_tokens, m.price, m.stream, m.requests_per_minute, m.tokens_per_minute, m.options"
                             " FROM models m JOIN providers p ON p.id = m.provider_id "_s;

Result<provider::ProviderConfig> providerFrom(const Row &row)
{
    auto options = parseJson(QStringView(row.text(5)));
    if (!options)
        return std::unexpected(options.error().with(u"provider"_s, row.text(1)));
    return provider::ProviderConfig{
        .id = {row.integer(0)},
        .name = row.text(1),
        .kind = row.text(2),
        .baseUrl = row.text(3),
        .keySource = row.text(4),
        .options = std::move(*options),
    };
}

/// Beside the price and the options.
provider::ModelConfig modelFrom(const Row &row)
{
    return {
        .id = {row.integer(6)},
        .providerId = {row.integer(0)},
        .name = row.text(7),
        .apiName = row.text(8),
        .tier = row.text(9),
        .concurrency = row.number(10),
        .maxOutputTokens = row.integer(11),
        .price = {},
        .stream = row.flag(13),
        .requestsPerMinute = row.optionalInteger(14),
        .tokensPerMinute = row.optionalInteger(15),
    };
}

Result<run::PlannedModel> plannedFrom(const Row &row)
{
    auto owner = providerFrom(row);
    if (!owner)
        return std::unexpected(owner.error());
    run::PlannedModel planned{.model = modelFrom(row), .provider = std::move(*owner), .price = {}};
    auto options = parseJson(QStringView(row.text(16)));
    if (!options)
        return std::unexpected(options.error().with(u"model"_s, planned.model.name));
    planned.model.options = std::move(*options);
    if (row.isNull(12))
        return planned;
    auto json = parseJson(QStringView(row.text(12)));
    if (!json)
        return std::unexpected(json.error().with(u"model"_s, planned.model.name));
    auto price = pricing::priceFromJson(*json);
    if (!price)
        return std::unexpected(price.error().with(u"model"_s, planned.model.name));
    planned.model.price = std::move(*json);
    planned.price = std::move(*price);
    return planned;
}

Result<void> checkName(const QString &noun, const QString &name)
{
    if (!name.isEmpty() && name == name.simplified())
        return {};
    return fail(ErrorKind::invalidInput, u"\"%1\" cannot be the name of a %2."_s.arg(name, noun), u"Use a name without line ends and blanks around it."_s);
}

/// Keeps a key from slipping into the file where only its whereabouts belong.
Result<void> checkNoKey(const provider::ProviderConfig &config)
{
    static const QRegularExpression source(u"^([A-Za-z0-9._-]+=)?[a-z][a-z0-9-]*:.+$"_s);
    if (!config.keySource.isEmpty() && !source.match(config.keySource).hasMatch()) {
        // The text is not repeated: it may be the key itself.
        return fail(ErrorKind::invalidInput, u"The provider \"%1\" does not say where its key comes from."_s.arg(config.name),
            u"Write a source such as env:OPENAI_API_KEY, never the key itself."_s);
    }
    if (!QUrl(config.baseUrl).userInfo().isEmpty()) {
        return fail(ErrorKind::invalidInput, u"The address of the provider \"%1\" holds a user name or password."_s.arg(config.name),
            u"Remove it from the address and name a source of the key instead."_s);
    }
    return {};
}

Result<void> checkModel(const provider::ModelConfig &config)
{
    if (const auto named = checkName(u"model"_s, config.name); !named)
        return named;
    if (config.concurrency < 1)
        return fail(ErrorKind::invalidInput, u"The model \"%1\" cannot answer fewer than one request at once."_s.arg(config.name), u"Set its concurrency to 1 or more."_s);
    if (config.maxOutputTokens < 1)
        return fail(ErrorKind::invalidInput, u"The model \"%1\" cannot answer with fewer than one token."_s.arg(config.name), u"Set its largest output to 1 or more."_s);
    if (config.requestsPerMinute.value_or(1) < 1 || config.tokensPerMinute.value_or(1) < 1)
        return fail(ErrorKind::invalidInput, u"A limit of the model \"%1\" is below one a minute."_s.arg(config.name), u"Set it to 1 or more, or leave it out for none."_s);
    if (!config.options.is_object())
        return fail(ErrorKind::invalidInput, u"The options of the model \"%1\" are not a JSON object."_s.arg(config.name), u"Write {} for none."_s);
    if (config.price) {
        if (const auto price = pricing::priceFromJson(*config.price); !price)
            return std::unexpected(price.error().with(u"model"_s, config.name));
    }
    return {};
}

/// Keeps the sentence apart from that of a broken rule of the database: it tells what to do.
Result<void> checkFree(Database &database, const QString &noun, const QString &sql, const QString &name, qint64 id)
{
    const auto owner = selectFirst(database, sql, {{u":name"_s, name}, {u":id"_s, id}}, [](const Row &row) { return row.integer(0); });
    if (!owner)
        return std::unexpected(owner.error());
    if (!*owner)
        return {};
    return fail(ErrorKind::conflict, u"There is a %1 called \"%2\" already."_s.arg(noun, name), u"Choose another name."_s);
}

Result<QStringList> names(Database &database, const QString &sql)
{
    return selectAll(database, sql, {}, [](const Row &row) { return row.text(0); });
}

template<typename Tag> std::optional<qint64> idOrNone(Id<Tag> id)
{
    return id.isValid() ? std::optional(id.value) : std::nullopt;
}

/// Of the row with this name, invalid when there is none.
template<typename Config> Result<decltype(Config::id)> idNamed(Database &database, const QString &sql, const QString &name)
{
    return selectFirst(database, sql, {{u":name"_s, name}}, [](const Row &row) { return row.integer(0); }).transform([](const std::optional<qint64> &id) {
        return decltype(Config::id){id.value_or(0)};
    });
}

Result<provider::ProviderConfig> put(Database &database, provider::ProviderConfig config)
{
    const auto checked = checkName(u"provider"_s, config.name).and_then([&] { return checkNoKey(config); }).and_then([&] {
        return checkFree(database, u"provider"_s, u"SELECT id FROM providers WHERE name = :name AND id <> :id"_s, config.name, config.id.value);
    });
    if (!checked)
        return std::unexpected(checked.error());
    const auto saved = write(database,
        u"INSERT INTO providers (id, name, kind, base_url, key_source, options) VALUES (:id, :name, :kind, :url, :key, :options)"
        " ON CONFLICT (id) DO UPDATE SET name = excluded.name, kind = excluded.kind, base_url = excluded.base_url,"
        " key_source = excluded.key_source, options = excluded.options"_s,
        {{u":id"_s, idOrNone(config.id)}, {u":name"_s, config.name}, {u":kind"_s, config.kind}, {u":url"_s, config.baseUrl}, {u":key"_s, config.keySource},
            {u":options"_s, QString::fromUtf8(toJson(config.options))}});
    if (!saved)
        return std::unexpected(saved.error());
    if (!config.id.isValid())
        config.id = {saved->lastId};
    return config;
}

Result<provider::ModelConfig> put(Database &database, provider::ModelConfig config)
{
    const auto checked
        = checkModel(config).and_then([&] { return checkFree(database, u"model"_s, u"SELECT id FROM models WHERE name = :name AND id <> :id"_s, config.name, config.id.value); });
    if (!checked)
        return std::unexpected(checked.error());
    const auto owner = selectFirst(database, u"SELECT id FROM providers WHERE id = :id"_s, {{u":id"_s, config.providerId.value}}, [](const Row &row) { return row.integer(0); });
    if (!owner)
        return std::unexpected(owner.error());
    if (!*owner)
        return notFound(u"provider for the model \"%1\""_s.arg(config.name), u"providers"_s, names(database, u"SELECT name FROM providers ORDER BY id"_s).value_or(QStringList()));
    const std::optional<QString> price = config.price ? std::optional(QString::fromUtf8(toJson(*config.price))) : std::nullopt;
    const auto saved = write(database,
        u"INSERT INTO models (id, provider_id, name, api_name, tier, concurrency, max_output_tokens, price, stream, requests_per_minute, tokens_per_minute, options)"
        " VALUES (:id, :provider, :name, :api, :tier, :concurrency, :tokens, :price, :stream, :rpm, :tpm, :options)"
        " ON CONFLICT (id) DO UPDATE SET provider_id = excluded.provider_id, name = excluded.name, api_name = excluded.api_name, tier = excluded.tier,"
        " concurrency = excluded.concurrency, max_output_tokens = excluded.max_output_tokens, price = excluded.price, stream = excluded.stream,"
        " requests_per_minute = excluded.requests_per_minute, tokens_per_minute = excluded.tokens_per_minute, options = excluded.options"_s,
        {{u":id"_s, idOrNone(config.id)}, {u":provider"_s, config.providerId.value}, {u":name"_s, config.name}, {u":api"_s, config.apiName}, {u":tier"_s, config.tier},
            {u":concurrency"_s, config.concurrency}, {u":tokens"_s, config.maxOutputTokens}, {u":price"_s, price}, {u":stream"_s, config.stream},
            {u":rpm"_s, config.requestsPerMinute}, {u":tpm"_s, config.tokensPerMinute}, {u":options"_s, QString::fromUtf8(toJson(config.options))}});
    if (!saved)
        return std::unexpected(saved.error());
    if (!config.id.isValid())
        config.id = {saved->lastId};
    return config;
}

template<typename Config> bool holds(const QList<Config> &configs, const Config &config)
{
    return std::ranges::contains(configs, config.id, &Config::id);
}

Result<void> removeProvider(Database &database, const provider::ProviderConfig &config)
{
    const auto users
        = selectAll(database, u"SELECT name FROM models WHERE provider_id = :id ORDER BY id"_s, {{u":id"_s, config.id.value}}, [](const Row &row) { return row.text(0); });
    if (!users)
        return std::unexpected(users.error());
    if (!users->isEmpty())
        return fail(ErrorKind::conflict, u"The provider \"%1\" is used by the models %2."_s.arg(config.name, users->join(u", "_s)), u"Remove them first."_s);
    return write(database, u"DELETE FROM providers WHERE id = :id"_s, {{u":id"_s, config.id.value}}).transform([](const Written &) {});
}

} // namespace

Result<QList<run::PlannedModel>> ModelRepository::models()
{
    return selectAll(m_database, kSelectModel + u"ORDER BY m.id"_s, {}, plannedFrom);
}

Result<QList<provider::ProviderConfig>> ModelRepository::providers()
{
    return selectAll(m_database, u"SELECT "_s + kProviderColumns + u" FROM providers p ORDER BY p.id"_s, {}, providerFrom);
}

Result<run::PlannedModel> ModelRepository::model(const QString &name)
{
    auto found = selectFirst(m_database, kSelectModel + u"WHERE m.name = :name"_s, {{u":name"_s, name}}, plannedFrom);
    if (!found)
        return std::unexpected(found.error());
    if (!*found)
        return notFound(u"model \"%1\""_s.arg(name), u"models"_s, names(m_database, u"SELECT name FROM models ORDER BY id"_s).value_or(QStringList()));
    return std::move(**found);
}

Result<provider::ProviderConfig> ModelRepository::saveProvider(const provider::ProviderConfig &config)
{
    return idNamed<provider::ProviderConfig>(m_database, u"SELECT id FROM providers WHERE name = :name"_s, config.name).and_then([&](provider::ProviderId id) {
        provider::ProviderConfig known = config;
        known.id = id;
        return put(m_database, std::move(known));
    });
}

Result<provider::ModelConfig> ModelRepository::saveModel(const provider::ModelConfig &config)
{
    return idNamed<provider::ModelConfig>(m_database, u"SELECT id FROM models WHERE name = :name"_s, config.name).and_then([&](provider::ModelId id) {
        provider::ModelConfig known = config;
        known.id = id;
        return put(m_database, std::move(known));
    });
}

Result<ModelSetup> ModelRepository::replace(const ModelSetup &before, const ModelSetup &after)
{
    for (const provider::ModelConfig &model : before.models) {
        if (holds(after.models, model))
            continue;
        if (const auto gone = write(m_database, u"DELETE FROM models WHERE id = :id"_s, {{u":id"_s, model.id.value}}); !gone)
            return std::unexpected(gone.error());
    }
    for (const provider::ProviderConfig &config : before.providers) {
        if (holds(after.providers, config))
            continue;
        if (const auto gone = removeProvider(m_database, config); !gone)
            return std::unexpected(gone.error());
    }
    ModelSetup stored;
    for (const provider::ProviderConfig &config : after.providers) {
        auto saved = put(m_database, config);
        if (!saved)
            return std::unexpected(saved.error());
        stored.providers.append(*std::move(saved));
    }
    for (provider::ModelConfig model : after.models) {
        if (!model.providerId.isValid() && !stored.providers.isEmpty())
            model.providerId = stored.providers.first().id;
        auto saved = put(m_database, model);
        if (!saved)
            return std::unexpected(saved.error());
        stored.models.append(*std::move(saved));
    }
    return stored;
}

} // namespace assay::store
