// SPDX-License-Identifier: GPL-3.0-or-later
// What holds the calls of each model back right now, in words; one line a model, up to three side by side where there is room.
#pragma once

#include "core/run/throttlestate.h"

#include <QList>
#include <QWidget>

class QGridLayout;
class QLabel;

namespace assay::ui {

class ThrottleLines final : public QWidget {
    Q_OBJECT

public:
    explicit ThrottleLines(QWidget *parent);
    void setStates(const QList<run::ThrottleState> &states);
    void refreshColours();
    [[nodiscard]] QStringList lines() const; ///< as shown, uncut

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrange();
    void showTexts();

    QList<run::ThrottleState> m_states;
    QList<QLabel *> m_labels;
    QGridLayout *m_grid;
    int m_columns = 0;
};

/// "sim-small: 4 of 16 under way · 48 of 60 requests this minute".
[[nodiscard]] QString throttleText(const run::ThrottleState &state);

} // namespace assay::ui
