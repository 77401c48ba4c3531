// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/modelsnapshot.h"

namespace assay::store {

using namespace Qt::StringLiterals;

namespace {

Json objectOf(const provider::ModelConfig &model)
{
    Json json(jsoncons::json_object_arg);
    json["id"] = model.id.value;
    json["providerId"] = model.providerId.value;
    json["name"] = jsonString(model.name);
    json["apiName"] = jsonString(model.apiName);
    json["tier"] = jsonString(model.tier);
    json["concurrency"] = model.concurrency;
    json["maxOutputTokens"] = model.maxOutputTokens;
    if (model.price)
        json["price"] = *model.price;
    json["stream"] = model.stream;
    if (model.requestsPerMinute)
        json["requestsPerMinute"] = *model.requestsPerMinute;
    if (model.tokensPerMinute)
        json["tokensPerMinute"] = *model.tokensPerMinute;
    if (!model.options.empty())
        json["options"] = model.options;
    return json;
}

Json objectOf(const provider::ProviderConfig &config)
{
    Json json(jsoncons::json_object_arg);
    json["id"] = config.id.value;
    json["name"] = jsonString(config.name);
    json["kind"] = jsonString(config.kind);
    json["baseUrl"] = jsonString(config.baseUrl);
    json["keySource"] = jsonString(config.keySource);
    json["options"] = config.options;
    return json;
}

/// Reads members one after the other and keeps the name of the first that is missing or of another kind.
class MemberReader {
public:
    explicit MemberReader(const Json &object) : m_object(object) {}

    [[nodiscard]] QString text(const char *name)
    {
        const Json *member = find(name);
        if (!member || !member->is_string())
            return note(name), QString();
        return toQString(*member);
    }
    [[nodiscard]] qint64 integer(const char *name)
    {
        const Json *member = find(name);
        if (!member || !member->is<qint64>())
            return note(name), 0;
        return member->as<qint64>();
    }
    [[nodiscard]] bool flag(const char *name)
    {
        const Json *member = find(name);
        if (!member || !member->is_bool())
            return note(name), false;
        return member->as_bool();
    }
    [[nodiscard]] Json object(const char *name)
    {
        const Json *member = find(name);
        if (!member || !member->is_object())
            return note(name), Json(jsoncons::json_object_arg);
        return *member;
    }
    [[nodiscard]] std::optional<Json> optional(const char *name) const
    {
        const Json *member = find(name);
        return member ? std::optional(*member) : std::nullopt;
    }
    [[nodiscard]] std::optional<qint64> optionalInteger(const char *name) { return find(name) ? std::optional(integer(name)) : std::nullopt; }
    [[nodiscard]] const QString &firstWrong() const { return m_firstWrong; }

private:
    [[nodiscard]] const Json *find(const char *name) const
    {
        if (!m_object.is_object())
            return nullptr;
        const auto found = m_object.find(name);
        return found == m_object.object_range().end() ? nullptr : &found->value();
    }
    void note(const char *name)
    {
        if (m_firstWrong.isEmpty())
            m_firstWrong = QString::fromLatin1(name);
    }

    const Json &m_object;
    QString m_firstWrong;
};

std::unexpected<Error> unreadable(const QString &member)
{
    return fail(ErrorKind::damaged, u"The configuration of a model, kept with a run, cannot be read: \"%1\"."_s.arg(member), u"Restore the workspace from a backup."_s);
}

provider::ModelConfig modelFrom(MemberReader &reader)
{
    return {
        .id = {reader.integer("id")},
        .providerId = {reader.integer("providerId")},
        .name = reader.text("name"),
        .apiName = reader.text("apiName"),
        .tier = reader.text("tier"),
        .concurrency = static_cast<int>(reader.integer("concurrency")),
        .maxOutputTokens = reader.integer("maxOutputTokens"),
        .price = reader.optional("price"),
        .stream = reader.flag("stream"),
        .requestsPerMinute = reader.optionalInteger("requestsPerMinute"),
        .tokensPerMinute = reader.optionalInteger("tokensPerMinute"),
        .options = reader.optional("options").value_or(Json(jsoncons::json_object_arg)),
    };
}

provider::ProviderConfig providerFrom(MemberReader &reader)
{
    return {
        .id = {reader.integer("id")},
        .name = reader.text("name"),
        .kind = reader.text("kind"),
        .baseUrl = reader.text("baseUrl"),
        .keySource = reader.text("keySource"),
        .options = reader.object("options"),
    };
}

} // namespace

Json snapshotOf(const run::PlannedModel &planned)
{
    Json json(jsoncons::json_object_arg);
    json["model"] = objectOf(planned.model);
    json["provider"] = objectOf(planned.provider);
    if (planned.price)
        json["price"] = pricing::toJson(*planned.price);
    return json;
}

Result<run::PlannedModel> fromSnapshot(const Json &json)
{
    MemberReader parts(json);
    const Json model = parts.object("model");
    const Json provider = parts.object("provider");
    if (!parts.firstWrong().isEmpty())
        return unreadable(parts.firstWrong());
    MemberReader modelReader(model);
    MemberReader providerReader(provider);
    run::PlannedModel planned{.model = modelFrom(modelReader), .provider = providerFrom(providerReader), .price = {}};
    if (!modelReader.firstWrong().isEmpty())
        return unreadable(u"model."_s + modelReader.firstWrong());
    if (!providerReader.firstWrong().isEmpty())
        return unreadable(u"provider."_s + providerReader.firstWrong());
    if (const auto price = parts.optional("price")) {
        auto parsed = pricing::priceFromJson(*price);
        if (!parsed)
            return std::unexpected(parsed.error());
        planned.price = std::move(*parsed);
    }
    return planned;
}

} // namespace assay::store
