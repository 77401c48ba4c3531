// SPDX-License-Identifier: GPL-3.0-or-later
// The one place where concrete things meet: which providers there are, where keys come from, what the sample is. Everything else gets these
// handed in.
#pragma once

#include "core/provider/registry.h"
#include "core/run/runner.h"
#include "core/settings/settings.h"
#include "core/store/database.h"

namespace assay::secrets {
class MemoryKeyStore;
}

namespace assay::workspace {
class MonthBook;
}

namespace assay::app {

class Composition {
public:
    Composition();
    ~Composition();

    /// For one engine: what its models share (connections) lives as long as the factory. The composition must outlive it.
    /// `label` chooses among keys that a provider has for each label.
    [[nodiscard]] run::ModelFactory modelFactory(const QString &label = {});
    [[nodiscard]] const Clock &clock() const { return m_clock; }
    /// Where keys go that are typed in. Callable from any thread.
    [[nodiscard]] secrets::MemoryKeyStore &typedKeys() { return *m_typedKeys; }
    [[nodiscard]] QStringList providerKinds() const { return m_registry.kinds(); }
    [[nodiscard]] const settings::Settings &settings() const { return m_settings; }
    /// What is spent in a month, over all workspaces. Made at its first use, from the first thread.
    [[nodiscard]] workspace::MonthBook &month();
    [[nodiscard]] provider::KindInfo kindInfo(const QString &kind) const { return m_registry.info(kind); }

private:
    SystemClock m_clock;
    settings::Settings m_settings;
    std::unique_ptr<workspace::MonthBook> m_month;
    secrets::KeyRing m_keys;
    secrets::MemoryKeyStore *m_typedKeys = nullptr; ///< one of them
    provider::Registry m_registry;
};

inline constexpr qint64 kSimulatedSeed = 7;

struct SampleOptions {
    QString set = QStringLiteral("support-triage"); ///< name of a bundled set
    bool isFast = false;                            ///< without the realistic pace
    qint64 seed = kSimulatedSeed;
};

/// Puts a bundled set, its prompt versions and the simulated models into a workspace, and gives the plan of a run of the first two versions on all tiers.
/// Errors: those of the files and of the repositories.
[[nodiscard]] Result<run::RunPlan> fillSample(store::Database &database, const SampleOptions &options);

/// The simulated provider and its three models, which every new workspace has; nothing happens when they are there.
[[nodiscard]] Result<void> addSimulatedModels(store::Database &database, bool isFast = false, qint64 seed = kSimulatedSeed);

/// The names of the bundled sets.
[[nodiscard]] QStringList bundledSets();

} // namespace assay::app
