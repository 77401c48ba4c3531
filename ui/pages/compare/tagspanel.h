// SPDX-License-Identifier: GPL-3.0-or-later
// The comparison by tag, in the detail column: where a change helped and where it hurt.
#pragma once

#include "core/compare/comparison.h"

#include <QWidget>

class QStandardItemModel;

namespace assay::ui {

class TagsPanel final : public QWidget {
    Q_OBJECT

public:
    explicit TagsPanel(QWidget *parent);
    void setComparison(const compare::Comparison &comparison);

private:
    QStandardItemModel *m_rows;
};

} // namespace assay::ui
