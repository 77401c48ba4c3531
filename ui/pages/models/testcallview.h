// SPDX-License-Identifier: GPL-3.0-or-later
// One small real request to a model, and what came of it: answer, times, usage, cost, or what is wrong and what to do.
#pragma once

#include "core/provider/servicedesk.h"
#include "core/run/plan.h"
#include "core/run/sharedcap.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <functional>
#include <memory>

class QComboBox;
class QLabel;
class QPushButton;

namespace assay::ui {

class TestCallView final : public QWidget {
    Q_OBJECT

public:
    /// What holds back a call to this model; null: nothing does.
    using CapFor = std::function<std::shared_ptr<run::SharedCap>(const run::PlannedModel &model)>;
    TestCallView(provider::ServiceDesk &desk, CapFor capFor, QWidget *parent);
    ~TestCallView() override;

    /// Says what it would cost at most; what an earlier call came to stays for the same model.
    void setModel(const run::PlannedModel &model);
    /// Asks, or stops the call that goes on.
    void toggle();
    void refreshColours();

Q_SIGNALS:
    /// It is told by then: the page may look for the key again.
    void ended(bool isAnswered);

private:
    void start();
    void take(const provider::ChatRequest &request, const provider::Exchange &exchange);
    void showResult(Tone tone, const QString &html);
    void showIdle();

    provider::ServiceDesk &m_desk;
    CapFor m_capFor;
    run::PlannedModel m_model;
    QPushButton *m_button;
    QComboBox *m_label;
    QLabel *m_cost;
    QLabel *m_result;
    std::stop_source m_stop;
    int m_job = 0;
    bool m_isRunning = false;
};

} // namespace assay::ui
