// SPDX-License-Identifier: GPL-3.0-or-later
// Providers and models as configured in a workspace. Where a key comes from is stored, a key never.
#pragma once

#include "core/run/plan.h"
#include "core/store/database.h"

namespace assay::store {

class ModelRepository {
public:
    explicit ModelRepository(Database &database) : m_database(database) {}

    [[nodiscard]] Result<QList<run::PlannedModel>> models(); ///< in the order they were added
    [[nodiscard]] Result<QList<provider::ProviderConfig>> providers();
    /// Errors: notFound naming what there is instead.
    [[nodiscard]] Result<run::PlannedModel> model(const QString &name);
    /// Adds, or replaces the one of the same name. Returns it with its id. Runs keep the configuration that they were made with.
    [[nodiscard]] Result<provider::ProviderConfig> saveProvider(const provider::ProviderConfig &config);
    [[nodiscard]] Result<provider::ModelConfig> saveModel(const provider::ModelConfig &config);

private:
    Database &m_database;
};

} // namespace assay::store
