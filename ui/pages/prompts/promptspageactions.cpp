// SPDX-License-Identifier: GPL-3.0-or-later
// What can be done on the page from the menus, the palette and by keys.
#include "ui/editor/editorlook.h"
#include "ui/pages/prompts/draftchecks.h"
#include "ui/pages/prompts/itemchooser.h"
#include "ui/pages/prompts/labelspanel.h"
#include "ui/pages/prompts/messagelist.h"
#include "ui/pages/prompts/messagesearch.h"
#include "ui/pages/prompts/openprompt.h"
#include "ui/pages/prompts/promptdetail.h"
#include "ui/pages/prompts/promptdraft.h"
#include "ui/pages/prompts/prompthead.h"
#include "ui/pages/prompts/promptspage.h"
#include "ui/pages/prompts/trialpanel.h"
#include "ui/pages/prompts/versionspanel.h"
#include "ui/widgets/offer.h"
#include "ui/widgets/problemlabel.h"

#include <QAction>
#include <QTabWidget>

#include <algorithm>

namespace assay::ui {

using namespace Qt::StringLiterals;

void PromptsPage::makeActions()
{
    const auto add = [this](const QString &text, const QList<QKeySequence> &keys, auto slot) {
        auto *made = new QAction(text, this);
        made->setShortcuts(keys);
        // Wherever the keyboard is while this page is in front, in the detail column too.
        made->setShortcutContext(Qt::WindowShortcut);
        connect(made, &QAction::triggered, this, slot);
        m_actions.append(made);
        return made;
    };
    const auto keys = [](auto... combination) { return QList<QKeySequence>{QKeySequence(combination)...}; };
    add(tr("&Save version"), keys(QKeySequence::Save), [this] { saveVersion(); });
    auto *undo = add(tr("&Undo"), keys(QKeySequence::Undo), [this] { m_draft->undoStack().undo(); });
    auto *redo = add(tr("&Redo"), QKeySequence::keyBindings(QKeySequence::Redo), [this] { m_draft->undoStack().redo(); });
    const auto tell = [this, undo, redo] { tellSteps(*undo, *redo); };
    connect(&m_draft->undoStack(), &QUndoStack::canUndoChanged, this, tell);
    connect(&m_draft->undoStack(), &QUndoStack::canRedoChanged, this, tell);
    connect(m_draft, &PromptDraft::shown, this, tell);
    tell();
    add(tr("&Find in all messages"), keys(QKeySequence::Find), [this] { m_search->open(false); });
    add(tr("Find and &replace"), keys(Qt::CTRL | Qt::Key_H), [this] { m_search->open(true); });
    add(tr("Findings of the &linter"), keys(Qt::CTRL | Qt::SHIFT | Qt::Key_L), [this] { m_detail->showFindings(); });
    add(tr("Find ne&xt"), keys(Qt::Key_F3), [this] { m_search->next(); });
    add(tr("Find pre&vious"), keys(Qt::SHIFT | Qt::Key_F3), [this] { m_search->previous(); });
    add(tr("Co&mplete what is being written"), keys(Qt::CTRL | Qt::Key_Space), [this] {
        if (MessageEditor *message = m_messages->current())
            message->editor().complete();
    });
    add(tr("&Add a message"), keys(Qt::CTRL | Qt::SHIFT | Qt::Key_A), [this] { m_draft->isReadOnly() ? tellReadOnly() : m_messages->addMessage(); });
    add(tr("Move message &up"), keys(Qt::ALT | Qt::Key_Up), [this] { m_draft->isReadOnly() ? tellReadOnly() : m_messages->moveCurrent(-1); });
    add(tr("Move message &down"), keys(Qt::ALT | Qt::Key_Down), [this] { m_draft->isReadOnly() ? tellReadOnly() : m_messages->moveCurrent(1); });
    add(tr("F&old or unfold the message"), keys(Qt::CTRL | Qt::SHIFT | Qt::Key_M), [this] { m_messages->toggleFold(); });
    auto *wraps = add(tr("&Wrap long lines"), keys(Qt::ALT | Qt::Key_Z), [this] { m_look->setWraps(!m_look->wraps()); });
    wraps->setCheckable(true);
    wraps->setChecked(m_look->wraps());
    add(tr("Larger letters"), keys(Qt::CTRL | Qt::Key_Plus, Qt::CTRL | Qt::Key_Equal), [this] { m_look->setZoom(m_look->zoom() + 1); });
    add(tr("Smaller letters"), keys(Qt::CTRL | Qt::Key_Minus), [this] { m_look->setZoom(m_look->zoom() - 1); });
    add(tr("Usual letters"), keys(Qt::CTRL | Qt::Key_0), [this] { m_look->setZoom(0); });
    add(tr("&Try the draft on this item"), keys(Qt::CTRL | Qt::Key_Return, Qt::CTRL | Qt::Key_Enter), [this] { showDetail(true, false); });
    add(tr("Tr&y the draft on %1 items").arg(TrialPanel::kSampled), keys(Qt::CTRL | Qt::SHIFT | Qt::Key_Return, Qt::CTRL | Qt::SHIFT | Qt::Key_Enter), [this] { showDetail(false, true); });
    add(tr("&Differences to its parent"), keys(Qt::CTRL | Qt::Key_D), [this] { toggleDifferences(); });
    add(tr("Hi&story of this version"), keys(Qt::CTRL | Qt::SHIFT | Qt::Key_H), [this] { m_versions->setShowsHistory(!m_versions->showsHistory()); });
    add(tr("&Branch: edit from this version"), keys(Qt::CTRL | Qt::Key_B), [this] { editFrom(false); });
    add(tr("Move a &label to this version"), keys(Qt::CTRL | Qt::Key_L), [this] {
        m_side->setCurrentWidget(m_labels);
        m_labels->focusLabel();
    });
    add(tr("&New prompt"), keys(Qt::CTRL | Qt::SHIFT | Qt::Key_N), [this] { newPrompt(); });
    add(tr("Next &item in the preview"), keys(Qt::ALT | Qt::Key_PageDown), [this] { m_detail->chooser().step(1); });
    add(tr("Previous i&tem in the preview"), keys(Qt::ALT | Qt::Key_PageUp), [this] { m_detail->chooser().step(-1); });
}

void PromptsPage::tellReadOnly()
{
    if (const prompt::Version *version = shownVersion())
        say(tr("Version %1 is saved and never changes. \u201cEdit from here\u201d (Ctrl+B) makes a draft of it.").arg(version->number));
}

void PromptsPage::tellSteps(QAction &undo, QAction &redo)
{
    const QString version = m_draft->againstChanging();
    offer(undo, m_draft->canUndo() ? QString() : version.isEmpty() ? tr("Nothing has been changed yet.") : version);
    offer(redo, m_draft->canRedo() ? QString() : version.isEmpty() ? tr("Nothing has been undone.") : version);
}

// There is a base to compare with, or it is said why not.
void PromptsPage::toggleDifferences()
{
    if (const QString against = m_versions->againstComparing(); against.isEmpty())
        m_versions->toggleDifferences();
    else
        say(against);
}

void PromptsPage::saveVersion()
{
    m_checks->checkNow();
    if (const prompt::Version *version = shownVersion())
        say(tr("Version %1 is saved already.").arg(version->number));
    if (!showsDraft() || !m_head->canSave())
        return;
    const QString note = m_head->note();
    if (note.isEmpty()) {
        showProblem(*m_problems, tr("Say in one line why this version exists, then save."));
        m_head->focusNote();
        return;
    }
    m_open->saveVersion(m_draft->content(), note);
}

void PromptsPage::tellDuplicate(int number, const Error &error)
{
    say(error.message);
    m_head->offerDuplicate(number);
}

void PromptsPage::editFrom(bool replacesDraft)
{
    const prompt::Version *version = shownVersion();
    if (version == nullptr) {
        if (showsDraft())
            say(tr("This is the draft already. Choose the version to edit from first."));
        return;
    }
    if (m_open->hasDraft() && !replacesDraft) {
        say(tr("There is a draft already, and a prompt has one at a time. Save it or discard it, or put version %1 in its place: \u201cUndo discard\u201d brings it back.").arg(version->number));
        m_head->offerReplacing(version->number);
        return;
    }
    m_versions->setShowsHistory(false);
    m_open->editFrom(version->number);
    m_messages->focusFirst();
}

void PromptsPage::newPrompt()
{
    QString name = u"prompt"_s;
    const QStringList known = m_head->prompts();
    for (int number = 2; known.contains(name); ++number)
        name = u"prompt-%1"_s.arg(number);
    m_open->begin(name);
    m_head->setPrompts(known, name);
    m_head->focusName();
}

void PromptsPage::rename()
{
    const QString name = m_head->currentPrompt();
    if (name.isEmpty() || name == m_open->name() || !m_open->versions().isEmpty())
        return;
    if (std::ranges::contains(m_document.lists().prompts, name, &store::PromptSummary::name)) {
        showProblem(*m_problems, tr("There is a prompt named %1 already.").arg(name));
        m_head->setCurrentPrompt(m_open->name());
        return;
    }
    m_head->setCurrentPrompt(name);
    m_open->rename(name);
}

} // namespace assay::ui
