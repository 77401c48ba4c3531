// SPDX-License-Identifier: GPL-3.0-or-later
// The steps of a draft's undo stack: keys typed into one message, and anything else as the whole before and after it. A draft is small, and texts are shared.
#pragma once

#include "ui/pages/prompts/promptdraft.h"

#include <QPointer>
#include <QUndoCommand>

namespace assay::ui {

class DraftCommand : public QUndoCommand {
protected:
    using QUndoCommand::QUndoCommand;
    using State = PromptDraft::State;
    static void applyText(PromptDraft &draft, int id, const TextChange &change, QObject *source) { draft.applyText(id, change, source); }
    static void applyState(PromptDraft &draft, const State &state) { draft.applyState(state); }
};

class TextCommand final : public DraftCommand {
public:
    /// `source` has made the change already. `joins`: it may become one step with the one before.
    TextCommand(PromptDraft &draft, int message, TextChange change, QObject *source, bool joins);
    void redo() override;
    void undo() override { applyText(m_draft, m_message, m_change.inverted(), nullptr); }
    [[nodiscard]] int id() const override { return 1; }
    bool mergeWith(const QUndoCommand *next) override;

private:
    PromptDraft &m_draft;
    int m_message;
    TextChange m_change;
    QPointer<QObject> m_source;
    bool m_joins;
};

class StateCommand final : public DraftCommand {
public:
    StateCommand(PromptDraft &draft, const QString &what, State before, State after, QString field, bool joins);
    void redo() override { applyState(m_draft, m_after); }
    void undo() override { applyState(m_draft, m_before); }
    [[nodiscard]] int id() const override { return m_field.isEmpty() ? -1 : 2; }
    bool mergeWith(const QUndoCommand *next) override;

private:
    PromptDraft &m_draft;
    State m_before;
    State m_after;
    QString m_field;
    bool m_joins;
};

} // namespace assay::ui
