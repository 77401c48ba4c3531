// SPDX-License-Identifier: GPL-3.0-or-later
// The tree of providers and models: a provider's line runs over all columns, with its address and the state of its key.
#pragma once

#include <QTreeView>

namespace assay::ui {

class ModelsTree final : public QTreeView {
    Q_OBJECT

public:
    /// `model` is a ModelsModel, or a filter over one.
    ModelsTree(QAbstractItemModel *model, QWidget *parent);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void unfold();
    void fitColumns();
};

} // namespace assay::ui
