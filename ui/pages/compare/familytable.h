// SPDX-License-Identifier: GPL-3.0-or-later
// One line a model: how baseline and candidate did there, and the verdict.
#pragma once

#include "core/compare/comparison.h"

#include <QWidget>

class QStandardItemModel;
class QTableView;

namespace assay::ui {

class FamilyTable final : public QWidget {
    Q_OBJECT

public:
    explicit FamilyTable(QWidget *parent);
    /// Hidden for a single model. `chosen` is what is selected; no signal tells of it.
    void setFamily(const QList<compare::Comparison> &family, int chosen);

Q_SIGNALS:
    void modelChosen(int index);

private:
    QStandardItemModel *m_rows;
    QTableView *m_table;
};

/// "▲ better": mark and word, so that the colour is not all that tells.
[[nodiscard]] QString withMark(compare::Verdict verdict, const QString &text);
[[nodiscard]] QColor colourOf(compare::Verdict verdict);

} // namespace assay::ui
