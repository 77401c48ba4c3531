// SPDX-License-Identifier: GPL-3.0-or-later
// Chooses which requests are shown: a chip for each kind that there is, the model, one cell, a text.
#pragma once

#include "ui/pages/log/logselection.h"

#include <QWidget>

class QButtonGroup;
class QComboBox;
class QLabel;
class QLineEdit;
class QTimer;

namespace assay::ui {

class LogFilterBar final : public QWidget {
    Q_OBJECT

public:
    explicit LogFilterBar(QWidget *parent);

    /// The models to choose from; the filter begins anew.
    void setPlan(const run::RunPlan &plan);
    [[nodiscard]] LogFilter filter() const;
    /// Also shows the cell that the filter is of by this title.
    void setFilter(const LogFilter &filter, const QString &cellTitle);
    void setCounts(const std::array<int, kLogKinds> &counts);
    void focusSearch();

Q_SIGNALS:
    void filterChanged();

private:
    QButtonGroup *m_chips;
    QComboBox *m_model;
    QLineEdit *m_search;
    QTimer *m_typing; ///< until it is over
    QWidget *m_cellRow;
    QLabel *m_cellTitle;
    std::optional<int> m_cell;
};

} // namespace assay::ui
