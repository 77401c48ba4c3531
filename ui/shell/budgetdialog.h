// SPDX-License-Identifier: GPL-3.0-or-later
// The cap on what all runs of all workspaces may spend in a month: set, changed or taken away, with what is spent so far and what died runs still hold.
#pragma once

#include "core/workspace/monthbook.h"

#include <QDialog>

class QCheckBox;
class QDoubleSpinBox;
class QLabel;
class QPushButton;

namespace assay::ui {

class BudgetDialog final : public QDialog {
    Q_OBJECT

public:
    /// The book must outlive the dialog.
    BudgetDialog(workspace::MonthBook &book, QWidget *parent);

Q_SIGNALS:
    void changed();

private:
    void readCap();
    void offerCap();
    void readMonth();
    void showMonth(const store::MonthSummary &month);
    void releaseDead();
    void save();

    workspace::MonthBook &m_book;
    std::optional<Money> m_known; ///< the cap as it was read; finer than the field shows
    double m_shown = 0;
    QCheckBox *m_isCapped;
    QDoubleSpinBox *m_cap;
    QLabel *m_month;
    QLabel *m_dead;
    QPushButton *m_release;
    QLabel *m_problem;
};

} // namespace assay::ui
