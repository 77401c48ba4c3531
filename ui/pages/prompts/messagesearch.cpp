// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/prompts/messagesearch.h"

#include "ui/editor/findbar.h"
#include "ui/pages/prompts/messagelist.h"
#include "ui/pages/prompts/promptdraft.h"

namespace assay::ui {

MessageSearch::MessageSearch(FindBar &bar, PromptDraft &draft, MessageList &messages, QObject *parent) : QObject(parent), m_bar(bar), m_draft(draft), m_messages(messages)
{
    connect(&bar, &FindBar::queryChanged, this, [this] {
        m_current = -1;
        refresh();
    });
    connect(&bar, &FindBar::nextRequested, this, &MessageSearch::next);
    connect(&bar, &FindBar::previousRequested, this, &MessageSearch::previous);
    connect(&bar, &FindBar::replaceRequested, this, &MessageSearch::replaceOne);
    connect(&bar, &FindBar::replaceAllRequested, this, &MessageSearch::replaceAll);
    connect(&bar, &FindBar::closed, this, [this] {
        refresh();
        if (MessageEditor *message = m_messages.current())
            message->editor().setFocus(Qt::OtherFocusReason);
    });
    const auto isNew = [this] {
        m_current = -1;
        m_bar.setCanReplace(!m_draft.isReadOnly());
        refresh();
    };
    connect(&draft, &PromptDraft::shown, this, isNew);
    connect(&draft, &PromptDraft::changed, this, [this] {
        m_current = -1;
        if (!m_bar.isHidden())
            refresh();
    });
}

void MessageSearch::open(bool withReplace)
{
    const MessageEditor *message = m_messages.current();
    m_bar.open(message != nullptr ? message->editor().textCursor().selectedText() : QString(), withReplace);
}

void MessageSearch::refresh()
{
    m_hits = m_bar.isHidden() ? QList<SearchHit>() : findAll(m_draft.texts(), m_bar.query());
    showHits();
}

void MessageSearch::showHits()
{
    for (qsizetype i = 0; i < m_draft.ids().size(); ++i) {
        MessageEditor *message = m_messages.editorAt(i);
        if (message == nullptr)
            continue;
        QList<Span> spans;
        qsizetype current = -1;
        for (qsizetype hit = 0; m_hits && hit < m_hits->size(); ++hit) {
            if (m_hits->at(hit).text != i)
                continue;
            if (hit == m_current)
                current = spans.size();
            spans.append({m_hits->at(hit).start, m_hits->at(hit).length});
        }
        message->editor().setHits(spans, current);
    }
    m_bar.showFound(m_hits, m_current);
}

void MessageSearch::goTo(qsizetype hit)
{
    if (!m_hits || hit < 0 || hit >= m_hits->size())
        return;
    m_current = hit;
    const SearchHit &found = m_hits->at(hit);
    m_messages.showPlace(found.text, {found.start, found.length}, false);
    showHits();
}

void MessageSearch::next()
{
    const MessageEditor *message = m_messages.current();
    if (!m_hits || message == nullptr)
        return;
    if (m_current >= 0)
        goTo((m_current + 1) % m_hits->size());
    else
        goTo(nextHit(*m_hits, m_draft.indexOf(message->id()), message->editor().selection().start));
}

void MessageSearch::previous()
{
    const MessageEditor *message = m_messages.current();
    if (!m_hits || message == nullptr)
        return;
    if (m_current >= 0)
        goTo((m_current + m_hits->size() - 1) % m_hits->size());
    else
        goTo(previousHit(*m_hits, m_draft.indexOf(message->id()), message->editor().selection().start));
}

void MessageSearch::replaceOne()
{
    if (!m_hits || m_hits->isEmpty())
        return;
    if (m_current < 0) {
        next();
        return;
    }
    const SearchHit hit = m_hits->at(m_current);
    const QString text = m_draft.texts().at(hit.text);
    const QString with = replacementFor(text, hit, m_bar.query(), m_bar.replacement());
    m_draft.editText(m_draft.ids().at(hit.text), {hit.start, text.sliced(hit.start, hit.length), with});
    if (m_hits)
        goTo(nextHit(*m_hits, hit.text, hit.start + with.size()));
}

void MessageSearch::replaceAll()
{
    if (m_hits && !m_hits->isEmpty())
        m_draft.setTexts(replacedAll(m_draft.texts(), *m_hits, m_bar.query(), m_bar.replacement()), tr("replace all"));
}

} // namespace assay::ui
