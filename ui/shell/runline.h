// SPDX-License-Identifier: GPL-3.0-or-later
// The run's heartbeat at the bottom of every page: progress, money against the cap, tokens, what is in flight, pause and stop.
#pragma once

#include "core/run/live.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QToolButton;

namespace assay::ui {

class RunLine final : public QWidget {
    Q_OBJECT

public:
    explicit RunLine(QWidget *parent);
    void showBatch(const run::LiveBatch &batch);
    void showIdle(const QString &text);

Q_SIGNALS:
    void clicked();
    void pauseClicked();
    void stopClicked();

protected:
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void announce(const run::LiveBatch &batch);

    QLabel *m_text;
    QProgressBar *m_progress;
    QToolButton *m_pause;
    QToolButton *m_stop;
    int m_announcedTenth = -1;
};

} // namespace assay::ui
