// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/lint/jsontexts.h"

#include <algorithm>

namespace assay::prompt::linting {

using namespace Qt::StringLiterals;

namespace {

// After the brace that closes the one at `open`; -1 when there is none near.
qsizetype objectEnd(const QString &text, qsizetype open)
{
    constexpr qsizetype kLongest = 20'000;
    const qsizetype last = std::min(text.size(), open + kLongest);
    int depth = 0;
    bool isQuoted = false;
    for (qsizetype at = open; at < last; ++at) {
        const QChar unit = text.at(at);
        if (isQuoted) {
            at += unit == u'\\' ? 1 : 0;
            isQuoted = unit != u'"';
        } else if (unit == u'"') {
            isQuoted = true;
        } else if (unit == u'{') {
            ++depth;
        } else if (unit == u'}' && --depth == 0) {
            return at + 1;
        }
    }
    return -1;
}

QString typeOf(const Json &value)
{
    if (value.is_null())
        return u"null"_s;
    if (value.is_bool())
        return u"boolean"_s;
    if (value.is_number())
        return value.is_int64() || value.is_uint64() ? u"integer"_s : u"number"_s;
    if (value.is_string())
        return u"string"_s;
    return value.is_array() ? u"array"_s : u"object"_s;
}

bool fitsType(const Json &value, const Json &schema)
{
    if (!schema.is_object() || !schema.contains("type"))
        return true;
    const Json &type = schema.at("type");
    const QString is = typeOf(value);
    const auto fits = [&is](const Json &name) { return name.is_string() && (toQString(name) == is || (toQString(name) == u"number" && is == u"integer")); };
    return type.is_array() ? std::ranges::any_of(type.array_range(), fits) : fits(type);
}

bool isClosed(const Json &schema)
{
    return schema.contains("additionalProperties") && schema.at("additionalProperties").is_bool() && !schema.at("additionalProperties").as<bool>();
}

QString valueMismatch(const QString &name, const Json &value, const Json &schema, bool isPattern)
{
    if (isPattern && value.is_string())
        return {};
    if (!fitsType(value, schema))
        return u"gives \"%1\" as %2, where the schema has another type"_s.arg(name, typeOf(value));
    if (schema.is_object() && schema.contains("enum") && schema.at("enum").is_array() && !std::ranges::contains(schema.at("enum").array_range(), value))
        return u"gives \"%1\" a value that the schema does not list"_s.arg(name);
    return {};
}

} // namespace

QList<JsonText> objectsIn(const QString &text)
{
    constexpr int kMostTries = 50;
    QList<JsonText> found;
    int tries = 0;
    for (qsizetype at = text.indexOf(u'{'); at >= 0 && tries < kMostTries; at = text.indexOf(u'{', at)) {
        const qsizetype end = objectEnd(text, at);
        auto value = end < 0 ? Result<Json>(fail(ErrorKind::parse, QString())) : parseJson(QStringView(text).sliced(at, end - at));
        ++tries;
        if (!value) {
            ++at;
            continue;
        }
        found.append({.value = *std::move(value), .range = {.start = at, .length = end - at}});
        at = end;
    }
    return found;
}

const Json *propertiesOf(const Json &schema)
{
    const bool hasThem = schema.is_object() && schema.contains("properties") && schema.at("properties").is_object();
    return hasThem ? &schema.at("properties") : nullptr;
}

QString mismatch(const Json &value, const Json &schema, bool isPattern)
{
    if (!fitsType(value, schema))
        return u"is of type %1, where the schema has another"_s.arg(typeOf(value));
    const Json *properties = propertiesOf(schema);
    if (properties == nullptr || !value.is_object())
        return {};
    for (const auto &member : value.object_range()) {
        const std::string key(member.key());
        const QString name = QString::fromStdString(key);
        if (!properties->contains(key)) {
            if (isClosed(schema))
                return u"has the member \"%1\", which the schema does not allow"_s.arg(name);
            continue;
        }
        if (const QString wrong = valueMismatch(name, member.value(), properties->at(key), isPattern); !wrong.isEmpty())
            return wrong;
    }
    if (schema.contains("required") && schema.at("required").is_array()) {
        for (const Json &name : schema.at("required").array_range()) {
            if (name.is_string() && !value.contains(name.as<std::string>()))
                return u"leaves out \"%1\", which the schema requires"_s.arg(toQString(name));
        }
    }
    return {};
}

} // namespace assay::prompt::linting
