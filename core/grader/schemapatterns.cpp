// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/grader/schemapatterns.h"

#include "core/grader/pattern.h"
#include "core/grader/schemaparts.h"

#include <QSet>

namespace assay::grader {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kMostBytes = 16 * 1024 * 1024;
constexpr qsizetype kMostTexts = 5000;

void collect(const Json &value, QSet<QString> &texts, QSet<QString> &keys)
{
    if (value.is_object()) {
        for (const auto &member : value.object_range()) {
            keys.insert(QString::fromStdString(std::string(member.key())));
            collect(member.value(), texts, keys);
        }
    } else if (value.is_array()) {
        for (const Json &element : value.array_range())
            collect(element, texts, keys);
    } else if (value.is_string() && !value.is_number()) {
        texts.insert(toQString(value));
    }
}

} // namespace

SchemaPatterns::SchemaPatterns(const Json &instance)
{
    QSet<QString> texts;
    QSet<QString> keys;
    collect(instance, texts, keys);
    m_keys = keys.values();
    m_texts = texts.unite(keys).values(); // "propertyNames" holds patterns against keys
}

Result<Json> SchemaPatterns::expand(const Json &schema)
{
    Json expanded = rewritten(schema);
    if (m_problem)
        return std::unexpected(*m_problem);
    return expanded;
}

Json SchemaPatterns::rewritten(const Json &schema)
{
    if (schema.is_object())
        return rewrittenMembers(schema);
    if (!schema.is_array())
        return schema;
    Json array(jsoncons::json_array_arg);
    for (const Json &element : schema.array_range())
        array.push_back(rewritten(element));
    return array;
}

Json SchemaPatterns::rewrittenMembers(const Json &object)
{
    Json result(jsoncons::json_object_arg);
    for (const auto &member : object.object_range()) {
        const std::string name(member.key());
        const Json &value = member.value();
        const bool isPattern = (name == "pattern" && value.is_string()) || (name == "patternProperties" && value.is_object());
        if (isPattern)
            continue;
        const Holds holds = whatIsIn(name);
        if (holds == Holds::data)
            result.insert_or_assign(name, value);
        else if (holds == Holds::schemasByName && value.is_object())
            result.insert_or_assign(name, rewrittenMap(value));
        else
            result.insert_or_assign(name, rewritten(value));
    }
    if (object.contains("patternProperties") && object.at("patternProperties").is_object())
        spellOut(object.at("patternProperties"), result);
    if (object.contains("pattern") && object.at("pattern").is_string())
        forbid(toQString(object.at("pattern")), result);
    return result;
}

Json SchemaPatterns::rewrittenMap(const Json &map)
{
    Json result(jsoncons::json_object_arg);
    for (const auto &member : map.object_range())
        result.insert_or_assign(member.key(), rewritten(member.value()));
    return result;
}

// "pattern" becomes: none of the instance's texts that do not match. It never touches what is no text, just as "pattern" does not.
void SchemaPatterns::forbid(const QString &pattern, Json &schema)
{
    const QStringList missing = matching(pattern, m_texts, false);
    if (missing.isEmpty())
        return;
    Json texts(jsoncons::json_array_arg);
    for (const QString &text : missing) {
        spend(static_cast<std::size_t>(text.size()));
        texts.push_back(jsonString(text));
        m_missed.insert(text, pattern);
    }
    Json list(jsoncons::json_object_arg);
    list.insert_or_assign("enum", texts);
    if (!schema.contains("not")) {
        schema.insert_or_assign("not", list);
        return;
    }
    Json also(jsoncons::json_object_arg);
    also.insert_or_assign("not", list);
    Json all = schema.contains("allOf") ? schema.at("allOf") : Json(jsoncons::json_array_arg);
    all.push_back(also);
    schema.insert_or_assign("allOf", all);
}

// "patternProperties" becomes "properties" of the instance's keys that match.
void SchemaPatterns::spellOut(const Json &patternProperties, Json &schema)
{
    for (const auto &member : patternProperties.object_range()) {
        const Json wanted = rewritten(member.value());
        const QStringList keys = matching(QString::fromStdString(std::string(member.key())), m_keys, true);
        const auto bytes = keys.isEmpty() ? std::size_t(0) : static_cast<std::size_t>(toJson(wanted).size());
        for (const QString &key : keys) {
            spend(bytes);
            if (m_problem)
                return;
            if (!schema.contains("properties"))
                schema.insert_or_assign("properties", Json(jsoncons::json_object_arg));
            Json &properties = schema.at("properties");
            const std::string name = key.toStdString();
            if (!properties.contains(name)) {
                properties.insert_or_assign(name, wanted);
                continue;
            }
            Json both(jsoncons::json_array_arg);
            both.push_back(properties.at(name));
            both.push_back(wanted);
            Json joined(jsoncons::json_object_arg);
            joined.insert_or_assign("allOf", both);
            properties.insert_or_assign(name, joined);
        }
    }
}

QStringList SchemaPatterns::matching(const QString &pattern, const QStringList &texts, bool wanted)
{
    QStringList found;
    if (m_problem)
        return found;
    const auto expression = compileSchemaPattern(pattern);
    if (!expression) {
        m_problem = expression.error();
        return found;
    }
    for (const QString &text : texts) {
        const auto where = firstOccurrence(*expression, text);
        if (!where) {
            m_problem = fail(ErrorKind::timeout, tooManySteps(pattern)).error();
            return {};
        }
        if ((*where > 0) == wanted)
            found.append(text);
    }
    if (found.size() > kMostTexts)
        m_problem = fail(ErrorKind::tooLarge, u"the answer holds too many texts for the patterns of the schema"_s).error();
    return found;
}

void SchemaPatterns::spend(std::size_t bytes)
{
    m_spent += bytes;
    if (m_spent > kMostBytes && !m_problem)
        m_problem = fail(ErrorKind::tooLarge, u"the answer is too large for the patterns of the schema"_s).error();
}

} // namespace assay::grader
