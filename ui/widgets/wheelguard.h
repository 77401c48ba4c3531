// SPDX-License-Identifier: GPL-3.0-or-later
// Where a form scrolls, the wheel scrolls it: a box that it passes over is changed by the wheel only once it has the keyboard.
#pragma once

#include <QObject>

class QWidget;

namespace assay::ui {

class WheelGuard final : public QObject {
    Q_OBJECT

public:
    /// Of the combo and spin boxes that `form` has by now; it owns the guard.
    explicit WheelGuard(QWidget &form);
    /// Of those in a part that was added since.
    void watch(const QWidget &part);

    bool eventFilter(QObject *watched, QEvent *event) override;
};

} // namespace assay::ui
