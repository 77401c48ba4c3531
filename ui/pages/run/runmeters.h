// SPDX-License-Identifier: GPL-3.0-or-later
// The meters of a whole run: progress, money, tokens, pace, what went wrong. Refreshed at most ten times a second.
#pragma once

#include "core/run/live.h"
#include "core/store/runrepository.h"

#include <QWidget>

class QGridLayout;
class QLabel;
class QProgressBar;

namespace assay::ui {

class BudgetBar;

class RunMeters final : public QWidget {
    Q_OBJECT

public:
    explicit RunMeters(QWidget *parent);
    void showBatch(const run::LiveBatch &batch, const run::RunPlan &plan);
    /// Of a run that is over, made from what is stored.
    void showTotals(const run::Totals &totals, const run::RunPlan &plan);
    /// What was asked for it, as it is on record.
    void showRequests(const store::RequestCounts &counts);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Meter {
        QLabel *caption;
        QLabel *value;
    };
    Meter addMeter(const QString &caption, const QString &objectName);
    void arrange(qsizetype columns);
    void showFigures(const run::Totals &totals, std::optional<Money> budget, const run::RunPlan &plan);
    void showTrouble();

    QProgressBar *m_progress;
    QLabel *m_progressText;
    BudgetBar *m_budget;
    QGridLayout *m_grid = nullptr;
    QList<QWidget *> m_meters;
    qsizetype m_columns = 0;
    Meter m_money;
    Meter m_tokens;
    Meter m_pace;
    Meter m_speed;
    Meter m_passed;
    Meter m_perPassed;
    Meter m_trouble;
    run::Totals m_totals;
    std::optional<store::RequestCounts> m_requests;
};

} // namespace assay::ui
