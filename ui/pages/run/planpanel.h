// SPDX-License-Identifier: GPL-3.0-or-later
// The form before a run: which versions, models and set, how often, with which cap, order, label and cache, with the estimate that follows every change.
#pragma once

#include "ui/document/document.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QSpinBox;
class QTableView;

namespace assay::ui {

class EstimateModel;

class PlanPanel final : public QWidget {
    Q_OBJECT

public:
    PlanPanel(Document &document, QWidget *parent);
    /// Fills the choices again, keeping what is chosen.
    void refresh();
    void refreshColours();
    [[nodiscard]] QPushButton *startButton() const { return m_start; }

Q_SIGNALS:
    void startRequested(const assay::run::RunPlan &plan);

private:
    struct Choice {
        QStringList versions;
        QStringList models;
        QString set;
        QString label;
        int repeats = 1;
        std::optional<Money> budget;
        std::optional<qint64> seed; ///< absent: another one with each plan
        run::CachePolicy cache = run::CachePolicy::use;
        std::optional<Milliseconds> cacheLife;
        run::RunMode mode = run::RunMode::live;
    };
    struct Planned {
        run::RunPlan plan;
        run::Estimate estimate;
    };
    /// What is wrong with a plan, and what is worth knowing before it.
    struct Judgement {
        Result<void> live;
        Result<void> batch;
        QStringList notes;
    };
    QWidget *labelled(const QString &caption, QWidget *field);
    void nameFields();
    void arrange();
    void connectFields();
    void fillVersions(const QList<prompt::Version> &versions);
    void fillLabels(const QStringList &labels);
    void choiceChanged();
    [[nodiscard]] Result<Choice> choice() const;
    [[nodiscard]] static Result<Planned> makePlan(store::Database &database, const Choice &choice);
    [[nodiscard]] static Judgement judge(const run::RunPlan &plan);
    void showPlan(const Planned &planned);
    void showJudgement(const Judgement &judgement);
    void say(const QString &text, bool isProblem);

    Document &m_document;
    QComboBox *m_prompt;
    QListWidget *m_versions;
    QListWidget *m_models;
    QComboBox *m_set;
    QSpinBox *m_repeats;
    QLineEdit *m_budget;
    QLineEdit *m_seed;
    QComboBox *m_label;
    QComboBox *m_cache;
    QSpinBox *m_cacheDays;
    QCheckBox *m_batch;
    QLabel *m_whyNoBatch;
    EstimateModel *m_estimate;
    QTableView *m_table;
    QLabel *m_text;
    QPushButton *m_start;
    std::optional<run::RunPlan> m_plan;
    QString m_planText; ///< of the plan alone, without what judging it says
    bool m_isProblem = false;
    bool m_areVersionsChosen = false; ///< by the user; else the newest two are proposed
    int m_job = 0; ///< answers of older jobs are dropped
};

} // namespace assay::ui
