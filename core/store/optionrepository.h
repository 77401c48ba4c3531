// SPDX-License-Identifier: GPL-3.0-or-later
// What a workspace itself is set to, for all who open it: how new drafts and imported files read templates, and how severe each rule of the linter is.
#pragma once

#include "core/base/json.h"
#include "core/prompt/language/templateoptions.h"
#include "core/store/database.h"

#include <QMap>

namespace assay::store {

class OptionRepository {
public:
    explicit OptionRepository(Database &database) : m_database(database) {}

    /// What new drafts begin with, and imported files that do not say; saved versions keep their own.
    [[nodiscard]] Result<prompt::TemplateOptions> templateOptions();
    [[nodiscard]] Result<void> setTemplateOptions(const prompt::TemplateOptions &options);

    /// Rule → the word of its severity, of those that are not at their default.
    [[nodiscard]] Result<QMap<QString, QString>> lintSeverities();
    /// An empty severity goes back to the default. Errors: invalidInput for a rule without a name.
    [[nodiscard]] Result<void> setLintSeverity(const QString &rule, const QString &severity);

private:
    [[nodiscard]] Result<void> set(const QString &name, const std::optional<Json> &value);

    Database &m_database;
};

} // namespace assay::store
