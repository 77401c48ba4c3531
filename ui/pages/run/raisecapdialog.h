// SPDX-License-Identifier: GPL-3.0-or-later
// Asks for the cap with which a capped run goes on.
#pragma once

#include "core/base/money.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace assay::ui {

class RaiseCapDialog final : public QDialog {
    Q_OBJECT

public:
    /// Suggests the double of the cap.
    RaiseCapDialog(Money cap, Money spent, int missing, QWidget *parent);

Q_SIGNALS:
    void confirmed(assay::Money cap);

private:
    void check();

    Money m_cap;
    QLineEdit *m_amount;
    QLabel *m_problem;
    QPushButton *m_resume;
};

} // namespace assay::ui
