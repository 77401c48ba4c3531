// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/catalog.h"

#include <QFile>
#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace assay::provider {

using namespace Qt::StringLiterals;

namespace {

struct KindOfFamily {
    QLatin1StringView kind;
    QLatin1StringView family;
};

constexpr std::array kFamilies{
    KindOfFamily{"openai"_L1, "openai"_L1},
    KindOfFamily{"openai-responses"_L1, "openai"_L1},
    KindOfFamily{"azure-openai"_L1, "openai"_L1},
    KindOfFamily{"anthropic"_L1, "anthropic"_L1},
    KindOfFamily{"gemini"_L1, "google"_L1},
    KindOfFamily{"mistral"_L1, "mistral"_L1},
    KindOfFamily{"groq"_L1, "groq"_L1},
    KindOfFamily{"openrouter"_L1, "openrouter"_L1},
    KindOfFamily{"together"_L1, "together"_L1},
    KindOfFamily{"deepseek"_L1, "deepseek"_L1},
};

struct Ability {
    std::string_view name;
    std::optional<bool> Capabilities::*member;
};

constexpr std::array kAbilities{
    Ability{"json", &Capabilities::json},
    Ability{"schema", &Capabilities::schema},
    Ability{"tools", &Capabilities::tools},
    Ability{"vision", &Capabilities::vision},
    Ability{"reasoning", &Capabilities::reasoning},
    Ability{"sampling", &Capabilities::sampling},
    Ability{"seed", &Capabilities::seed},
    Ability{"stop", &Capabilities::stop},
};

struct Size {
    std::string_view name;    ///< in a model's options
    std::string_view rowName; ///< in the table
    std::optional<qint64> Capabilities::*member;
};

constexpr std::array kSizes{
    Size{"contextWindow", "context", &Capabilities::contextWindow},
    Size{"maxInput", "maxInput", &Capabilities::maxInput},
    Size{"maxOutput", "maxOutput", &Capabilities::maxOutput},
};

void readAbilities(const Json &json, Capabilities &capabilities)
{
    for (const Ability &ability : kAbilities) {
        if (json.contains(ability.name) && json.at(ability.name).is_bool())
            capabilities.*ability.member = json.at(ability.name).as<bool>();
    }
}

QString word(const Json &json, std::string_view name)
{
    return json.contains(name) && json.at(name).is_string() ? toQString(json.at(name)) : QString();
}

Capabilities readRow(const Json &row)
{
    Capabilities capabilities;
    if (row.contains("can") && row.at("can").is_object())
        readAbilities(row.at("can"), capabilities);
    for (const Size &size : kSizes) {
        if (row.contains(size.rowName) && row.at(size.rowName).is<qint64>())
            capabilities.*size.member = row.at(size.rowName).as<qint64>();
    }
    capabilities.isAlias = row.contains("alias") && row.at("alias").is_bool() && row.at("alias").as<bool>();
    capabilities.deprecatedOn = word(row, "deprecated");
    capabilities.tokenizer = word(row, "tokenizer");
    return capabilities;
}

// What no model behind an API takes, whatever the table says of the model.
void applyApi(QStringView kind, Capabilities &capabilities)
{
    const bool isAnthropic = kind == u"anthropic";
    if (isAnthropic || kind == u"openai-responses")
        capabilities.seed = false;
    if (kind == u"openai-responses" || (capabilities.reasoning.value_or(false) && capabilities.sampling == false && familyOf(kind) == u"openai"))
        capabilities.stop = false;
    if (isAnthropic) {
        capabilities.json = false;
        capabilities.samplesByOne = true;
    }
}

void applyOwn(const Json &options, Capabilities &capabilities)
{
    if (!options.is_object() || !options.contains("capabilities") || !options.at("capabilities").is_object())
        return;
    const Json &own = options.at("capabilities");
    readAbilities(own, capabilities);
    for (const Size &size : kSizes) {
        if (own.contains(size.name) && own.at(size.name).is<qint64>())
            capabilities.*size.member = own.at(size.name).as<qint64>();
    }
}

QString key(QStringView family, QStringView id)
{
    return family + u'/' + id;
}

// The makers that pin by a date, and the models of theirs that have one; later ones stay where they are without.
bool movesOnWithoutDate(QStringView kind, const QString &id)
{
    static const QRegularExpression openAi(u"^(?:gpt-3\\.5|gpt-4|gpt-5|o[134]|chatgpt)(?:-(?!\\d{4}$)|o|\\.[1-5]|$)"_s);
    static const QRegularExpression anthropic(u"^claude-(?:[123]-|(?:opus|sonnet|haiku)-4(?:-[015])?$)"_s);
    static const QRegularExpression dated(u"-(?:\\d{4}|20\\d{6}|20\\d\\d-\\d\\d-\\d\\d)(?:-|$)"_s);
    if (dated.match(id).hasMatch())
        return false;
    return (kind == u"anthropic" && anthropic.match(id).hasMatch()) || ((kind == u"openai" || kind == u"openai-responses") && openAi.match(id).hasMatch());
}

// Models that the table does not list are asked in the way of their series (resources/providers/openai-dialects.json).
bool reasonsBySeries(QStringView kind, const QString &id)
{
    static const QRegularExpression series(u"^(?:o[134]|gpt-[56])(?![\\d.]*-chat)"_s);
    return familyOf(kind) == u"openai" && series.match(id).hasMatch();
}

bool isLatest(const QString &id)
{
    return id.endsWith(u"-latest") || id.endsWith(u":latest");
}

} // namespace

QString familyOf(QStringView kind)
{
    const auto *found = std::ranges::find_if(kFamilies, [kind](const KindOfFamily &entry) { return kind == entry.kind; });
    return found == kFamilies.end() ? QString() : QString(found->family);
}

const Catalog &Catalog::bundled()
{
    static const Catalog catalog = [] {
        QFile file(u":/assay/models/models.json"_s);
        return file.open(QIODevice::ReadOnly) ? fromJson(file.readAll()).value_or(Catalog()) : Catalog();
    }();
    return catalog;
}

Result<Catalog> Catalog::fromJson(QByteArrayView utf8)
{
    const auto json = parseJson(utf8);
    if (!json)
        return std::unexpected(json.error());
    if (!json->is_object() || !json->contains("rows") || !json->at("rows").is_array())
        return fail(ErrorKind::invalidInput, u"the table of models has no list of \"rows\""_s);
    Catalog catalog;
    for (const Json &row : json->at("rows").array_range()) {
        if (row.is_object())
            catalog.m_rows.insert(key(word(row, "family"), word(row, "id")), readRow(row));
    }
    return catalog;
}

Capabilities Catalog::of(const ProviderConfig &provider, const ModelConfig &model) const
{
    static const QRegularExpression date(u"-(20\\d\\d-\\d\\d-\\d\\d|20\\d{6})$"_s);
    const QString family = familyOf(provider.kind);
    QString id = model.apiName;
    if (id.startsWith(u"models/"))
        id.remove(0, 7);
    auto row = m_rows.constFind(key(family, id));
    if (row == m_rows.cend())
        row = m_rows.constFind(key(family, QString(id).remove(date)));
    Capabilities capabilities = row == m_rows.cend() ? Capabilities() : *row;
    // A dated name stays where it is, also when only its undated form is in the table.
    const bool isUnlisted = row == m_rows.cend();
    capabilities.isAlias = isLatest(id) || (!date.match(id).hasMatch() && (capabilities.isAlias || (isUnlisted && movesOnWithoutDate(provider.kind, id))));
    if (isUnlisted && reasonsBySeries(provider.kind, id)) {
        capabilities.reasoning = true;
        capabilities.sampling = false;
    }
    applyApi(provider.kind, capabilities);
    applyOwn(model.options, capabilities);
    return capabilities;
}

QStringList Catalog::models(QStringView family) const
{
    QStringList names;
    const QString prefix = family + u'/';
    for (const auto &[name, capabilities] : m_rows.asKeyValueRange()) {
        if (name.startsWith(prefix))
            names.append(name.sliced(prefix.size()));
    }
    names.sort();
    return names;
}

} // namespace assay::provider
