// SPDX-License-Identifier: GPL-3.0-or-later
// One message of a prompt being written: who speaks, and its template. It can be folded to one line, and dragged by its handle.
#pragma once

#include "core/prompt/promptversion.h"
#include "ui/editor/templateeditor.h"

#include <QFrame>

class QComboBox;
class QLabel;
class QToolButton;

namespace assay::ui {

class DragHandle;

class MessageEditor final : public QFrame {
    Q_OBJECT

public:
    MessageEditor(int id, EditorLook &look, QWidget *parent);
    [[nodiscard]] int id() const { return m_id; }
    void setMessage(const prompt::MessageTemplate &message);
    void setRole(tokens::Role role);
    void setReadOnly(const QString &because);
    void setNumber(int number, int count);
    void setTokens(const QString &text, const QString &toolTip);
    void setBase(BaseSyntax syntax);
    void setFolded(bool folded);
    [[nodiscard]] bool isFolded() const;
    void takeKeyboard(); ///< into its text; what unfolds it while it is folded
    [[nodiscard]] TemplateEditor &editor() const { return *m_text; }

Q_SIGNALS:
    void roleChosen(assay::tokens::Role role);
    void syntaxChosen(assay::ui::BaseSyntax syntax);
    void removeRequested();
    void moveRequested(int by);
    void foldToggled();
    /// While the handle is dragged, and when it is let go; places on the screen.
    void dragged(const QPoint &place);
    void dropped(const QPoint &place);
    void dragCancelled();

private:
    QToolButton *button(const QString &icon, const QString &name, const QString &toolTip);
    void makeHead();
    void connectParts();
    void updateFold();

    int m_id;
    DragHandle *m_handle;
    QToolButton *m_fold;
    QComboBox *m_role;
    QComboBox *m_base;
    QLabel *m_first; ///< what a folded message begins with
    QLabel *m_tokens;
    TemplateEditor *m_text;
    QToolButton *m_up;
    QToolButton *m_down;
    QToolButton *m_remove;
};

} // namespace assay::ui
