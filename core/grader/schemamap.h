// SPDX-License-Identifier: GPL-3.0-or-later
// The schemas within a JSON Schema and where their references lead. Generous: where a name could mean two schemas, both are given.
#pragma once

#include "core/base/error.h"
#include "core/base/json.h"

#include <optional>
#include <unordered_map>
#include <vector>

namespace assay::grader {

/// Longer ones lead nowhere.
inline constexpr qsizetype kLongestReference = 1000;

/// A reference that leads to no schema.
struct BrokenReference {
    QString text;                 ///< what it says
    const Json *target = nullptr; ///< what stands there instead of one; null: nothing does
};

/// Keeps pointers into the schema, which must outlive it and stay as it is.
class SchemaMap {
public:
    explicit SchemaMap(const Json &root);

    /// Every schema in it that is an object: by where it stands (schemaparts.h), or since another one refers to it.
    [[nodiscard]] const std::vector<const Json *> &objects() const { return m_objects; }
    /// The schemas that look at the same value as `object`, one of objects(): those in its combining keywords and those it refers to.
    [[nodiscard]] std::vector<const Json *> sameValue(const Json &object) const;
    /// The first of `object`, one of objects(), that leads to no schema; nothing when each does.
    [[nodiscard]] std::optional<BrokenReference> brokenReference(const Json &object) const;
    /// Of anything in the schema, as a JSON pointer; for the schema itself "its root". Searched for: not for many.
    [[nodiscard]] QString placeOf(const Json &value) const;

private:
    struct Name {
        const Json *object;
        QString text;
        QString file;
    };
    struct Place {
        const Json *document; ///< the nearest around it that has an address
        bool isInPlace;       ///< where a schema is looked for
    };

    void collect(const Json &schema, const Json *document, bool isInPlace);
    [[nodiscard]] bool hasAddress(const Json &schema) const;
    [[nodiscard]] const Json *documentOf(const Json &object) const;
    [[nodiscard]] std::vector<const Json *> targets(const QString &reference, const Json *document) const;
    [[nodiscard]] bool canBeMeant(const Json &target) const;

    const Json &m_root;
    const char *m_address; ///< the keyword for it: another one in draft 4
    std::vector<const Json *> m_objects;
    std::unordered_map<const Json *, Place> m_places; ///< of every schema, those of true and false too
    std::vector<Name> m_names;
};

} // namespace assay::grader
