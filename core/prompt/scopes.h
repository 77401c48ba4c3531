// SPDX-License-Identifier: GPL-3.0-or-later
// Who a name means: first what the template itself made, innermost first, then the variables it was given. As in Nunjucks a `for`
// opens a scope for all its turns together, an `if` opens none, and `set` changes the nearest name that the template made before.
#pragma once

#include "core/prompt/execution.h"

#include <QHash>

#include <vector>

namespace assay::prompt {

class Scopes {
public:
    /// `variables` is an object and outlives this.
    explicit Scopes(const Json &variables) : m_variables(variables) {}

    /// Missing when nobody knows the name.
    [[nodiscard]] Value find(const QString &name, Execution &run);

    void open() { m_scopes.emplace_back(); }
    void close() { m_scopes.pop_back(); }
    /// In the innermost scope, whatever other scopes have.
    void declare(const QString &name, Value value);
    void assign(const QString &name, Value value);

private:
    using Scope = QHash<QString, Value>;

    [[nodiscard]] Value missing(const QString &name, const Execution &run) const;

    const Json &m_variables;
    std::vector<Scope> m_scopes{1};
    QHash<QString, Value> m_read; ///< variables given, each converted once
};

} // namespace assay::prompt
