// SPDX-License-Identifier: GPL-3.0-or-later
// A message above a page that does not get in the way: what happened, what to do, a button to close it. Never modal.
#pragma once

#include "ui/theme/theme.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace assay::ui {

class Banner final : public QFrame {
    Q_OBJECT

public:
    explicit Banner(QWidget *parent);
    void showMessage(Tone tone, const QString &title, const QString &body);
    /// With a button that says `offer`; offerTaken() follows when it is pressed, and the banner goes.
    void showOffer(Tone tone, const QString &title, const QString &body, const QString &offer);

Q_SIGNALS:
    void offerTaken();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void refreshColours();

    QLabel *m_text;
    QPushButton *m_offer;
    Tone m_tone = Tone::neutral;
    bool m_isColouring = false; ///< a style sheet of its own changes the palette, too
};

} // namespace assay::ui
