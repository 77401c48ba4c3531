// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/openai/strictschema.h"

#include <QSet>

#include <algorithm>
#include <array>
#include <string_view>

namespace assay::provider::openai {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<std::string_view, 23> kKeywords{"$defs", "$ref", "$schema", "additionalProperties", "anyOf", "const", "definitions", "description", "enum", "exclusiveMaximum",
    "exclusiveMinimum", "format", "items", "maxItems", "maximum", "minItems", "minimum", "multipleOf", "pattern", "properties", "required", "title", "type"};
constexpr std::array<std::string_view, 3> kHomes{"properties", "$defs", "definitions"}; // of schemas by name
constexpr std::array<std::string_view, 5> kBesideAnyOf{"$defs", "anyOf", "definitions", "description", "title"};
constexpr std::array<std::string_view, 3> kOfObjects{"additionalProperties", "properties", "required"};
constexpr std::array<std::string_view, 9> kFormats{"date", "date-time", "duration", "email", "hostname", "ipv4", "ipv6", "time", "uuid"};
constexpr int kMostLevels = 5;               // of objects and lists inside each other
constexpr std::size_t kMostProperties = 100; // in all

QString found(const QString &place, const QString &what)
{
    return (place.isEmpty() ? u"its root"_s : place) + u": "_s + what;
}

QString below(const QString &place, std::string_view name)
{
    return place + u'/' + QString::fromUtf8(name);
}

bool isOfType(const Json &schema, std::string_view type)
{
    if (!schema.contains("type"))
        return false;
    const Json &types = schema.at("type");
    return types.is_array() ? std::ranges::any_of(types.array_range(), [type](const Json &each) { return each == Json(type); }) : types == Json(type);
}

bool isRequired(const Json &schema, const std::string &name)
{
    return schema.contains("required") && std::ranges::any_of(schema.at("required").array_range(), [&](const Json &each) { return each == Json(name); });
}

QString misfitOfObject(const Json &schema, const QString &place)
{
    if (!schema.contains("additionalProperties") || schema.at("additionalProperties") != Json(false))
        return found(place, u"there is no \"additionalProperties\": false"_s);
    if (schema.contains("required") && !schema.at("required").is_array())
        return found(place, u"\"required\" is no list"_s);
    const Json properties = schema.get_value_or<Json>("properties", Json(jsoncons::json_object_arg));
    for (const auto &member : properties.object_range()) {
        if (!isRequired(schema, member.key()))
            return found(place, u"\"%1\" is not in \"required\""_s.arg(QString::fromUtf8(member.key())));
    }
    if (!schema.contains("required"))
        return {};
    for (const Json &name : schema.at("required").array_range()) {
        if (!name.is_string() || !properties.contains(name.as<std::string>()))
            return found(place, u"\"required\" has %1, which is no property"_s.arg(QString::fromUtf8(toJson(name))));
    }
    return {};
}

// Goes through one schema.
class Search {
public:
    explicit Search(const Json &root) : m_root(root) {}

    /// `levels`: of objects and lists around it.
    [[nodiscard]] QString misfit(const Json &schema, const QString &place, int levels)
    {
        if (!schema.is_object())
            return found(place, u"it is no object with a type"_s);
        for (const auto &member : schema.object_range()) {
            if (!std::ranges::contains(kKeywords, std::string_view(member.key())))
                return found(place, u"\"%1\" is not in the subset"_s.arg(QString::fromUtf8(member.key())));
        }
        if (schema.contains("$ref"))
            return misfitOfReference(schema, place);
        for (const std::string_view home : kHomes) {
            if (schema.contains(home) && !schema.at(home).is_object())
                return found(place, u"\"%1\" is no object"_s.arg(QString::fromUtf8(home)));
        }
        const QString wrong = schema.contains("anyOf") ? misfitOfAnyOf(schema, place) : misfitOfType(schema, place);
        const int here = levels + (isOfType(schema, "object") || isOfType(schema, "array") ? 1 : 0);
        if (wrong.isEmpty() && here > kMostLevels)
            return found(place, u"it is more than %1 levels deep"_s.arg(kMostLevels));
        return wrong.isEmpty() ? misfitBelow(schema, place, here) : wrong;
    }

private:
    /// Null: it leads nowhere, or to a place that is no part.
    [[nodiscard]] const Json *target(const Json &reference) const
    {
        const auto text = reference.is_string() ? reference.as<std::string>() : std::string();
        if (text == "#")
            return &m_root;
        for (const std::string_view home : {"$defs", "definitions"}) {
            const std::string start = "#/" + std::string(home) + '/';
            if (text.starts_with(start) && m_root.contains(home) && m_root.at(home).is_object() && m_root.at(home).contains(text.substr(start.size())))
                return &m_root.at(home).at(text.substr(start.size()));
        }
        return nullptr;
    }

    [[nodiscard]] QString misfitOfReference(const Json &schema, const QString &place) const
    {
        if (schema.size() != 1)
            return found(place, u"something stands beside \"$ref\""_s);
        return target(schema.at("$ref")) != nullptr ? QString() : found(place, u"\"$ref\" leads to no part of the schema"_s);
    }

    [[nodiscard]] static QString misfitOfType(const Json &schema, const QString &place)
    {
        if (!schema.contains("type"))
            return found(place, u"there is no \"type\""_s);
        const bool isKnownFormat = !schema.contains("format") || std::ranges::any_of(kFormats, [&](std::string_view format) { return schema.at("format") == Json(format); });
        if (!isKnownFormat)
            return found(place, u"the format %1 is not in the subset"_s.arg(QString::fromUtf8(toJson(schema.at("format")))));
        if (isOfType(schema, "array") && !schema.contains("items"))
            return found(place, u"there is a list without \"items\""_s);
        if (isOfType(schema, "object"))
            return misfitOfObject(schema, place);
        for (const std::string_view name : kOfObjects) {
            if (schema.contains(name))
                return found(place, u"there is \"%1\" without the type \"object\""_s.arg(QString::fromUtf8(name)));
        }
        return {};
    }

    [[nodiscard]] QString misfitOfAnyOf(const Json &schema, const QString &place) const
    {
        if (place.isEmpty())
            return found(place, u"there is \"anyOf\""_s);
        for (const auto &member : schema.object_range()) {
            if (!std::ranges::contains(kBesideAnyOf, std::string_view(member.key())))
                return found(place, u"\"%1\" stands beside \"anyOf\""_s.arg(QString::fromUtf8(member.key())));
        }
        const Json &ways = schema.at("anyOf");
        if (!ways.is_array() || ways.empty())
            return found(place, u"\"anyOf\" is no list of schemas"_s);
        QSet<QString> first; // members of its objects
        for (const Json &way : ways.array_range()) {
            const Json *end = &way;
            for (std::size_t links = 0; end != nullptr && end->is_object() && end->contains("$ref"); ++links)
                end = links > m_root.size() + kMostProperties ? nullptr : target(end->at("$ref"));
            if (end == nullptr || !end->is_object() || end->contains("anyOf"))
                return found(place, u"\"anyOf\" has one that is no plain schema"_s);
            if (!end->contains("properties") || !end->at("properties").is_object() || end->at("properties").empty())
                continue;
            const QString name = QString::fromUtf8(end->at("properties").object_range().begin()->key());
            if (first.contains(name))
                return found(place, u"two objects of \"anyOf\" begin with \"%1\""_s.arg(name));
            first.insert(name);
        }
        return {};
    }

    [[nodiscard]] QString misfitBelow(const Json &schema, const QString &place, int levels)
    {
        for (const std::string_view home : kHomes) {
            if (!schema.contains(home))
                continue;
            const bool isPart = home != "properties"; // which stands where it is referred to
            m_properties += isPart ? 0 : schema.at(home).size();
            if (m_properties > kMostProperties)
                return found(place, u"there are more than %1 properties in all"_s.arg(kMostProperties));
            for (const auto &member : schema.at(home).object_range()) {
                if (const QString wrong = misfit(member.value(), below(below(place, home), member.key()), isPart ? 0 : levels); !wrong.isEmpty())
                    return wrong;
            }
        }
        if (schema.contains("anyOf")) {
            for (std::size_t i = 0; i < schema.at("anyOf").size(); ++i) {
                if (const QString wrong = misfit(schema.at("anyOf").at(i), below(place, "anyOf") + u'/' + QString::number(i), levels); !wrong.isEmpty())
                    return wrong;
            }
        }
        return schema.contains("items") ? misfit(schema.at("items"), below(place, "items"), levels) : QString();
    }

    const Json &m_root;
    std::size_t m_properties = 0;
};

} // namespace

QString strictMisfit(const Json &schema)
{
    if (!schema.is_object() || !schema.contains("type") || schema.at("type") != Json("object"))
        return found({}, u"its type is not \"object\""_s);
    return Search(schema).misfit(schema, {}, 0);
}

} // namespace assay::provider::openai
