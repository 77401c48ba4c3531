// SPDX-License-Identifier: GPL-3.0-or-later
// The labels of a prompt: where each stands, moved to the version that is shown, back by one step, protected by a gate; and every move they made. A gate
// that refuses says what is missing, and can be overruled with a reason.
#pragma once

#include "ui/pages/prompts/openprompt.h"

#include <QWidget>

class QBoxLayout;
class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace assay::ui {

class GateDialog;

class LabelsPanel final : public QWidget {
    Q_OBJECT

public:
    /// Both outlive it.
    LabelsPanel(Document &document, OpenPrompt &open, QWidget *parent);

    /// The version that a label would be moved to; kDraft: none.
    void setTarget(int number);
    void focusLabel();

Q_SIGNALS:
    void versionRequested(int number);

private:
    void makeMoveRow(QBoxLayout *column);
    void makeRefusal(QBoxLayout *column);
    void refresh();
    void refreshList();
    void refreshHistory();
    void updateButtons();
    [[nodiscard]] QString againstMoving() const; ///< why it cannot be done now; empty: it can
    [[nodiscard]] QString againstRollingBack() const;
    void move();
    void updateForce();
    void force();
    void openGate();
    void tell(const store::LabelMove &move);
    void tellRefusal(const QString &label, int to, const Error &error);
    void hideTold();
    [[nodiscard]] QString label() const; ///< what stands in the field

    Document &m_document;
    OpenPrompt &m_open;
    QListWidget *m_list;
    QComboBox *m_label;
    QPushButton *m_move;
    QLabel *m_why;
    QPushButton *m_rollBack;
    QPushButton *m_remove;
    QPushButton *m_gate;
    QLabel *m_told;
    QLabel *m_refused;
    QWidget *m_force;
    QLineEdit *m_reason;
    QPushButton *m_forceButton;
    QListWidget *m_history;
    int m_target = OpenPrompt::kDraft;
    QString m_refusedLabel;
    int m_refusedTo = OpenPrompt::kDraft;
};

} // namespace assay::ui
