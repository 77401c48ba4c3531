// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/openai/strictschema.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace assay::provider::openai {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<std::string_view, 23> kKeywords{"$defs", "$ref", "$schema", "additionalProperties", "anyOf", "const", "definitions", "description", "enum", "exclusiveMaximum",
    "exclusiveMinimum", "format", "items", "maxItems", "maximum", "minItems", "minimum", "multipleOf", "pattern", "properties", "required", "title", "type"};
constexpr std::array<std::string_view, 3> kHomes{"properties", "$defs", "definitions"}; // of schemas by name

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

QString misfitOfObject(const Json &schema, const QString &place)
{
    if (!schema.contains("additionalProperties") || schema.at("additionalProperties") != Json(false))
        return found(place, u"there is no \"additionalProperties\": false"_s);
    if (!schema.contains("properties"))
        return {};
    for (const auto &member : schema.at("properties").object_range()) {
        const bool isRequired = schema.contains("required") && schema.at("required").is_array()
            && std::ranges::any_of(schema.at("required").array_range(), [&](const Json &name) { return name == Json(member.key()); });
        if (!isRequired)
            return found(place, u"\"%1\" is not in \"required\""_s.arg(QString::fromUtf8(member.key())));
    }
    return {};
}

QString misfit(const Json &schema, const QString &place);

QString misfitBelow(const Json &schema, const QString &place)
{
    for (const std::string_view home : kHomes) {
        if (!schema.contains(home))
            continue;
        for (const auto &member : schema.at(home).object_range()) {
            if (const QString wrong = misfit(member.value(), below(below(place, home), member.key())); !wrong.isEmpty())
                return wrong;
        }
    }
    if (schema.contains("anyOf")) {
        for (std::size_t i = 0; i < schema.at("anyOf").size(); ++i) {
            if (const QString wrong = misfit(schema.at("anyOf").at(i), below(place, "anyOf") + u'/' + QString::number(i)); !wrong.isEmpty())
                return wrong;
        }
    }
    return schema.contains("items") ? misfit(schema.at("items"), below(place, "items")) : QString();
}

QString misfit(const Json &schema, const QString &place)
{
    if (!schema.is_object())
        return found(place, u"it is no object with a type"_s);
    for (const auto &member : schema.object_range()) {
        if (!std::ranges::contains(kKeywords, std::string_view(member.key())))
            return found(place, u"\"%1\" is not in the subset"_s.arg(QString::fromUtf8(member.key())));
    }
    if (schema.contains("$ref"))
        return schema.size() == 1 ? QString() : found(place, u"something stands beside \"$ref\""_s);
    for (const std::string_view home : kHomes) {
        if (schema.contains(home) && !schema.at(home).is_object())
            return found(place, u"\"%1\" is no object"_s.arg(QString::fromUtf8(home)));
    }
    if (!schema.contains("type") && !schema.contains("anyOf") && !schema.contains("enum") && !schema.contains("const"))
        return found(place, u"there is no \"type\""_s);
    if (isOfType(schema, "object")) {
        if (const QString wrong = misfitOfObject(schema, place); !wrong.isEmpty())
            return wrong;
    }
    return misfitBelow(schema, place);
}

} // namespace

QString strictMisfit(const Json &schema)
{
    if (!schema.is_object() || !schema.contains("type") || schema.at("type") != Json("object"))
        return found({}, u"its type is not \"object\""_s);
    return misfit(schema, {});
}

} // namespace assay::provider::openai
