// SPDX-License-Identifier: GPL-3.0-or-later
// The one place where concrete things meet: which providers there are, where keys come from, what the sample is. Everything else gets these
// handed in.
#pragma once

#include "core/provider/openai/detection.h"
#include "core/provider/servicedesk.h"
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

/// What a test puts in the place of the desktop and the user's files.
struct Surroundings {
    std::function<std::unique_ptr<secrets::KeyStore>()> keychain;                                     ///< one for each ring; none: the desktop's
    std::function<QCoro::Task<Result<void>>(QString name, secrets::Secret key)> storeInKeychain = {}; ///< none: in the desktop's
    QString dialectsFile = {};                                                                        ///< empty: ownDialectsPath()
    provider::openai::DetectionOptions detection = {};
};

class Composition {
public:
    explicit Composition(Surroundings surroundings = {});
    ~Composition();

    /// For one engine: what its models share (connections) lives as long as the factory. The composition must outlive it.
    /// `label` chooses among keys that a provider has for each label.
    [[nodiscard]] run::ModelFactory modelFactory(const QString &label = {});
    [[nodiscard]] const Clock &clock() const { return m_clock; }
    /// Where keys go that are typed in for this session. Callable from any thread.
    [[nodiscard]] secrets::MemoryKeyStore &typedKeys() { return *m_typedKeys; }
    /// Errors: secretMissing, when there is no keychain that holds it.
    [[nodiscard]] QFuture<Result<void>> storeInKeychain(const QString &name, secrets::Secret key);
    /// How each server speaks that imitates OpenAI's API.
    [[nodiscard]] const provider::openai::Dialects &dialects() const { return m_dialects; }
    /// Which kinds there are; what it gives may be asked from any thread.
    [[nodiscard]] const provider::Registry &registry() const { return m_registry; }
    [[nodiscard]] QStringList providerKinds() const { return m_registry.kinds(); }
    [[nodiscard]] const settings::Settings &settings() const { return m_settings; }
    /// What is spent in a month, over all workspaces. Made at its first use, from the first thread.
    [[nodiscard]] workspace::MonthBook &month();
    [[nodiscard]] provider::KindInfo kindInfo(const QString &kind) const { return m_registry.info(kind); }
    /// Under which family the tables of prices have the models of a kind; empty when they do not.
    [[nodiscard]] QString familyOf(const QString &kind) const;
    /// What is wrong with the user's own file of dialects, which is then left out as a whole.
    [[nodiscard]] const std::optional<Error> &dialectsError() const { return m_dialectsError; }

    /// Made when first asked for. On the thread of the composition.
    [[nodiscard]] provider::ServiceDesk &desk();
    /// Servers of models on this machine; see detection.h. Asks when it is called and never by itself.
    [[nodiscard]] QFuture<QList<provider::openai::DetectedServer>> detect(std::stop_token stop = {});

private:
    void fill(secrets::KeyRing &keys) const;
    /// Null when the kind has none.
    [[nodiscard]] Result<std::shared_ptr<provider::BatchApi>> batchApi(const provider::ProviderConfig &config, provider::Environment &environment) const;

    SystemClock m_clock;
    settings::Settings m_settings;
    std::unique_ptr<workspace::MonthBook> m_month;
    Surroundings m_surroundings;
    std::unique_ptr<secrets::MemoryKeyStore> m_typedKeys; ///< every ring has a copy
    secrets::KeyRing m_keys;                              ///< of the engine's thread
    provider::openai::Dialects m_dialects;
    std::optional<Error> m_dialectsError;
    provider::Registry m_registry;
    std::unique_ptr<provider::ServiceDesk> m_desk;
};

/// Where the user's own dialects are looked for: dialects.json in the program's configuration folder.
[[nodiscard]] QString ownDialectsPath();

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
