// SPDX-License-Identifier: GPL-3.0-or-later
// Providers and models as configured in a workspace. Where a key comes from is stored, a key never.
#pragma once

#include "core/run/plan.h"
#include "core/store/database.h"

namespace assay::store {

/// Providers and models apart from each other: what a change takes away, and what it puts there.
struct ModelSetup {
    QList<provider::ProviderConfig> providers;
    QList<provider::ModelConfig> models;

    bool operator==(const ModelSetup &) const = default;
};

/// What the newest answers of a model took.
struct SeenSpeed {
    QList<qint64> latencyMs;
    QList<qint64> timeToFirstTokenMs; ///< of streamed answers
    UtcTime newest;                   ///< when the newest of the runs was started
    int runs = 0;

    bool operator==(const SeenSpeed &) const = default;
};

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
    /// What is in `before` and not in `after` goes; what is in `after` is changed or comes back under its id, or is added when it has none. Returns
    /// `after` with its ids, so that the other way round takes the change back. A model without a provider belongs to the first one of `after`.
    /// Errors: conflict when a name is taken, or models still use a provider that would go, naming them; those of saving.
    [[nodiscard]] Result<ModelSetup> replace(const ModelSetup &before, const ModelSetup &after);
    /// By the model's id: of each model the five newest among the last fifty runs that asked the same model at the same address, whatever it was called
    /// then, with at most a hundred answers of each of their columns. Models that were not asked lately are not in it.
    [[nodiscard]] Result<QHash<qint64, SeenSpeed>> seenSpeeds();

private:
    Database &m_database;
};

} // namespace assay::store
