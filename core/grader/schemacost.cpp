// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/grader/schemacost.h"

#include "core/grader/schemamap.h"

#include <array>

namespace assay::grader {

using namespace Qt::StringLiterals;

namespace {

constexpr double kMostSteps = 2e6;
constexpr double kComparisonsAStep = 100;
constexpr std::array kEveryElement{"items", "additionalItems", "unevaluatedItems", "contains"};
constexpr std::array kElementByPlace{"prefixItems", "items"};
constexpr std::array kEveryMember{"additionalProperties", "unevaluatedProperties", "propertyNames"};

class Cost {
public:
    Cost(const Json &schema, const Json &instance) : m_map(schema), m_total(of(schema, instance)) {}
    [[nodiscard]] bool isTooMuch() const { return m_isOver || m_total > kMostSteps; }

private:
    struct Pair {
        const Json *schema;
        const Json *value;
        bool operator==(const Pair &) const = default;
    };
    struct Hash {
        std::size_t operator()(const Pair &pair) const { return std::hash<const Json *>()(pair.schema) * 31 + std::hash<const Json *>()(pair.value); }
    };

    // What is looked at twice in the same way costs twice, but is counted once.
    double of(const Json &schema, const Json &value)
    {
        if (!schema.is_object() || m_isOver)
            return 1;
        if (const auto known = m_known.find({&schema, &value}); known != m_known.end())
            return known->second;
        m_isOver = static_cast<double>(m_known.size()) > kMostSteps;
        double steps = 1;
        for (const Json *other : sameValue(schema))
            steps += of(*other, value);
        if (value.is_array())
            steps += ofElements(schema, value);
        else if (value.is_object())
            steps += ofMembers(schema, value);
        m_known[{&schema, &value}] = steps;
        return steps;
    }

    const std::vector<const Json *> &sameValue(const Json &schema)
    {
        const auto [found, isNew] = m_same.try_emplace(&schema);
        if (isNew)
            found->second = m_map.sameValue(schema);
        return found->second;
    }

    double ofElements(const Json &schema, const Json &array)
    {
        double steps = 0;
        for (const char *keyword : kEveryElement) {
            if (!schema.contains(keyword) || !schema.at(keyword).is_object())
                continue;
            for (const Json &element : array.array_range())
                steps += of(schema.at(keyword), element);
        }
        for (const char *keyword : kElementByPlace) {
            if (!schema.contains(keyword) || !schema.at(keyword).is_array())
                continue;
            for (std::size_t i = 0; i < std::min(array.size(), schema.at(keyword).size()); ++i)
                steps += of(schema.at(keyword).at(i), array.at(i));
        }
        const auto count = static_cast<double>(array.size());
        if (schema.contains("uniqueItems") && schema.at("uniqueItems").is_bool() && schema.at("uniqueItems").as<bool>())
            steps += count * count / 2 / kComparisonsAStep;
        return steps;
    }

    double ofMembers(const Json &schema, const Json &object)
    {
        double steps = 0;
        if (schema.contains("properties") && schema.at("properties").is_object()) {
            for (const auto &property : schema.at("properties").object_range()) {
                if (object.contains(property.key()))
                    steps += of(property.value(), object.at(property.key()));
            }
        }
        for (const char *keyword : kEveryMember) {
            if (schema.contains(keyword))
                steps += ofEveryMember(schema.at(keyword), object);
        }
        if (schema.contains("patternProperties") && schema.at("patternProperties").is_object()) {
            for (const auto &pattern : schema.at("patternProperties").object_range())
                steps += ofEveryMember(pattern.value(), object);
        }
        return steps;
    }

    double ofEveryMember(const Json &schema, const Json &object)
    {
        double steps = 0;
        for (const auto &member : object.object_range())
            steps += of(schema, member.value());
        return steps;
    }

    SchemaMap m_map;
    std::unordered_map<Pair, double, Hash> m_known;
    std::unordered_map<const Json *, std::vector<const Json *>> m_same;
    bool m_isOver = false;
    double m_total; ///< last: counting needs the rest
};

} // namespace

Result<void> refuseCostlySchema(const Json &schema, const Json &instance)
{
    if (Cost(schema, instance).isTooMuch())
        return fail(ErrorKind::tooLarge, u"stopped: too many steps to hold this answer against the schema"_s, u"Write the schema without references that branch at every level."_s);
    return {};
}

} // namespace assay::grader
