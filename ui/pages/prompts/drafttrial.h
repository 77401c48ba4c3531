// SPDX-License-Identifier: GPL-3.0-or-later
// The draft asked on some items without a run: what that takes is known first, then it is asked, some items at a time, and can be stopped. Nothing of it is
// stored.
#pragma once

#include "core/provider/servicedesk.h"
#include "core/run/gradingpool.h"
#include "core/run/trial.h"
#include "ui/document/document.h"

namespace assay::ui {

class DraftTrial final : public QObject {
    Q_OBJECT

public:
    /// Both outlive it.
    DraftTrial(Document &document, provider::ServiceDesk &desk, QObject *parent);
    ~DraftTrial() override;

    /// One version, one model, the items to ask. estimated() or refused() follows; what goes on is stopped.
    void prepare(const run::RunPlan &plan);
    /// What was prepared. Each answer comes with answered(), then ended() once.
    void start();
    void stop();
    [[nodiscard]] bool isRunning() const { return m_running > 0; }
    [[nodiscard]] const run::RunPlan &plan() const { return m_plan; }

Q_SIGNALS:
    void estimated(const assay::run::Estimate &estimate);
    void refused(const assay::Error &error); ///< instead: what keeps it from being asked at all
    void answered(const assay::run::TrialResult &result);
    void ended();

private:
    void pump();

    Document &m_document;
    provider::ServiceDesk &m_desk;
    std::shared_ptr<run::GradingPool> m_grading;
    run::RunPlan m_plan;
    std::stop_source m_stop;
    int m_next = 0;
    int m_running = 0;
    int m_job = 0;
};

} // namespace assay::ui
