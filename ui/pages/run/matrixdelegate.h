// SPDX-License-Identifier: GPL-3.0-or-later
// Paints one cell of the matrix: a mark in its tone, at most one line of text, and a bar of steps when there are repeats.
#pragma once

#include <QStyledItemDelegate>

namespace assay::ui {

class MatrixDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit MatrixDelegate(QObject *parent);
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace assay::ui
