// SPDX-License-Identifier: GPL-3.0-or-later
// The item that the prompt is filled in for, of any set of the workspace, and the model that it is counted and asked for.
#pragma once

#include "core/prompt/content.h"
#include "ui/document/document.h"

#include <QWidget>

class QComboBox;
class QToolButton;

namespace assay::ui {

class ItemChooser final : public QWidget {
    Q_OBJECT

public:
    ItemChooser(Document &document, QWidget *parent);

    void refresh(); ///< the workspace's lists changed
    void step(int by);
    [[nodiscard]] const evalset::EvalSet &set() const { return m_items; }
    [[nodiscard]] evalset::Item item() const; ///< without a key when there is none
    [[nodiscard]] std::optional<run::PlannedModel> model() const;
    /// Names of the variables that the first item of the set has; empty without a set.
    [[nodiscard]] QStringList variables() const;

Q_SIGNALS:
    void setChanged(); ///< itemChanged follows
    void itemChanged();
    void modelChanged();

private:
    QToolButton *arrow(Qt::ArrowType type, const QString &name, const QString &toolTip);
    void loadSet();
    void updateArrows();

    Document &m_document;
    QComboBox *m_set;
    QComboBox *m_item;
    QComboBox *m_model;
    QToolButton *m_previous;
    QToolButton *m_next;
    evalset::EvalSet m_items;
    int m_job = 0;
};

} // namespace assay::ui
