// SPDX-License-Identifier: GPL-3.0-or-later
// The form before a run: which versions, models, set, repeats and cap, with the estimate that follows every change.
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

namespace assay::ui {

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
        int repeats = 1;
        QString budget;
        bool usesCache = true;
        bool operator==(const Choice &) const = default;
    };
    QWidget *labelled(const QString &caption, QWidget *field);
    void fillVersions(const QList<prompt::Version> &versions);
    void choiceChanged();
    [[nodiscard]] Choice choice() const;
    void showPlan(const Result<run::RunPlan> &plan, const Result<run::Estimate> &estimate);
    void say(const QString &text, bool isProblem);

    Document &m_document;
    QComboBox *m_prompt;
    QListWidget *m_versions;
    QListWidget *m_models;
    QComboBox *m_set;
    QSpinBox *m_repeats;
    QLineEdit *m_budget;
    QCheckBox *m_useCache;
    QLabel *m_estimate;
    QPushButton *m_start;
    std::optional<run::RunPlan> m_plan;
    bool m_isProblem = false;
    int m_job = 0; ///< answers of older jobs are dropped
};

} // namespace assay::ui
