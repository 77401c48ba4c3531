// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/grader/schemaloops.h"

#include "core/grader/schemamap.h"

namespace assay::grader {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kMostSchemas = 100'000;
constexpr int kMostSteps = 500;

class Loops {
public:
    explicit Loops(const Json &root) : m_map(root) {}

    Result<void> refuse()
    {
        for (const Json *object : m_map.objects()) {
            if (const auto unfolded = unfold(*object); !unfolded)
                return std::unexpected(unfolded.error());
        }
        return {};
    }

private:
    /// How many schemas one value is held against here; the memo holds 0 for those still open.
    Result<qint64> unfold(const Json &object, int steps = 0)
    {
        const auto [known, isNew] = m_unfolded.try_emplace(&object, 0);
        if (!isNew && known->second == 0)
            return fail(ErrorKind::invalidInput, u"the schema refers to itself in a circle"_s, u"Let a reference lead to a schema of a part of the value, such as its items."_s);
        if (!isNew)
            return known->second;
        if (steps > kMostSteps)
            return fail(ErrorKind::tooLarge, u"the references of the schema lead on for more than %1 steps"_s.arg(kMostSteps), u"Refer to a schema directly."_s);
        qint64 sum = 1;
        const auto next = m_map.sameValue(object);
        if (!next)
            return std::unexpected(next.error());
        for (const Json *schema : *next) {
            const auto below = unfold(*schema, steps + 1);
            if (!below)
                return below;
            sum += *below;
            if (sum > kMostSchemas)
                return fail(ErrorKind::tooLarge, u"the references of the schema unfold to more than %1 schemas"_s.arg(kMostSchemas), u"Refer to fewer schemas from one place."_s);
        }
        m_unfolded[&object] = sum;
        return sum;
    }

    SchemaMap m_map;
    std::unordered_map<const Json *, qint64> m_unfolded;
};

} // namespace

Result<void> refuseEndlessSchema(const Json &schema)
{
    return Loops(schema).refuse();
}

} // namespace assay::grader
