// SPDX-License-Identifier: GPL-3.0-or-later
// The paired table: both passed, regressions, fixes, neither, and what was left out; and the difference in points on its scale.
#pragma once

#include "core/compare/comparison.h"

#include <QWidget>

class QLabel;

namespace assay::ui {

class IntervalBar;

class PairedTableView final : public QWidget {
    Q_OBJECT

public:
    explicit PairedTableView(QWidget *parent);
    void setComparison(const compare::Comparison &comparison);

private:
    void showScale(const compare::Comparison &comparison);

    QLabel *m_baselinePassed;
    QLabel *m_baselineFailed;
    QLabel *m_candidatePassed;
    QLabel *m_candidateFailed;
    QLabel *m_bothPassed;
    QLabel *m_regressions;
    QLabel *m_fixes;
    QLabel *m_bothFailed;
    QLabel *m_leftOut;
    IntervalBar *m_interval;
    QLabel *m_scaleLower;
    QLabel *m_scaleMiddle;
    QLabel *m_scaleUpper;
    QLabel *m_intervalText;
    QLabel *m_change;
};

} // namespace assay::ui
