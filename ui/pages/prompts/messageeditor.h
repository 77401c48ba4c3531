// SPDX-License-Identifier: GPL-3.0-or-later
// One message of a prompt being written: who speaks, and its template.
#pragma once

#include "core/prompt/promptversion.h"

#include <QFrame>

class QComboBox;
class QToolButton;

namespace assay::ui {

class CodeView;

class MessageEditor final : public QFrame {
    Q_OBJECT

public:
    explicit MessageEditor(QWidget *parent);
    void setMessage(const prompt::MessageTemplate &message);
    [[nodiscard]] prompt::MessageTemplate message() const;
    void setReadOnly(bool readOnly);
    void setNumber(int number, int count);
    [[nodiscard]] CodeView *editor() const { return m_text; }

Q_SIGNALS:
    void edited();
    void removeRequested();
    void moveRequested(int by);

private:
    QToolButton *button(const QString &icon, const QString &toolTip);

    QComboBox *m_role;
    CodeView *m_text;
    QToolButton *m_up;
    QToolButton *m_down;
    QToolButton *m_remove;
    bool m_isReadOnly = false;
};

} // namespace assay::ui
