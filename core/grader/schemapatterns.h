// SPDX-License-Identifier: GPL-3.0-or-later
// Takes the regular expressions out of a JSON Schema, for one instance: which of its texts match is found by our own bounded search, and written into the
// schema as plain lists. A library that runs patterns without a limit would wait for ever, or run out of stack on a long text.
#pragma once

#include "core/base/json.h"

#include <QHash>
#include <QRegularExpression>
#include <QStringList>

namespace assay::grader {

class SchemaPatterns {
public:
    explicit SchemaPatterns(const Json &instance);

    /// A schema without patterns that accepts this instance exactly when the given one does. Errors: invalidInput for a bad pattern; timeout when one takes
    /// too many steps; tooLarge when the instance is too large for it.
    [[nodiscard]] Result<Json> expand(const Json &schema);

    /// The pattern that the text had to match and did not; empty when there is none.
    [[nodiscard]] QString patternMissedBy(const QString &text) const { return m_missed.value(text); }

private:
    Json rewritten(const Json &schema);
    Json rewrittenMembers(const Json &object);
    Json rewrittenMap(const Json &map);
    void forbid(const QString &pattern, Json &schema);
    void spellOut(const Json &patternProperties, Json &schema);
    QStringList matching(const QString &pattern, const QStringList &texts, bool wanted);
    void spend(std::size_t bytes);

    QStringList m_texts; ///< of the instance, keys too
    QStringList m_keys;
    QHash<QString, QString> m_missed;
    std::size_t m_spent = 0;
    std::optional<Error> m_problem;
};

} // namespace assay::grader
