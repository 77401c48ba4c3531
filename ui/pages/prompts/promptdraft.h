// SPDX-License-Identifier: GPL-3.0-or-later
// A version being written, with one undo stack over all of it: text, order and roles of messages, parameters, format. Whatever shows it listens; whatever
// changes it calls a function here, and each call can be undone. What is typed in one burst is one step.
#pragma once

#include "core/prompt/promptversion.h"
#include "ui/editor/textchange.h"
#include "ui/pages/prompts/draftediting.h"

#include <QElapsedTimer>
#include <QObject>
#include <QUndoStack>

#include <functional>
#include <map>

namespace assay::ui {

class PromptDraft final : public QObject {
    Q_OBJECT

public:
    using MessageId = int; ///< stays with a message wherever it moves, also through undo; above 0
    /// Texts beside the messages that are edited like them, and in the place of an id.
    static constexpr int kSchemaText = -1; ///< the JSON Schema of the answer
    static constexpr int kToolsText = -2;  ///< the tools, as in the JSON form of a content

    explicit PromptDraft(QObject *parent);

    /// Something else is shown from now on. Texts are made such as editors hold them, unless it is read only. What was done to a draft can be undone
    /// again once it is shown again as it was left, after what is read only; `owner` tells drafts apart that are alike.
    void show(const prompt::Content &content, bool isReadOnly, const QString &owner = {}, const DraftEditing &editing = {});
    [[nodiscard]] const prompt::Content &content() const { return m_content; }
    [[nodiscard]] DraftEditing editing() const; ///< to go on from, with the content
    [[nodiscard]] bool isReadOnly() const { return m_isReadOnly; }
    [[nodiscard]] QString againstChanging() const { return m_isReadOnly ? tr("A saved version never changes.") : QString(); }
    [[nodiscard]] const QList<MessageId> &ids() const { return m_ids; }
    [[nodiscard]] qsizetype indexOf(MessageId id) const { return m_ids.indexOf(id); }
    [[nodiscard]] const prompt::MessageTemplate &message(MessageId id) const { return m_content.messages.at(indexOf(id)); }
    [[nodiscard]] QList<QString> texts() const; ///< of the messages
    /// What is written as JSON, which need not be any yet: the content has what it was when it last was.
    [[nodiscard]] QString jsonText(int id) const { return m_jsonTexts.at(id); }
    [[nodiscard]] std::optional<Error> jsonProblem(int id) const;
    /// What was chosen for a message; nothing: it is guessed.
    [[nodiscard]] std::optional<BaseSyntax> syntax(MessageId id) const;
    /// No step of undo: it changes what is seen, and not what is sent. Nothing happens when it is read only.
    void setSyntax(MessageId id, BaseSyntax syntax);
    /// Of the draft, also while something read only is shown: nothing of it is to be called then.
    [[nodiscard]] QUndoStack &undoStack() { return m_stack; }
    [[nodiscard]] bool canUndo() const { return !m_isReadOnly && m_stack.canUndo(); }
    [[nodiscard]] bool canRedo() const { return !m_isReadOnly && m_stack.canRedo(); }

    // Each of these is a step of undo; nothing happens when nothing would change, or when it is read only.
    /// `source` has the change already, and is not told of it.
    void editText(MessageId id, const TextChange &change, QObject *source = nullptr);
    /// One step; texts of all messages in their order.
    void setTexts(const QList<QString> &texts, const QString &what);
    MessageId addMessage(qsizetype at, const prompt::MessageTemplate &message);
    void removeMessage(MessageId id);
    void moveMessage(MessageId id, qsizetype to);
    void setRole(MessageId id, tokens::Role role);
    /// Everything but the messages. `field` names what is changed, so that what is typed into one field is one step.
    void changeSettings(const QString &field, const std::function<void(prompt::Content &)> &change);
    /// Messages and all, in one step.
    void replaceAll(const prompt::Content &content, const QString &what);

    /// The next key begins a new step.
    void endBurst() { m_burst.invalidate(); }

Q_SIGNALS:
    void shown();                                                                                          ///< all of it is new
    void textChanged(int id, const assay::ui::TextChange &change, QObject *source); ///< source: who has it already; also of JSON texts
    void messageAdded(int id);
    void messageRemoved(int id);
    void orderChanged();
    void roleChanged(int id);
    void settingsChanged();
    void changed(); ///< after any of these but shown()
    void editingChanged(); ///< and the content did not

private:
    friend class DraftCommand; ///< what undoes and redoes
    struct State {
        QList<MessageId> ids;
        prompt::Content content;
        std::map<int, QString> jsonTexts;
    };
    [[nodiscard]] State state() const { return {m_ids, m_content, m_jsonTexts}; }
    void begin(const prompt::Content &content, const DraftEditing &editing);
    [[nodiscard]] std::map<int, QString> contentTexts() const;
    void readJson();
    void readSchema();
    void readTools();
    void applyText(MessageId id, const TextChange &change, QObject *source);
    void applyState(const State &next);
    void tellTexts(const State &before);
    void pushState(const QString &what, const std::function<void(State &)> &change, const QString &field = {});
    [[nodiscard]] bool continuesBurst();

    prompt::Content m_content;
    QList<MessageId> m_ids;
    std::map<int, QString> m_jsonTexts{{kSchemaText, {}}, {kToolsText, {}}};
    std::map<int, std::optional<Error>> m_jsonProblems;
    QMap<MessageId, BaseSyntax> m_syntaxes; ///< of the draft, also while something read only is shown
    MessageId m_lastId = 0;
    bool m_isReadOnly = true;
    QUndoStack m_stack;
    State m_left;    ///< what m_stack is of, while something read only is shown
    QString m_owner; ///< of m_stack
    QElapsedTimer m_burst; ///< since the last key
};

} // namespace assay::ui
