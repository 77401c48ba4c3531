// SPDX-License-Identifier: GPL-3.0-or-later
// One item in fields: key, variables, reference, assertions as JSON lines, tags, weight, group. Gives a whole item or says which field is wrong.
#pragma once

#include "core/evalset/item.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace assay::ui {

class CodeView;

class ItemEditor final : public QWidget {
    Q_OBJECT

public:
    explicit ItemEditor(QWidget *parent);
    void showItem(const evalset::Item &item, const QStringList &variableNames);
    void showNothing(const QString &why = {});

Q_SIGNALS:
    /// The fields made a whole item that differs from the one shown.
    void itemEdited(const assay::evalset::Item &item);

private:
    struct VariableField {
        QString name;
        CodeView *text;
        bool wasText = true; ///< else written as JSON
    };
    void addCaption(const QString &text, QWidget *buddy);
    void take();
    [[nodiscard]] Result<evalset::Item> item() const;

    QLineEdit *m_key;
    QLineEdit *m_tags;
    QLineEdit *m_group;
    QLineEdit *m_weight;
    CodeView *m_reference;
    CodeView *m_assertions;
    QLabel *m_problem;
    QWidget *m_fields;
    QLabel *m_nothing;
    QVBoxLayout *m_variableColumn;
    QVBoxLayout *m_column;
    QPushButton *m_apply;
    QList<VariableField> m_variables;
    evalset::Item m_shown;
};

} // namespace assay::ui
