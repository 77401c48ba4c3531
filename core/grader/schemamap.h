// SPDX-License-Identifier: GPL-3.0-or-later
// The schemas within a JSON Schema and where their references lead. Generous: where a name could mean two schemas, both are given.
#pragma once

#include "core/base/error.h"
#include "core/base/json.h"

#include <unordered_map>
#include <vector>

namespace assay::grader {

/// Keeps pointers into the schema, which must outlive it and stay as it is.
class SchemaMap {
public:
    explicit SchemaMap(const Json &root);

    /// Every object in it, schema or not.
    [[nodiscard]] const std::vector<const Json *> &objects() const { return m_objects; }
    /// The schemas that look at the same value as `object`, one of objects(): those in its combining keywords and those it refers to.
    /// Errors: invalidInput for a reference or name that is too long to be one.
    [[nodiscard]] Result<std::vector<const Json *>> sameValue(const Json &object) const;
    /// What `object`, one of objects(), refers to and no schema here is; empty when there is no such reference.
    [[nodiscard]] QString brokenReference(const Json &object) const;

private:
    struct Name {
        const Json *object;
        QString text;
    };

    void collect(const Json &value, const Json *document);
    [[nodiscard]] std::vector<const Json *> targets(const QString &reference, const Json *document) const;

    std::vector<const Json *> m_objects;
    std::unordered_map<const Json *, const Json *> m_documents; ///< object → the nearest around it that has an address
    std::vector<Name> m_names;
};

} // namespace assay::grader
