// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/grader/schemareferences.h"

#include "core/grader/schemamap.h"

#include <jsoncons_ext/jsonpointer/jsonpointer.hpp>

#include <array>

namespace assay::grader {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kShownParts = 10;
constexpr qsizetype kShownCharacters = 100;

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

class Search {
public:
    explicit Search(const Json &schema) : m_schema(schema), m_map(schema) {}

    Result<void> through(const Json &value, const QString &place)
    {
        if (value.is_array()) {
            for (std::size_t i = 0; i < value.size(); ++i) {
                if (const auto fine = through(value.at(i), place + u'/' + QString::number(i)); !fine)
                    return fine;
            }
        }
        if (!value.is_object())
            return {};
        if (const QString broken = m_map.brokenReference(value); !broken.isEmpty())
            return refused(broken, place);
        for (const auto &member : value.object_range()) {
            if (const auto fine = through(member.value(), below(place, member.key())); !fine)
                return fine;
        }
        return {};
    }

private:
    [[nodiscard]] Result<void> refused(const QString &reference, const QString &place) const
    {
        const QString shown = reference.size() > kShownCharacters ? QString(reference.left(kShownCharacters) + u'…') : reference;
        return fail(ErrorKind::invalidInput, u"the JSON Schema cannot be used: %1 refers to \"%2\", which is not in it"_s.arg(place.isEmpty() ? u"its root"_s : place, shown),
            adviceOn(reference, m_schema));
    }

    const Json &m_schema;
    SchemaMap m_map;
};

} // namespace

Result<void> refuseBrokenReferences(const Json &schema)
{
    return Search(schema).through(schema, {});
}

} // namespace assay::grader
