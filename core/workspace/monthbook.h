// SPDX-License-Identifier: GPL-3.0-or-later
// The month's ledger as a program uses it: on a thread of its own, with the cap that the user's settings have at that moment, joined with the journals
// of workspaces. What comes back in a future is durable. Functions may be called from any thread.
#pragma once

#include "core/settings/settings.h"
#include "core/store/monthledger.h"

#include <QFuture>

#include <memory>

namespace assay::run {
struct PlannedModel;
struct RunPlan;
}

namespace assay::workspace {

class Workspace;

class MonthBook {
public:
    explicit MonthBook(const Clock &clock, QString folder = defaultFolder(), settings::Settings settings = settings::Settings());
    /// Finishes what was asked.
    ~MonthBook();
    MonthBook(const MonthBook &) = delete;
    MonthBook &operator=(const MonthBook &) = delete;
    /// The program's folder for data.
    [[nodiscard]] static QString defaultFolder();
    [[nodiscard]] const settings::Settings &settings() const { return m_settings; }

    /// Errors: invalidInput, naming the model, when there is a cap and a model that would be paid for has no price; those of the settings.
    [[nodiscard]] Result<void> check(const run::RunPlan &plan) const;
    /// For a run of the plan, which is stored. None when nothing of it is paid for. Workspace and book must outlive the run.
    /// Without a cap in the settings a ledger that fails is told once, and the run goes on.
    [[nodiscard]] std::shared_ptr<run::SharedCap> capFor(Workspace &workspace, const run::RunPlan &plan);

    /// For calls to a model that belong to no run; likewise.
    [[nodiscard]] std::shared_ptr<run::SharedCap> capForCall(Workspace &workspace, const run::PlannedModel &model);

    /// Asks the workspace's journal what runs that died have spent. The workspace must outlive the future. Nothing happens where there is no ledger yet.
    [[nodiscard]] QFuture<Result<void>> settle(Workspace &workspace);

    /// Of the current month; empty where there is no ledger yet.
    [[nodiscard]] QFuture<Result<store::MonthSummary>> summary();
    /// The same in short, with the cap of the settings.
    [[nodiscard]] QFuture<Result<run::CapState>> state();
    /// See store::MonthLedger.
    [[nodiscard]] QFuture<Result<int>> release(std::optional<qint64> lease);
    [[nodiscard]] QFuture<Result<Money>> takeBackLaterMonths();

private:
    class Worker;
    class Account;
    const Clock &m_clock;
    settings::Settings m_settings;
    std::shared_ptr<Worker> m_worker;
};

} // namespace assay::workspace
