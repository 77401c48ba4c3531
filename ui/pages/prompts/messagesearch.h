// SPDX-License-Identifier: GPL-3.0-or-later
// Find and replace over all messages of what is shown: the bar asks, the editors show, the draft changes.
#pragma once

#include "ui/editor/textsearch.h"

#include <QObject>

namespace assay::ui {

class FindBar;
class MessageList;
class PromptDraft;

class MessageSearch final : public QObject {
    Q_OBJECT

public:
    /// All of them outlive it.
    MessageSearch(FindBar &bar, PromptDraft &draft, MessageList &messages, QObject *parent);
    void open(bool withReplace);
    void next();
    void previous();

private:
    void refresh();
    void showHits();
    void goTo(qsizetype hit);
    void replaceOne();
    void replaceAll();

    FindBar &m_bar;
    PromptDraft &m_draft;
    MessageList &m_messages;
    Result<QList<SearchHit>> m_hits;
    qsizetype m_current = -1;
};

} // namespace assay::ui
