// SPDX-License-Identifier: GPL-3.0-or-later
// Where in a JSON Schema its parts stand: the schemas within it. What is in "enum", "const", "default" and "examples" is data, whatever it looks like, and a
// keyword that no draft knows holds none.
#pragma once

#include "core/base/json.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace assay::grader {

enum class Holds {
    schemas,       ///< one, or a list of them
    schemasByName, ///< an object whose members may be called as they like
    data,
    unknown ///< nothing that is looked at, or a keyword that is not known
};

[[nodiscard]] constexpr Holds whatIsIn(std::string_view keyword)
{
    constexpr std::array<std::string_view, 16> kSchemas{"additionalItems", "additionalProperties", "allOf", "anyOf", "contains", "contentSchema", "else", "if", "items", "not",
        "oneOf", "prefixItems", "propertyNames", "then", "unevaluatedItems", "unevaluatedProperties"};
    constexpr std::array<std::string_view, 6> kByName{"$defs", "definitions", "dependencies", "dependentSchemas", "patternProperties", "properties"};
    constexpr std::array<std::string_view, 4> kData{"const", "default", "enum", "examples"};
    if (std::ranges::contains(kSchemas, keyword))
        return Holds::schemas;
    if (std::ranges::contains(kByName, keyword))
        return Holds::schemasByName;
    return std::ranges::contains(kData, keyword) ? Holds::data : Holds::unknown;
}

/// take(part) for each schema right within `schema`, in their order; not for those within them.
template<typename Take> void forEachPart(const Json &schema, Take take)
{
    if (!schema.is_object())
        return;
    for (const auto &member : schema.object_range()) {
        const Holds holds = whatIsIn(member.key());
        const Json &value = member.value();
        if (holds == Holds::schemasByName && value.is_object())
            std::ranges::for_each(value.object_range(), [&take](const auto &named) { take(named.value()); });
        else if (holds == Holds::schemas && value.is_array())
            std::ranges::for_each(value.array_range(), take);
        else if (holds == Holds::schemas)
            take(value);
    }
}

} // namespace assay::grader
