// SPDX-License-Identifier: GPL-3.0-or-later
// The messages of a draft, one editor below the other; they can be added, removed, folded, and moved by dragging or by keys. Below them stands what else
// belongs to the version.
#pragma once

#include "core/base/error.h"
#include "ui/pages/prompts/messageeditor.h"

#include <QHash>
#include <QScrollArea>

class QPushButton;
class QVBoxLayout;

namespace assay::ui {

class PromptDraft;
class WheelGuard;

class MessageList final : public QScrollArea {
    Q_OBJECT

public:
    /// Both outlive the list.
    MessageList(PromptDraft &draft, EditorLook &look, QWidget *parent);

    void addBelow(QWidget *widget);
    void setWords(const std::shared_ptr<const CompletionWords> &words);
    [[nodiscard]] MessageEditor *editorOf(int id) const { return m_editors.value(id); }
    [[nodiscard]] MessageEditor *editorAt(qsizetype index) const;
    /// The message that has the keyboard, or had it last; the first when none had. Null when there is none.
    [[nodiscard]] MessageEditor *current() const;
    /// Unfolds the message, selects there, and brings it into sight.
    void showPlace(qsizetype index, const Span &span, bool takesFocus);
    void focusFirst();
    void focusCurrent();

    void moveCurrent(int by);
    void toggleFold();
    void addMessage();

Q_SIGNALS:
    void zoomRequested(int steps);
    void editRefused(); ///< something was typed into what is read only

private:
    void refill();
    [[nodiscard]] QStringList texts() const; ///< of the messages, from top to bottom
    void takeOut(MessageEditor *editor);
    MessageEditor *add(int id);
    void arrange();
    void applyChange(int id, const TextChange &change, const QObject *source);
    void bringIntoSight(const TemplateEditor &editor, const QRect &cursor);
    void showDrop(const QPoint &place);
    void drop(int id, const QPoint &place);
    [[nodiscard]] int gapAt(const QPoint &place) const;

    PromptDraft &m_draft;
    EditorLook &m_look;
    QWidget *m_body;
    QVBoxLayout *m_column;
    QPushButton *m_add;
    QFrame *m_dropLine;
    WheelGuard *m_wheel;
    QHash<int, MessageEditor *> m_editors;
    std::shared_ptr<const CompletionWords> m_words;
    int m_lastFocused = 0;
};

} // namespace assay::ui
