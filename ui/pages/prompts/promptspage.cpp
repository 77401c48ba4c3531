// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/prompts/promptspage.h"

#include "core/store/pinning.h"
#include "ui/editor/editorlook.h"
#include "ui/editor/findbar.h"
#include "ui/format/format.h"
#include "ui/pages/prompts/draftchecks.h"
#include "ui/pages/prompts/messagelist.h"
#include "ui/pages/prompts/messagesearch.h"
#include "ui/pages/prompts/openprompt.h"
#include "ui/pages/prompts/draftlint.h"
#include "ui/pages/prompts/historyview.h"
#include "ui/pages/prompts/itemchooser.h"
#include "ui/pages/prompts/labelspanel.h"
#include "ui/pages/prompts/promptdetail.h"
#include "ui/pages/prompts/promptdraft.h"
#include "ui/pages/prompts/prompthead.h"
#include "ui/pages/prompts/settingscard.h"
#include "ui/pages/prompts/snippetspanel.h"
#include "ui/pages/prompts/trialpanel.h"
#include "ui/pages/prompts/versiondiffview.h"
#include "ui/pages/prompts/versionspanel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/problemlabel.h"

#include <QAction>
#include <QBoxLayout>
#include <QLabel>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QTabWidget>
#include <QTimer>

#include <utility>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kPreviewDelayMs = 150;
constexpr int kVersionsWidth = 230;
constexpr int kMostProblemLines = 2;
constexpr qsizetype kLongestProblem = 220; // letters, of what is shown without the tool tip
} // namespace

PromptsPage::PromptsPage(Document &document, provider::ServiceDesk &desk, QWidget *parent)
    : Page(parent),
      m_document(document),
      m_open(new OpenPrompt(document, this)),
      m_draft(new PromptDraft(this)),
      m_look(new EditorLook(this)),
      m_head(new PromptHead(this)),
      m_previewTimer(new QTimer(this))
{
    makeFrame();
    m_detail = new PromptDetail(m_document, desk, this);
    m_previewTimer->setSingleShot(true);
    m_previewTimer->setInterval(kPreviewDelayMs);
    makeActions();
    m_lint = new DraftLint(this);
    connectParts();
    connectOpen();
    connectLint();
    refreshPrompts();
}

QWidget *PromptsPage::detail()
{
    return m_detail;
}

void PromptsPage::makeFrame()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space(2));
    column->addWidget(m_head);
    m_stack = new QStackedWidget(this);
    auto *empty = new EmptyState(u"document-edit"_s, tr("No prompt yet"), tr("A prompt has versions. The first one can be a single line."), m_stack);
    auto *create = new QAction(tr("New prompt"), this);
    connect(create, &QAction::triggered, this, &PromptsPage::newPrompt);
    empty->addAction(create);
    m_stack->addWidget(empty);
    auto *splitter = new QSplitter(Qt::Horizontal, m_stack);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(theme::space(2));
    makeEditors(splitter);
    auto *side = new QTabWidget(splitter);
    side->setObjectName(u"promptSideTabWidget"_s);
    side->setDocumentMode(true);
    side->setMinimumWidth(kVersionsWidth);
    side->tabBar()->setDrawBase(false);
    m_versions = new VersionsPanel(side);
    m_labels = new LabelsPanel(m_document, *m_open, side);
    side->addTab(m_versions, tr("Versions"));
    side->addTab(m_labels, tr("Labels"));
    m_snippets = new SnippetsPanel(m_document, *m_look, side);
    side->addTab(m_snippets, tr("Snippets"));
    m_side = side;
    splitter->setStretchFactor(0, 3); // notes are read in full where there is room
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({640, kVersionsWidth});
    m_stack->addWidget(splitter);
    column->addWidget(m_stack, 1);
}

void PromptsPage::makeEditors(QSplitter *splitter)
{
    auto *side = new QWidget(splitter);
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space(2));
    m_middle = new QStackedWidget(side);
    m_messages = new MessageList(*m_draft, *m_look, m_middle);
    m_settings = new SettingsCard(m_document, *m_draft, *m_look, m_messages);
    m_messages->addBelow(m_settings);
    m_middle->addWidget(m_messages);
    m_diff = new VersionDiffView(m_middle);
    m_middle->addWidget(m_diff);
    m_history = new HistoryView(m_middle);
    m_middle->addWidget(m_history);
    column->addWidget(m_middle, 1);
    m_findBar = new FindBar(side);
    m_findBar->setObjectName(u"findBar"_s);
    column->addWidget(m_findBar);
    m_problems = new QLabel(side);
    m_problems->setObjectName(u"problemsLabel"_s);
    m_problems->setWordWrap(true);
    m_problems->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_problems->setMaximumHeight(kMostProblemLines * m_problems->fontMetrics().lineSpacing() + theme::space(1)); // the editors stay as high as they are
    column->addWidget(m_problems);
    m_variables = new QLabel(side);
    m_variables->setObjectName(u"variablesLabel"_s);
    m_variables->setProperty("secondary", true);
    m_variables->setWordWrap(true);
    column->addWidget(m_variables);
    m_search = new MessageSearch(*m_findBar, *m_draft, *m_messages, this);
    m_checks = new DraftChecks(*m_draft, *m_messages, this);
}

void PromptsPage::connectParts()
{
    connect(m_head, &PromptHead::promptChosen, this, [this](const QString &name) {
        if (name == m_open->name())
            return;
        m_open->flush();
        m_open->load(name, {});
    });
    connect(m_head, &PromptHead::nameEdited, this, &PromptsPage::rename);
    connect(m_head, &PromptHead::nameEntered, m_messages, &MessageList::focusFirst);
    connect(m_head, &PromptHead::noteEdited, this, [this] {
        keepDraft();
        if (m_open->hasDraft())
            m_versions->updateRow(draftRow(m_open->draft()));
    });
    connect(m_head, &PromptHead::saveRequested, this, &PromptsPage::saveVersion);
    connect(m_head, &PromptHead::duplicateRequested, this, [this](int number) { m_versions->choose(number); });
    connect(m_head, &PromptHead::editRequested, this, [this] { editFrom(false); });
    connect(m_head, &PromptHead::replaceRequested, this, [this] { editFrom(true); });
    connect(m_head, &PromptHead::discardRequested, this, [this] { m_open->hasDiscarded() ? m_open->restoreDraft() : m_open->discardDraft(); });
    connect(m_versions, &VersionsPanel::versionChosen, this, &PromptsPage::showChosen);
    connect(m_versions, &VersionsPanel::differencesChanged, this, &PromptsPage::showDiff);
    connect(m_labels, &LabelsPanel::versionRequested, m_versions, &VersionsPanel::choose);
    connect(m_draft, &PromptDraft::changed, this, &PromptsPage::takeEdit);
    connect(m_draft, &PromptDraft::editingChanged, this, &PromptsPage::keepDraft);
    connect(m_draft, &PromptDraft::shown, m_previewTimer, qOverload<>(&QTimer::start));
    connect(m_checks, &DraftChecks::checked, this, &PromptsPage::takeChecks);
    connect(m_settings, &SettingsCard::checked, this, &PromptsPage::takeChecks);
    connect(m_messages, &MessageList::zoomRequested, this, [this](int steps) { m_look->setZoom(m_look->zoom() + steps); });
    connect(m_messages, &MessageList::editRefused, this, &PromptsPage::tellReadOnly);
    connect(m_previewTimer, &QTimer::timeout, this, [this] { showDetail(false, false); });
    connect(&m_detail->chooser(), &ItemChooser::setChanged, this, [this] {
        offerWords();
        takeChecks();
    });
    connect(m_detail, &PromptDetail::counted, this, &PromptsPage::showCounts);
    connect(m_snippets, &SnippetsPanel::insertRequested, this, &PromptsPage::insertInclude);
    connect(m_snippets, &SnippetsPanel::changed, this, [this] {
        m_checks->setSnippets(m_snippets->texts());
        offerWords();
        m_previewTimer->start();
    });
    connect(&m_document, &Document::listsChanged, this, &PromptsPage::refreshPrompts);
}

void PromptsPage::connectOpen()
{
    connect(m_open, &OpenPrompt::loaded, this, [this](std::optional<int> number) {
        m_head->setCurrentPrompt(m_open->name());
        fillVersions(number);
    });
    connect(m_open, &OpenPrompt::listChanged, this, &PromptsPage::fillVersions);
    connect(m_open, &OpenPrompt::labelsChanged, this, [this] { m_versions->updateRows(versionRows(m_open->record(), SystemClock().utcNow())); });
    connect(m_open, &OpenPrompt::historyChanged, this, [this] {
        m_versions->updateRows(versionRows(m_open->record(), SystemClock().utcNow()));
        showDiff();
    });
    connect(m_history, &HistoryView::runRequested, this, [this](run::RunId run) { Q_EMIT goTo({.page = PageId::results, .name = {}, .number = {}, .run = run, .cell = {}, .item = {}}); });
    connect(m_history, &HistoryView::planRequested, this, [this] { Q_EMIT goTo({.page = PageId::run, .name = {}, .number = {}, .run = {}, .cell = {}, .item = {}}); });
    connect(m_open, &OpenPrompt::duplicates, this, &PromptsPage::tellDuplicate);
}

void PromptsPage::insertInclude(const QString &name)
{
    MessageEditor *message = m_messages->current();
    if (message == nullptr || m_draft->isReadOnly())
        return;
    TemplateEditor &editor = message->editor();
    editor.replace(editor.selection(), u"{% include \"%1\" %}"_s.arg(name));
    editor.setFocus(Qt::OtherFocusReason);
}

// ── what is shown ───────────────────────────────────────────────────────────────────────────────────────────────────

void PromptsPage::refreshPrompts()
{
    const auto &prompts = m_document.lists().prompts;
    QStringList names;
    for (const store::PromptSummary &prompt : prompts)
        names.append(prompt.name);
    m_head->setPrompts(names, m_open->name());
    m_detail->refresh();
    m_snippets->refresh();
    if (m_open->name().isEmpty() && !prompts.isEmpty())
        m_open->load(prompts.first().name, {});
    updateHead();
}

void PromptsPage::show(const Place &place)
{
    if (!place.name.isEmpty() && (place.name != m_open->name() || place.number))
        m_open->load(place.name, place.number);
    else
        m_open->reloadHistory();
    // Who comes here writes on, and gives the prompt no other name.
    if (m_head->isAncestorOf(window()->focusWidget()) && m_messages->isVisible())
        m_messages->focusCurrent();
    refreshLint();
}

void PromptsPage::fillVersions(std::optional<int> shown)
{
    m_versions->setRows(versionRows(m_open->record(), SystemClock().utcNow()));
    m_versions->choose(shown);
}

bool PromptsPage::showsDraft() const
{
    return m_versions->chosen() == OpenPrompt::kDraft && m_open->hasDraft();
}

const prompt::Version *PromptsPage::shownVersion() const
{
    return m_open->version(m_versions->chosen().value_or(OpenPrompt::kDraft));
}

void PromptsPage::showChosen()
{
    m_open->flush();
    m_said.clear();
    m_head->withdrawOffers();
    m_head->setNote(m_open->hasDraft() ? m_open->draft().note : QString());
    if (showsDraft())
        m_draft->show(m_open->draft().content, false, m_open->name(), draftEditingFrom(m_open->draft().editing));
    else if (const prompt::Version *version = shownVersion())
        m_draft->show(version->content, true);
    m_snippets->setCanInsert(showsDraft());
    m_labels->setTarget(m_versions->chosen().value_or(OpenPrompt::kDraft));
    showDiff();
    updateHead();
}

void PromptsPage::showDiff()
{
    const prompt::Version *version = shownVersion();
    const bool isDraft = showsDraft();
    const int parent = isDraft ? m_open->base() : version != nullptr ? version->parent.value_or(OpenPrompt::kDraft) : OpenPrompt::kDraft;
    const prompt::Version *base = m_open->version(m_versions->other().value_or(parent));
    m_versions->setAgainstComparing(base != nullptr ? QString() : tr("What is shown was made from no other version. Select two versions to compare them."));
    if (m_versions->showsHistory()) {
        m_history->setHistory(m_versions->chosen().value_or(OpenPrompt::kDraft), m_open->record().columns, SystemClock().utcNow());
        m_middle->setCurrentWidget(m_history);
        return;
    }
    if (!m_versions->showsDifferences() || base == nullptr) {
        m_middle->setCurrentIndex(0);
        return;
    }
    m_diff->setContents(base->label(), base->content, isDraft ? tr("draft") : version->label(), m_draft->content());
    m_middle->setCurrentIndex(1);
}

// ── writing ─────────────────────────────────────────────────────────────────────────────────────────────────────────

void PromptsPage::takeEdit()
{
    m_said.clear();
    m_head->withdrawOffers();
    keepDraft();
    m_previewTimer->start();
}

void PromptsPage::keepDraft()
{
    m_open->setDraft(m_draft->content(), m_head->note(), toJson(m_draft->editing()));
}

void PromptsPage::takeChecks()
{
    const QStringList &variables = m_checks->variables();
    QStringList unused;
    for (const QString &name : m_detail->chooser().variables()) {
        const bool isUsed
            = std::ranges::any_of(variables, [&](const QString &variable) { return variable == name || variable.startsWith(name + u"."_s) || variable.startsWith(name + u"["_s); });
        if (!isUsed)
            unused.append(name);
    }
    QString line = variables.isEmpty() ? tr("No variables: every item would get the same prompt.") : tr("Variables: %1").arg(variables.join(u", "_s));
    if (!unused.isEmpty())
        line += tr("  ·  in the set but unused: %1").arg(unused.join(u", "_s));
    m_variables->setText(line);
    QStringList problems;
    QStringList wholes;
    for (const DraftChecks::Problem &problem : m_checks->problems()) {
        problems.append(problem.line);
        wholes.append(problem.whole);
    }
    if (const auto problem = m_settings->problem()) {
        problems.append(tr("settings: %1").arg(problem->describe()));
        wholes.append(problems.last());
    }
    m_head->setAgainstSaving(problems.isEmpty() ? QString() : tr("It cannot be saved yet. %1").arg(problems.first()));
    if (!m_said.isEmpty()) { // an answer to what was just done
        problems.prepend(m_said);
        wholes.prepend(m_said);
    }
    showProblems(problems, wholes);
}

void PromptsPage::showProblems(const QStringList &lines, const QStringList &wholes)
{
    QString shown = lines.isEmpty() ? QString() : format::oneLine(lines.first(), kLongestProblem);
    if (lines.size() > 1)
        shown += tr("  \u00b7  and %1 more").arg(lines.size() - 1);
    m_problems->setToolTip(shown == wholes.join(u'\n') ? QString() : format::toolTip(wholes.join(u'\n')));
    showProblem(*m_problems, shown);
}

// Filled in with the snippets that it includes and the examples that it draws, as if it were saved now.
void PromptsPage::showDetail(bool triesItem, bool triesSample)
{
    const int job = ++m_detailJob;
    m_triesItem |= triesItem;
    m_triesSample |= triesSample;
    m_document.read(
        this, [content = m_draft->content()](store::Database &database) { return store::pinned(database, content); },
        [this, job](const Result<prompt::Content> &content) {
            if (job != m_detailJob)
                return;
            m_lint->read(content.value_or(m_draft->content()));
            const prompt::Version *version = shownVersion();
            const QString title = version != nullptr ? version->label() : tr("the draft of %1").arg(m_open->name());
            m_detail->setContent(m_open->name(), version != nullptr ? version->number : m_open->newest() + 1, title, content);
            if (std::exchange(m_triesItem, false))
                m_detail->tryItem();
            if (std::exchange(m_triesSample, false))
                m_detail->trySample();
        });
}

void PromptsPage::offerWords()
{
    const auto &items = m_detail->chooser().set().items;
    const Json variables = items.isEmpty() ? Json(jsoncons::json_object_arg) : items.first().variables;
    m_messages->setWords(std::make_shared<const CompletionWords>(CompletionWords{.variables = variables, .snippets = m_snippets->names()}));
}

void PromptsPage::showCounts(const PromptCounts &counts)
{
    for (int i = 0; i < m_draft->ids().size(); ++i) {
        MessageEditor *message = m_messages->editorAt(i);
        if (message == nullptr)
            continue;
        const bool isCounted = i < counts.messages.size();
        message->setTokens(isCounted ? tr("%1 tokens").arg(shownCount(counts.messages.at(i))) : QString(), tr("Filled in for the item of the preview"));
    }
}

void PromptsPage::say(const QString &what)
{
    m_said = what;
    takeChecks();
}

// ── what the page says ──────────────────────────────────────────────────────────────────────────────────────────────

void PromptsPage::updateHead()
{
    const bool hasPrompt = !m_open->name().isEmpty();
    m_stack->setCurrentIndex(hasPrompt ? 1 : 0);
    m_detail->setHasPrompt(hasPrompt);
    const bool isDraft = showsDraft();
    m_head->setNameEditable(hasPrompt && m_open->versions().isEmpty());
    m_head->setDiscard(hasPrompt && ((isDraft && !m_open->versions().isEmpty()) || m_open->hasDiscarded()), m_open->hasDiscarded());
    if (hasPrompt && isDraft) {
        const int next = m_open->newest() + 1;
        m_head->showState(PromptHead::Shown::draft, next == 1 ? tr("draft of version 1") : tr("draft of version %1 (from %2)").arg(next).arg(m_open->base()));
    } else if (const prompt::Version *version = shownVersion(); hasPrompt && version != nullptr) {
        m_head->showState(PromptHead::Shown::version, tr("version %1, saved: it never changes").arg(version->number));
    } else {
        m_head->showState(PromptHead::Shown::nothing, {});
    }
}

bool PromptsPage::mayLeave()
{
    m_open->flush();
    return true;
}

} // namespace assay::ui
