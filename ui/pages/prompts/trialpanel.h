// SPDX-License-Identifier: GPL-3.0-or-later
// What the draft answers: tried on the item that is shown, or on ten of the set, without saving a version. Before a model that is paid for is asked, what it
// can cost is said, and the user says yes.
#pragma once

#include "core/run/trial.h"
#include "ui/pages/prompts/drafttrial.h"

#include <QWidget>

class QLabel;
class QListWidget;
class QPushButton;
class QStackedWidget;

namespace assay::ui {

class CodeView;

class TrialPanel final : public QWidget {
    Q_OBJECT

public:
    static constexpr int kSampled = 10;

    /// `trial` outlives it.
    TrialPanel(DraftTrial &trial, QWidget *parent);
    /// Shows what it would take, and asks at once when nothing is paid for. The same once more is a yes.
    void ask(const run::RunPlan &plan);
    void refuse(const Error &error);
    /// What is shown beside it, and how that is called: answers to something else are marked as such.
    void setShown(const prompt::Version &version, const QString &title);

Q_SIGNALS:
    void askItemRequested();
    void askSampleRequested();

private:
    void makeParts();
    void takeEstimate(const run::Estimate &estimate);
    void begin();
    void take(const run::TrialResult &result);
    void end();
    void showSummary(bool isOver);
    void showResult();
    void say(const QString &text, bool isProblem);
    void tellWhose();

    DraftTrial &m_trial;
    QPushButton *m_one;
    QPushButton *m_ten;
    QPushButton *m_confirm;
    QPushButton *m_stop;
    QLabel *m_said;
    QLabel *m_whose; ///< the answers below
    QStackedWidget *m_body;
    QListWidget *m_list;
    QLabel *m_reason;
    CodeView *m_answer;
    QList<run::TrialResult> m_results;
    std::optional<run::RunPlan> m_offered; ///< waits for a yes
    prompt::Version m_shown;
    QString m_shownTitle;
    QString m_offeredTitle;
    prompt::Version m_asked; ///< what the answers are of
    QString m_askedTitle; ///< empty before anything was asked
    bool m_isStopped = false;
};

} // namespace assay::ui
