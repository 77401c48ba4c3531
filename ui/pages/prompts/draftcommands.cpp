// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/prompts/draftcommands.h"

#include <utility>

namespace assay::ui {

TextCommand::TextCommand(PromptDraft &draft, int message, TextChange change, QObject *source, bool joins)
    : DraftCommand(PromptDraft::tr("typing")),
      m_draft(draft),
      m_message(message),
      m_change(std::move(change)),
      m_source(source),
      m_joins(joins)
{
}

void TextCommand::redo()
{
    applyText(m_draft, m_message, m_change, std::exchange(m_source, nullptr));
}

bool TextCommand::mergeWith(const QUndoCommand *next)
{
    const auto *typed = static_cast<const TextCommand *>(next);
    if (!typed->m_joins || typed->m_message != m_message)
        return false;
    const auto both = joined(m_change, typed->m_change);
    if (!both)
        return false;
    m_change = *both;
    return true;
}

StateCommand::StateCommand(PromptDraft &draft, const QString &what, State before, State after, QString field, bool joins)
    : DraftCommand(what),
      m_draft(draft),
      m_before(std::move(before)),
      m_after(std::move(after)),
      m_field(std::move(field)),
      m_joins(joins)
{
}

bool StateCommand::mergeWith(const QUndoCommand *next)
{
    const auto *other = static_cast<const StateCommand *>(next);
    if (!other->m_joins || other->m_field != m_field)
        return false;
    m_after = other->m_after;
    return true;
}

} // namespace assay::ui
