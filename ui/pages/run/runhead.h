// SPDX-License-Identifier: GPL-3.0-or-later
// The head of the Run page: which run, how it stands, and the buttons that plan, resume, pause and stop.
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace assay::ui {

class RunHead final : public QWidget {
    Q_OBJECT

public:
    explicit RunHead(QWidget *parent);

    struct State {
        QString title;
        QString text;
        bool hasRun = false; ///< before the first there is only the plan
        bool isLive = false;
        bool isPaused = false;
        QString resume; ///< what resuming is called; empty: there is nothing to resume
    };
    void showState(const State &state);

    void setPlanShown(bool isShown);
    [[nodiscard]] bool isPlanShown() const;
    void togglePlan();
    [[nodiscard]] bool offersResume() const;

Q_SIGNALS:
    void planToggled(bool isShown);
    void resumeRequested();
    void pauseRequested(); ///< or, in a pause, to go on
    void stopRequested();

private:
    QPushButton *newButton(const QString &text, const QString &icon, const QString &objectName);

    QLabel *m_title;
    QLabel *m_text;
    QPushButton *m_plan;
    QPushButton *m_resume;
    QPushButton *m_pause;
    QPushButton *m_stop;
};

} // namespace assay::ui
