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
            return refused(ErrorKind::invalidInput, u"%1 refers to itself in a circle"_s, object, u"Let a reference lead to a schema of a part of the value, such as its items."_s);
        if (!isNew)
            return known->second;
        if (steps > kMostSteps)
            return refused(ErrorKind::tooLarge, u"more than 500 references lead one after the other to %1"_s, object, u"Refer to a schema directly."_s);
        qint64 sum = 1;
        for (const Json *schema : m_map.sameValue(object)) {
            const auto below = unfold(*schema, steps + 1);
            if (!below)
                return below;
            sum += *below;
            if (sum > kMostSchemas)
                return refused(ErrorKind::tooLarge, u"%1 unfolds to more than 100,000 schemas"_s, object, u"Refer to fewer schemas from one place."_s);
        }
        m_unfolded[&object] = sum;
        return sum;
    }

    [[nodiscard]] std::unexpected<Error> refused(ErrorKind kind, const QString &what, const Json &object, const QString &hint) const
    {
        return fail(kind, u"the JSON Schema cannot be used: "_s + what.arg(m_map.placeOf(object)), hint);
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
