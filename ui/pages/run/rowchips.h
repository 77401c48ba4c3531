// SPDX-License-Identifier: GPL-3.0-or-later
// Which rows of the matrix are shown: a chip for each filter, with how many rows it lets through.
#pragma once

#include "ui/pages/run/matrixfilter.h"

#include <QWidget>

class QButtonGroup;

namespace assay::ui {

class RowChips final : public QWidget {
    Q_OBJECT

public:
    explicit RowChips(QWidget *parent);

    /// In the order of RowFilter.
    void setCounts(const std::array<int, 5> &counts);
    void chooseAll();

Q_SIGNALS:
    void chosen(assay::ui::RowFilter rows);

private:
    QButtonGroup *m_chips;
};

} // namespace assay::ui
