// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/grader/schemareferences.h"

#include "core/grader/family.h"
#include "core/grader/schemamap.h"

#include <jsoncons_ext/jsonpointer/jsonpointer.hpp>

#include <array>

namespace assay::grader {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kShownParts = 10;
constexpr qsizetype kShownCharacters = 100;
constexpr std::array kNamesAndReferences{"$ref", "$dynamicRef", "$recursiveRef", "$id", "id", "$anchor", "$dynamicAnchor"};

QString below(const QString &place, const std::string &name)
{
    return place + u'/' + QString::fromStdString(jsoncons::jsonpointer::escape_string(name));
}

/// The schemas that are there to be referred to.
QStringList partsOf(const Json &schema)
{
    QStringList parts;
    for (const char *home : {"$defs", "definitions"}) {
        if (!schema.contains(home) || !schema.at(home).is_object())
            continue;
        for (const auto &member : schema.at(home).object_range())
            parts.append(below(below(u"#"_s, home), member.key()));
    }
    return parts;
}

QString adviceOn(const QString &reference, const Json &schema)
{
    if (!reference.startsWith(u'#'))
        return u"Nothing is loaded from elsewhere: copy what it means into \"$defs\", and refer to it there."_s;
    const QStringList parts = partsOf(schema);
    if (parts.isEmpty())
        return u"Put the schema that it means into \"$defs\"."_s;
    const QString more = parts.size() > kShownParts ? u", …"_s : QString();
    return u"It can refer to %1%2; or put what it means into \"$defs\"."_s.arg(parts.first(std::min(kShownParts, parts.size())).join(u", "_s), more);
}

QString shortened(const QString &text)
{
    return text.size() > kShownCharacters ? QString(text.left(kShownCharacters) + u'…') : text;
}

std::unexpected<Error> refused(const QString &what, const QString &hint)
{
    return fail(ErrorKind::invalidInput, u"the JSON Schema cannot be used: "_s + what, hint);
}

QString kindOf(const Json &value)
{
    if (value.is_array())
        return u"a list"_s;
    if (value.is_null())
        return u"null"_s;
    return value.is_number() ? u"a number"_s : u"a text"_s;
}

QString leadsWhere(const Json *target)
{
    if (target == nullptr)
        return u"which is not in it"_s;
    return target->is_object() || target->is_bool() ? u"where no schema is looked for"_s : u"which is %1 and no schema"_s.arg(kindOf(*target));
}

} // namespace

Result<void> refuseUnreadableReferences(const Json &schema)
{
    const SchemaMap map(schema);
    for (const Json *object : map.objects()) {
        for (const char *keyword : kNamesAndReferences) {
            if (!object->contains(keyword))
                continue;
            const Json &value = object->at(keyword);
            const QString shown = map.placeOf(*object) + u" has a \"%1\""_s.arg(QLatin1StringView(keyword));
            const bool isReference = std::string_view(keyword) == "$ref";
            if (isReference && !isText(value))
                return refused(shown + u" that is no text"_s, u"Write where it leads to, such as \"#/$defs/name\"."_s);
            if (isReference && toQString(value).isEmpty())
                return refused(shown + u" that is empty"_s, u"Write where it leads to, such as \"#/$defs/name\"; \"#\" is the whole schema."_s);
            if (isText(value) && toQString(value).size() > kLongestReference)
                return refused(shown + u" of more than %1 characters"_s.arg(kLongestReference), u"Put what it means into \"$defs\" under a short name."_s);
        }
    }
    return {};
}

Result<void> refuseBrokenReferences(const Json &schema)
{
    const SchemaMap map(schema);
    for (const Json *object : map.objects()) {
        if (const auto broken = map.brokenReference(*object))
            return refused(u"%1 refers to \"%2\", %3"_s.arg(map.placeOf(*object), shortened(broken->text), leadsWhere(broken->target)), adviceOn(broken->text, schema));
    }
    return {};
}

} // namespace assay::grader
