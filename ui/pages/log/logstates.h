// SPDX-License-Identifier: GPL-3.0-or-later
// What stands in the place of the log while it has no rows: why, and what to do. The page adds what shows the rows.
#pragma once

#include <QStackedWidget>

namespace assay::ui {

class EmptyState;

class LogStates final : public QStackedWidget {
    Q_OBJECT

public:
    explicit LogStates(QWidget *parent);

    enum class State { noRun, loading, nothingSent };
    void showState(State state);
    void showFailure(const QString &text);

Q_SIGNALS:
    void planRequested();
    void retryRequested();

private:
    EmptyState *add(const QString &icon, const QString &title, const QString &text);
    EmptyState *m_failed;
};

} // namespace assay::ui
