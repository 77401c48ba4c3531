// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/prompts/promptspage.h"

#include "core/compare/labelgate.h"
#include "core/store/labelrepository.h"
#include "ui/pages/prompts/messagelist.h"
#include "ui/pages/prompts/parametersbar.h"
#include "ui/pages/prompts/previewpanel.h"
#include "ui/pages/prompts/prompthead.h"
#include "ui/pages/prompts/versiondiffview.h"
#include "ui/pages/prompts/versionspanel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/emptystate.h"

#include <QAction>
#include <QBoxLayout>
#include <QLabel>
#include <QSplitter>
#include <QStackedWidget>
#include <QTimer>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kDraftDelayMs = 700;
constexpr int kCheckDelayMs = 150;

prompt::Content emptyContent()
{
    prompt::Content content;
    content.messages = {{tokens::Role::user, {}}};
    return content;
}

} // namespace

PromptsPage::PromptsPage(Document &document, QWidget *parent)
    : Page(parent),
      m_document(document),
      m_head(new PromptHead(this)),
      m_draftTimer(new QTimer(this)),
      m_checkTimer(new QTimer(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space(2));
    column->addWidget(m_head);
    connect(m_head, &PromptHead::promptChosen, this, [this](const QString &name) {
        if (name == m_name)
            return;
        saveDraft();
        load(name, {});
    });
    connect(m_head, &PromptHead::nameEdited, this, &PromptsPage::rename);
    connect(m_head, &PromptHead::saveRequested, this, &PromptsPage::saveVersion);
    connect(m_head, &PromptHead::editRequested, this, &PromptsPage::editFrom);
    connect(m_head, &PromptHead::discardRequested, this, &PromptsPage::discardDraft);
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
    m_versions = new VersionsPanel(splitter);
    connect(m_versions, &VersionsPanel::versionChosen, this, &PromptsPage::showChosen);
    connect(m_versions, &VersionsPanel::differencesToggled, this, &PromptsPage::showDiff);
    connect(m_versions, &VersionsPanel::labelMoveRequested, this, &PromptsPage::moveLabel);
    splitter->setStretchFactor(0, 1);
    splitter->setSizes({640, 230});
    m_stack->addWidget(splitter);
    column->addWidget(m_stack, 1);
    m_preview = new PreviewPanel(m_document, this);
    makeActions();

    m_draftTimer->setSingleShot(true);
    m_draftTimer->setInterval(kDraftDelayMs);
    m_checkTimer->setSingleShot(true);
    m_checkTimer->setInterval(kCheckDelayMs);
    connect(m_draftTimer, &QTimer::timeout, this, &PromptsPage::saveDraft);
    connect(m_checkTimer, &QTimer::timeout, this, &PromptsPage::checkTemplates);
    connect(m_preview, &PreviewPanel::itemsChanged, this, &PromptsPage::checkTemplates);
    connect(&m_document, &Document::listsChanged, this, &PromptsPage::refreshPrompts);
    refreshPrompts();
}

QWidget *PromptsPage::detail()
{
    return m_preview;
}

void PromptsPage::makeEditors(QSplitter *splitter)
{
    auto *side = new QWidget(splitter);
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space(2));
    m_middle = new QStackedWidget(side);
    m_messages = new MessageList(m_middle);
    m_middle->addWidget(m_messages);
    m_diff = new VersionDiffView(m_middle);
    m_middle->addWidget(m_diff);
    column->addWidget(m_middle, 1);
    m_parameters = new ParametersBar(side);
    column->addWidget(m_parameters);
    m_problems = new QLabel(side);
    m_problems->setObjectName(u"problemsLabel"_s);
    m_problems->setWordWrap(true);
    column->addWidget(m_problems);
    m_variables = new QLabel(side);
    m_variables->setObjectName(u"variablesLabel"_s);
    m_variables->setProperty("secondary", true);
    m_variables->setWordWrap(true);
    column->addWidget(m_variables);
    connect(m_messages, &MessageList::edited, this, &PromptsPage::edited);
    connect(m_parameters, &ParametersBar::edited, this, &PromptsPage::edited);
}

void PromptsPage::makeActions()
{
    const auto add = [this](const QString &text, const QKeySequence &keys, auto slot) {
        auto *made = new QAction(text, this);
        made->setShortcut(keys);
        made->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(made, &QAction::triggered, this, slot);
        m_actions.append(made);
    };
    add(tr("&Save version"), QKeySequence::Save, [this] { saveVersion(); });
    add(tr("&Differences to its parent"), QKeySequence(Qt::CTRL | Qt::Key_D), [this] { m_versions->toggleDifferences(); });
    add(tr("&Branch: edit from this version"), QKeySequence(Qt::CTRL | Qt::Key_B), [this] { editFrom(); });
    add(tr("Move a &label to this version"), QKeySequence(Qt::CTRL | Qt::Key_L), [this] { m_versions->focusLabel(); });
    add(tr("&New prompt"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_N), [this] { newPrompt(); });
    add(tr("Next &item in the preview"), QKeySequence(Qt::ALT | Qt::Key_Down), [this] { m_preview->stepItem(1); });
    add(tr("Pre&vious item in the preview"), QKeySequence(Qt::ALT | Qt::Key_Up), [this] { m_preview->stepItem(-1); });
}

// ── loading ─────────────────────────────────────────────────────────────────────────────────────────────────────────

void PromptsPage::refreshPrompts()
{
    const auto &prompts = m_document.lists().prompts;
    QStringList names;
    for (const store::PromptSummary &prompt : prompts)
        names.append(prompt.name);
    m_head->setPrompts(names, m_name);
    m_preview->refreshSets();
    if (m_name.isEmpty() && !prompts.isEmpty())
        load(prompts.first().name, {});
    updateHead();
}

void PromptsPage::show(const Place &place)
{
    if (!place.name.isEmpty() && (place.name != m_name || place.number))
        load(place.name, place.number);
}

void PromptsPage::load(const QString &name, std::optional<int> number)
{
    const int job = ++m_job;
    const auto query = [name](store::Database &database) -> Result<Loaded> {
        store::PromptRepository prompts(database);
        auto versions = prompts.versions(name);
        if (!versions)
            return std::unexpected(versions.error());
        auto draft = prompts.draft(name);
        if (!draft)
            return std::unexpected(draft.error());
        auto labels = prompts.labels(name);
        if (!labels)
            return std::unexpected(labels.error());
        return Loaded{*std::move(versions), draft->transform([](const store::Draft &kept) { return kept.content; }), *std::move(labels)};
    };
    m_document.read(this, query, [this, job, name, number](const Result<Loaded> &loaded) {
        if (job != m_job)
            return;
        if (!loaded) {
            Q_EMIT m_document.failed(loaded.error());
            return;
        }
        m_name = name;
        m_loaded = *loaded;
        m_discarded.reset();
        m_head->setCurrentPrompt(name);
        m_versions->tellMoved({}, {}, 0);
        fillVersions();
        m_versions->choose(number);
    });
}

void PromptsPage::fillVersions()
{
    m_versions->setVersions(m_loaded.versions, m_loaded.draft.has_value(), m_loaded.labels);
}

bool PromptsPage::showsDraft() const
{
    return m_versions->chosen() == VersionsPanel::kDraft;
}

const prompt::Version *PromptsPage::shownVersion() const
{
    const auto found = std::ranges::find(m_loaded.versions, m_versions->chosen().value_or(VersionsPanel::kDraft), &prompt::Version::number);
    return found == m_loaded.versions.end() ? nullptr : &*found;
}

void PromptsPage::showChosen()
{
    if (m_draftIsDirty)
        saveDraft();
    if (showsDraft())
        showContent(*m_loaded.draft, false);
    else if (const prompt::Version *version = shownVersion())
        showContent(version->content, true);
    showDiff(m_versions->showsDifferences());
    updateHead();
}

void PromptsPage::showContent(const prompt::Content &content, bool isReadOnly)
{
    m_base = content;
    m_messages->setMessages(content.messages, isReadOnly);
    m_parameters->setContent(content);
    m_parameters->setReadOnly(isReadOnly);
    checkTemplates();
}

// ── writing ─────────────────────────────────────────────────────────────────────────────────────────────────────────

Result<prompt::Content> PromptsPage::content() const
{
    prompt::Content content = m_base;
    content.messages = m_messages->messages();
    return m_parameters->applyTo(content);
}

void PromptsPage::edited()
{
    if (!showsDraft())
        return;
    m_draftIsDirty = true;
    m_draftTimer->start();
    m_checkTimer->start();
}

void PromptsPage::saveDraft()
{
    m_draftTimer->stop();
    if (!m_draftIsDirty || !m_loaded.draft)
        return;
    const auto written = content();
    if (!written)
        return;
    m_draftIsDirty = false;
    m_loaded.draft = *written;
    m_document.write(
        this, [name = m_name, draft = store::Draft{.content = *written}](store::Database &database) { return store::PromptRepository(database).saveDraft(name, draft); },
        [this](const Result<void> &saved) {
            if (!saved)
                Q_EMIT m_document.failed(saved.error());
        });
}

void PromptsPage::checkTemplates()
{
    const auto written = content();
    if (!written) {
        say(theme::mark(Tone::error) + u" "_s + written.error().describe(), true);
        return;
    }
    QStringList variables;
    QStringList problems;
    for (int i = 0; i < written->messages.size(); ++i) {
        m_messages->clearProblem(i);
        const auto parsed = prompt::Template::parse(written->messages.at(i).text);
        if (parsed) {
            variables += parsed->variables();
            continue;
        }
        m_messages->setProblem(i, parsed.error());
        problems.append(tr("message %1, %2").arg(i + 1).arg(parsed.error().describe()));
    }
    variables.removeDuplicates();
    variables.sort();
    const QStringList offered = m_preview->offeredVariables();
    QStringList unused;
    for (const QString &name : offered) {
        const bool isUsed
            = std::ranges::any_of(variables, [&](const QString &variable) { return variable == name || variable.startsWith(name + u"."_s) || variable.startsWith(name + u"["_s); });
        if (!isUsed)
            unused.append(name);
    }
    QString line = variables.isEmpty() ? tr("No variables: every item would get the same prompt.") : tr("Variables: %1").arg(variables.join(u", "_s));
    if (!unused.isEmpty())
        line += tr("  ·  in the set but unused: %1").arg(unused.join(u", "_s));
    m_variables->setText(line);
    say(problems.isEmpty() ? QString() : theme::mark(Tone::error) + u" "_s + problems.join(u'\n'), true);
    m_head->setCanSave(problems.isEmpty());
    m_preview->setContent(*written);
}

void PromptsPage::saveVersion()
{
    if (!showsDraft() || !m_head->canSave())
        return;
    const auto written = content();
    if (!written) {
        Q_EMIT m_document.failed(written.error());
        return;
    }
    const QString note = m_head->note();
    if (note.isEmpty()) {
        say(tr("Say in one line why this version exists, then save."), true);
        m_head->focusNote();
        return;
    }
    m_draftTimer->stop();
    m_draftIsDirty = false;
    const std::optional<int> parent = m_loaded.versions.isEmpty() ? std::nullopt : std::optional(m_loaded.versions.first().number);
    m_document.write(
        this,
        [name = m_name, content = *written, note, parent](store::Database &database) -> Result<prompt::Version> {
            store::PromptRepository prompts(database);
            auto version = prompts.addVersion(name, content, note, parent, SystemClock().utcNow());
            if (!version)
                return version;
            if (auto cleared = prompts.saveDraft(name, std::nullopt); !cleared)
                return std::unexpected(cleared.error());
            return version;
        },
        [this](const Result<prompt::Version> &version) {
            if (!version) {
                Q_EMIT m_document.failed(version.error());
                return;
            }
            m_head->clearNote();
            load(version->promptName, version->number);
        });
}

void PromptsPage::moveLabel(const QString &label, int to)
{
    const auto known = m_loaded.labels.constFind(label);
    const std::optional<int> from = known == m_loaded.labels.constEnd() ? std::nullopt : std::optional(*known);
    if (from == to)
        return;
    m_document.write(
        this,
        [order = store::LabelOrder{.prompt = m_name, .label = label, .to = to}](store::Database &database) {
            return store::LabelRepository(database).move(order, SystemClock().utcNow(), compare::judgeGate);
        },
        [this, name = m_name, label, from, to](const Result<std::optional<store::LabelMove>> &moved) {
            if (!moved) {
                Q_EMIT m_document.failed(moved.error());
                return;
            }
            if (name != m_name)
                return;
            m_loaded.labels.insert(label, to);
            const std::optional<int> shown = m_versions->chosen();
            fillVersions();
            m_versions->choose(shown);
            m_versions->tellMoved(label, from, to);
        });
}

void PromptsPage::editFrom()
{
    const prompt::Version *version = shownVersion();
    if (!version || m_loaded.draft)
        return;
    m_loaded.draft = version->content;
    m_draftIsDirty = true;
    fillVersions();
    m_versions->choose({});
    m_messages->focusFirst();
}

void PromptsPage::discardDraft()
{
    if (m_discarded) {
        m_loaded.draft = std::exchange(m_discarded, {});
        m_draftIsDirty = true;
        fillVersions();
        m_versions->choose({});
        return;
    }
    m_discarded = content().value_or(m_base);
    m_draftTimer->stop();
    m_draftIsDirty = false;
    m_loaded.draft.reset();
    m_document.write(this, [name = m_name](store::Database &database) { return store::PromptRepository(database).saveDraft(name, std::nullopt); }, [](const Result<void> &) {});
    fillVersions();
    m_versions->choose({});
}

void PromptsPage::newPrompt()
{
    saveDraft();
    QString name = u"prompt"_s;
    const QStringList known = m_head->prompts();
    for (int number = 2; known.contains(name); ++number)
        name = u"prompt-%1"_s.arg(number);
    m_name = name;
    m_loaded = {.versions = {}, .draft = emptyContent(), .labels = {}};
    m_draftIsDirty = false;
    m_head->setPrompts(known, name);
    fillVersions();
    m_versions->choose({});
    m_head->focusName();
}

void PromptsPage::rename()
{
    const QString name = m_head->currentPrompt();
    if (name.isEmpty() || name == m_name || !m_loaded.versions.isEmpty())
        return;
    if (std::ranges::contains(m_document.lists().prompts, name, &store::PromptSummary::name)) {
        say(tr("There is a prompt named %1 already.").arg(name), true);
        m_head->setCurrentPrompt(m_name);
        return;
    }
    m_document.write(this, [old = m_name](store::Database &database) { return store::PromptRepository(database).saveDraft(old, std::nullopt); }, [](const Result<void> &) {});
    m_head->setCurrentPrompt(name);
    m_name = name;
    m_draftIsDirty = true;
    saveDraft();
}

void PromptsPage::showDiff(bool shown)
{
    const prompt::Version *version = shownVersion();
    const bool isDraft = showsDraft();
    const int newest = m_loaded.versions.isEmpty() ? VersionsPanel::kDraft : m_loaded.versions.first().number;
    const int parent = isDraft || !version ? newest : version->parent.value_or(VersionsPanel::kDraft);
    const auto base = std::ranges::find_if(m_loaded.versions, [&](const prompt::Version &other) { return parent == other.number; });
    m_versions->setHasParent(base != m_loaded.versions.end());
    if (!shown || base == m_loaded.versions.end()) {
        m_middle->setCurrentIndex(0);
        return;
    }
    m_diff->setContents(base->label(), base->content, isDraft ? tr("draft") : version->label(), isDraft ? content().value_or(m_base) : version->content);
    m_middle->setCurrentIndex(1);
}

// ── what the page says ──────────────────────────────────────────────────────────────────────────────────────────────

void PromptsPage::updateHead()
{
    const bool hasPrompt = !m_name.isEmpty();
    m_stack->setCurrentIndex(hasPrompt ? 1 : 0);
    const bool isDraft = showsDraft();
    m_head->setNameEditable(hasPrompt && m_loaded.versions.isEmpty());
    m_head->setCanEdit(!m_loaded.draft);
    m_head->setDiscard(hasPrompt && ((isDraft && !m_loaded.versions.isEmpty()) || m_discarded), m_discarded.has_value());
    if (hasPrompt && isDraft) {
        const int next = m_loaded.versions.isEmpty() ? 1 : m_loaded.versions.first().number + 1;
        m_head->showState(PromptHead::Shown::draft, next == 1 ? tr("draft of version 1") : tr("draft of version %1 (from %2)").arg(next).arg(next - 1));
    } else if (const prompt::Version *version = shownVersion(); hasPrompt && version) {
        m_head->showState(PromptHead::Shown::version, tr("version %1, saved: it never changes").arg(version->number));
    } else {
        m_head->showState(PromptHead::Shown::nothing, {});
    }
}

void PromptsPage::say(const QString &text, bool isProblem)
{
    m_problems->setText(text);
    m_problems->setVisible(!text.isEmpty());
    m_problems->setStyleSheet(isProblem ? u"color: %1;"_s.arg(theme::foreground(Tone::error).name()) : QString());
}

bool PromptsPage::mayLeave()
{
    saveDraft();
    return true;
}

} // namespace assay::ui
