// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/grader/schemamap.h"

#include <QUrl>

#include <jsoncons_ext/jsonpointer/jsonpointer.hpp>

#include <algorithm>
#include <array>

namespace assay::grader {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestName = 1000;
constexpr std::array kReferences{"$ref", "$dynamicRef", "$recursiveRef"};
constexpr std::array kNames{"$id", "id", "$anchor", "$dynamicAnchor"};
// Keywords whose schemas look at the same value as the schema that holds them.
constexpr std::array kLists{"allOf", "anyOf", "oneOf"};
constexpr std::array kSingles{"not", "if", "then", "else"};
constexpr std::array kMaps{"dependentSchemas", "dependencies"};

std::optional<QString> textAt(const Json &object, const char *name)
{
    if (!object.contains(name) || !object.at(name).is_string())
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

SchemaMap::SchemaMap(const Json &root)
{
    collect(root, &root);
}

void SchemaMap::collect(const Json &value, const Json *document)
{
    if (value.is_array()) {
        for (const Json &element : value.array_range())
            collect(element, document);
    }
    if (!value.is_object())
        return;
    m_objects.push_back(&value);
    if (textAt(value, "$id") || textAt(value, "id"))
        document = &value;
    m_documents.emplace(&value, document);
    for (const char *keyword : kNames) {
        if (const auto name = textAt(value, keyword))
            m_names.push_back({&value, *name});
    }
    for (const auto &member : value.object_range())
        collect(member.value(), document);
}

Result<std::vector<const Json *>> SchemaMap::sameValue(const Json &object) const
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
        const auto reference = textAt(object, keyword);
        if (reference && reference->size() > kLongestName)
            return fail(ErrorKind::invalidInput, u"a \"%1\" of the schema is longer than %2 characters"_s.arg(QLatin1StringView(keyword)).arg(kLongestName));
        if (reference)
            std::ranges::for_each(targets(*reference, m_documents.at(&object)), [&add](const Json *target) { add(*target); });
    }
    for (const char *keyword : kNames) {
        if (textAt(object, keyword).value_or(QString()).size() > kLongestName)
            return fail(ErrorKind::invalidInput, u"a \"%1\" of the schema is longer than %2 characters"_s.arg(QLatin1StringView(keyword)).arg(kLongestName));
    }
    return schemas;
}

QString SchemaMap::brokenReference(const Json &object) const
{
    for (const char *keyword : kReferences) {
        const auto reference = textAt(object, keyword);
        if (reference && targets(*reference, m_documents.at(&object)).empty())
            return *reference;
    }
    return {};
}

std::vector<const Json *> SchemaMap::targets(const QString &reference, const Json *document) const
{
    std::vector<const Json *> documents;
    const QString file = lastSegment(reference);
    if (file.isEmpty())
        documents.push_back(document);
    for (const Name &name : m_names) {
        if (!file.isEmpty() && lastSegment(name.text) == file)
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
