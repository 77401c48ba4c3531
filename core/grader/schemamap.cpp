// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/grader/schemamap.h"

#include "core/grader/schemaparts.h"

#include <QUrl>

#include <jsoncons_ext/jsonpointer/jsonpointer.hpp>

#include <algorithm>
#include <array>

namespace assay::grader {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kReferences{"$ref", "$dynamicRef", "$recursiveRef"};
constexpr std::array kNames{"$id", "id", "$anchor", "$dynamicAnchor"};
// Keywords whose schemas look at the same value as the schema that holds them.
constexpr std::array kLists{"allOf", "anyOf", "oneOf"};
constexpr std::array kSingles{"not", "if", "then", "else"};
constexpr std::array kMaps{"dependentSchemas", "dependencies"};

/// Empty: it is the root itself.
std::optional<QString> pointerTo(const Json &root, const Json *wanted)
{
    if (&root == wanted)
        return QString();
    const auto below = [wanted](const std::string &name, const Json &value) {
        return pointerTo(value, wanted).transform([&](const QString &rest) { return QString(u'/' + QString::fromStdString(jsoncons::jsonpointer::escape_string(name)) + rest); });
    };
    if (root.is_array()) {
        for (std::size_t i = 0; i < root.size(); ++i) {
            if (auto found = below(std::to_string(i), root.at(i)))
                return found;
        }
    }
    if (root.is_object()) {
        for (const auto &member : root.object_range()) {
            if (auto found = below(member.key(), member.value()))
                return found;
        }
    }
    return std::nullopt;
}

std::optional<QString> textAt(const Json &object, const char *name)
{
    if (!object.is_object() || !object.contains(name) || !object.at(name).is_string())
        return std::nullopt;
    return toQString(object.at(name));
}

QString lastSegment(const QString &address)
{
    return address.section(u'#', 0, 0).section(u'/', -1);
}

// A pointer into a container gives the element itself, whose address a memo knows.
void addAt(const Json &document, const QString &pointer, std::vector<const Json *> &found)
{
    std::error_code missing;
    const std::string path = pointer.toStdString();
    const Json &target = jsoncons::jsonpointer::get(document, path, missing);
    if (!missing)
        found.push_back(&target);
}

} // namespace

SchemaMap::SchemaMap(const Json &root) : m_root(root), m_address(textAt(root, "$schema").value_or(QString()).contains(u"/draft-04"_s) ? "id" : "$id")
{
    collect(root, &root, true);
    // Grows meanwhile.
    for (std::size_t i = 0; i < m_objects.size(); ++i) {
        const Json &object = *m_objects.at(i);
        for (const char *keyword : kReferences) {
            for (const Json *target : targets(textAt(object, keyword).value_or(QString()), documentOf(object)))
                collect(*target, documentOf(object), false);
        }
    }
}

void SchemaMap::collect(const Json &schema, const Json *document, bool isInPlace)
{
    if (!schema.is_object() && !schema.is_bool())
        return;
    if (hasAddress(schema))
        document = &schema;
    if (!m_places.try_emplace(&schema, Place{document, isInPlace}).second || !schema.is_object())
        return;
    m_objects.push_back(&schema);
    for (const char *keyword : kNames) {
        if (const auto name = textAt(schema, keyword))
            m_names.push_back({&schema, *name, lastSegment(*name)});
    }
    forEachPart(schema, [&](const Json &part) { collect(part, document, isInPlace); });
}

// "#here" is a name within the document around it, up to draft 7.
bool SchemaMap::hasAddress(const Json &schema) const
{
    const auto address = textAt(schema, m_address);
    return address && !address->startsWith(u'#');
}

std::vector<const Json *> SchemaMap::sameValue(const Json &object) const
{
    std::vector<const Json *> schemas;
    const auto add = [&schemas](const Json &schema) {
        if (schema.is_object())
            schemas.push_back(&schema);
    };
    for (const char *keyword : kLists) {
        if (object.contains(keyword) && object.at(keyword).is_array())
            std::ranges::for_each(object.at(keyword).array_range(), add);
    }
    for (const char *keyword : kSingles) {
        if (object.contains(keyword))
            add(object.at(keyword));
    }
    for (const char *keyword : kMaps) {
        if (object.contains(keyword) && object.at(keyword).is_object())
            std::ranges::for_each(object.at(keyword).object_range(), [&add](const auto &member) { add(member.value()); });
    }
    for (const char *keyword : kReferences) {
        for (const Json *target : targets(textAt(object, keyword).value_or(QString()), documentOf(object)))
            add(*target);
    }
    return schemas;
}

std::optional<BrokenReference> SchemaMap::brokenReference(const Json &object) const
{
    for (const char *keyword : kReferences) {
        const auto reference = textAt(object, keyword);
        if (!reference)
            continue;
        const std::vector<const Json *> found = targets(*reference, documentOf(object));
        if (std::ranges::none_of(found, [this](const Json *target) { return canBeMeant(*target); }))
            return BrokenReference{.text = *reference, .target = found.empty() ? nullptr : found.front()};
    }
    return std::nullopt;
}

// Up to draft 7 a keyword that is not known may hold a schema for others to refer to.
bool SchemaMap::canBeMeant(const Json &target) const
{
    if (textAt(m_root, "$schema").value_or(QString()).contains(u"/draft-0"_s))
        return target.is_object() || target.is_bool();
    const auto place = m_places.find(&target);
    return place != m_places.end() && place->second.isInPlace;
}

QString SchemaMap::placeOf(const Json &value) const
{
    const auto place = pointerTo(m_root, &value);
    return place.value_or(QString()).isEmpty() ? u"its root"_s : *place;
}

const Json *SchemaMap::documentOf(const Json &object) const
{
    const auto place = m_places.find(&object);
    return place == m_places.end() ? &m_root : place->second.document;
}

std::vector<const Json *> SchemaMap::targets(const QString &reference, const Json *document) const
{
    if (reference.isEmpty() || reference.size() > kLongestReference)
        return {};
    std::vector<const Json *> documents;
    const QString file = lastSegment(reference);
    if (file.isEmpty())
        documents.push_back(document);
    for (const Name &name : m_names) {
        if (!file.isEmpty() && name.file == file)
            documents.push_back(name.object);
    }
    const QString fragment = QUrl::fromPercentEncoding(reference.section(u'#', 1).toUtf8());
    std::vector<const Json *> found;
    if (fragment.isEmpty() || fragment.startsWith(u'/')) {
        for (const Json *each : documents)
            addAt(*each, fragment, found);
        return found;
    }
    for (const Name &name : m_names) {
        if (name.text == fragment || name.text.endsWith(QString(u"#"_s + fragment)))
            found.push_back(name.object);
    }
    return found;
}

} // namespace assay::grader
