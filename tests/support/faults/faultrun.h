// SPDX-License-Identifier: GPL-3.0-or-later
// One run of an API's models against the fault server: the whole engine on its thread, a real workspace file, real sockets. Each fault is a model of
// its own, so that all of them are met at once and none can hide behind another.
#pragma once

#include "core/provider/registry.h"
#include "core/run/attemptrecord.h"
#include "core/run/runner.h"
#include "core/workspace/workspace.h"
#include "tests/support/faults/faultserver.h"

#include <QTemporaryDir>

namespace assay::test {

struct FaultRunSpec {
    const ApiDialect *dialect = nullptr;
    bool isStreamed = true;
    QStringList models; ///< their names at the API, and here
    QStringList marks;  ///< an item each
    int concurrency = 1;
    bool sharesConnections = false; ///< among the models, as in the program; without, no fault of one can touch a call of another
    std::optional<Money> budget;
    QHash<QString, QString> clocks; ///< options of its provider, as JSON, by the model; usual ones are so long that they end nothing
    run::RunnerOptions options;
};

/// Two tries, next to no delay, and nothing that holds a model back but what its server says.
[[nodiscard]] run::RunnerOptions faultRunOptions();
/// A micro-dollar a token, so that costs are told tokens.
[[nodiscard]] pricing::Price dollarAMillion();

class FaultRun {
public:
    /// The workspace is made and the plan stored; ends the test program when that fails.
    FaultRun(const FaultServer &server, FaultRunSpec spec);
    ~FaultRun();
    FaultRun(const FaultRun &) = delete;
    FaultRun &operator=(const FaultRun &) = delete;

    void start();
    /// False when the run did not end.
    [[nodiscard]] bool finish();

    [[nodiscard]] const run::RunEnd &end() const { return *m_end; }
    [[nodiscard]] const run::RunPlan &plan() const { return m_plan; }
    /// Of the cell as AskedCell::name() has it.
    [[nodiscard]] QString cellName(const run::CellKey &key) const;
    [[nodiscard]] QList<run::AttemptRecord> log() const;
    [[nodiscard]] QList<run::CellResult> cells() const;
    [[nodiscard]] Money spent() const;

private:
    [[nodiscard]] Result<run::RunPlan> store(store::Database &database) const;
    [[nodiscard]] Result<std::unique_ptr<provider::ChatModel>> make(const run::PlannedModel &planned);
    template<typename T> T read(std::function<Result<T>(store::Database &)> what) const;

    QString m_base;
    FaultRunSpec m_spec;
    QTemporaryDir m_folder;
    SystemClock m_clock;
    std::unique_ptr<workspace::Workspace> m_workspace;
    run::RunPlan m_plan;
    provider::Registry m_registry;
    secrets::KeyRing m_keys;
    std::vector<std::unique_ptr<provider::Environment>> m_environments; ///< of each model, or of all
    std::unique_ptr<run::Engine> m_engine;                              ///< its thread uses all of the above
    QFuture<Result<run::RunEnd>> m_future;
    std::optional<run::RunEnd> m_end;
};

} // namespace assay::test
