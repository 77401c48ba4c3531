// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/prompts/promptspage.h"

#include "ui/format/format.h"
#include "ui/pages/prompts/messageeditor.h"
#include "ui/pages/prompts/parametersbar.h"
#include "ui/pages/prompts/previewpanel.h"
#include "ui/pages/prompts/versiondiffview.h"
#include "ui/theme/theme.h"
#include "ui/widgets/codeview.h"
#include "ui/widgets/emptystate.h"

#include <QAction>
#include <QBoxLayout>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QTimer>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kDraftDelayMs = 700;
constexpr int kCheckDelayMs = 150;
constexpr int kDraftNumber = 0;

prompt::Content emptyContent()
{
    prompt::Content content;
    content.messages = {{tokens::Role::user, {}}};
    return content;
}

} // namespace

PromptsPage::PromptsPage(Document &document, QWidget *parent) : Page(parent), m_document(document), m_draftTimer(new QTimer(this)), m_checkTimer(new QTimer(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space(2));
    makeHead(column);
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
    makeVersions(splitter);
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

void PromptsPage::makeHead(QVBoxLayout *column)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(theme::space(2));
    m_prompt = new QComboBox(this);
    m_prompt->setObjectName(u"promptComboBox"_s);
    m_prompt->setAccessibleName(tr("Prompt"));
    m_prompt->setFont(theme::headlineFont());
    m_prompt->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_state = new QLabel(this);
    m_state->setObjectName(u"promptStateLabel"_s);
    m_state->setProperty("secondary", true);
    m_note = new QLineEdit(this);
    m_note->setObjectName(u"noteLineEdit"_s);
    m_note->setPlaceholderText(tr("Why this version? One line"));
    m_note->setAccessibleName(tr("Note of the new version"));
    m_save = new QPushButton(tr("Save version"), this);
    m_save->setObjectName(u"saveVersionPushButton"_s);
    m_save->setProperty("main", true);
    m_save->setToolTip(tr("Ctrl+S"));
    m_edit = new QPushButton(tr("Edit from here"), this);
    m_edit->setObjectName(u"editPushButton"_s);
    m_edit->setToolTip(tr("A saved version never changes; this makes a draft of it."));
    m_discard = new QPushButton(tr("Discard draft"), this);
    m_discard->setObjectName(u"discardPushButton"_s);
    row->addWidget(m_prompt);
    row->addWidget(m_state);
    row->addWidget(m_note, 1);
    row->addStretch();
    row->addWidget(m_discard);
    row->addWidget(m_edit);
    row->addWidget(m_save);
    column->addLayout(row);
    connect(m_prompt, &QComboBox::activated, this, [this] {
        saveDraft();
        load(m_prompt->currentText(), {});
    });
    connect(m_save, &QPushButton::clicked, this, &PromptsPage::saveVersion);
    connect(m_note, &QLineEdit::returnPressed, this, &PromptsPage::saveVersion);
    connect(m_edit, &QPushButton::clicked, this, &PromptsPage::editFrom);
    connect(m_discard, &QPushButton::clicked, this, &PromptsPage::discardDraft);
}

void PromptsPage::makeEditors(QSplitter *splitter)
{
    auto *side = new QWidget(splitter);
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space(2));
    m_middle = new QStackedWidget(side);
    auto *scroll = new QScrollArea(m_middle);
    scroll->setWidgetResizable(true);
    auto *body = new QWidget(scroll);
    m_editorColumn = new QVBoxLayout(body);
    m_editorColumn->setContentsMargins(0, 0, theme::space(1), 0);
    m_editorColumn->setSpacing(theme::space(2));
    m_addMessage = new QPushButton(tr("+ message"), body);
    m_addMessage->setObjectName(u"addMessagePushButton"_s);
    m_editorColumn->addWidget(m_addMessage, 0, Qt::AlignLeft);
    m_editorColumn->addStretch();
    scroll->setWidget(body);
    m_middle->addWidget(scroll);
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
    connect(m_addMessage, &QPushButton::clicked, this, [this] {
        addEditor({tokens::Role::user, {}})->editor()->setFocus();
        renumber();
        edited();
    });
    connect(m_parameters, &ParametersBar::edited, this, &PromptsPage::edited);
}

void PromptsPage::makeVersions(QSplitter *splitter)
{
    auto *side = new QWidget(splitter);
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    auto *title = new QLabel(tr("Versions"), side);
    QFont bold = theme::textFont();
    bold.setWeight(QFont::DemiBold);
    title->setFont(bold);
    column->addWidget(title);
    m_versions = new QListWidget(side);
    m_versions->setObjectName(u"versionsListWidget"_s);
    m_versions->setAccessibleName(tr("Versions"));
    m_versions->setWordWrap(true);
    m_versions->setSpacing(1);
    column->addWidget(m_versions, 1);
    m_diffButton = new QPushButton(tr("Differences to its parent"), side);
    m_diffButton->setObjectName(u"diffPushButton"_s);
    m_diffButton->setCheckable(true);
    m_diffButton->setToolTip(tr("Ctrl+D"));
    column->addWidget(m_diffButton);
    connect(m_versions, &QListWidget::currentRowChanged, this, &PromptsPage::showRow);
    connect(m_diffButton, &QPushButton::toggled, this, &PromptsPage::showDiff);
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
    add(tr("&Differences to its parent"), QKeySequence(Qt::CTRL | Qt::Key_D), [this] { m_diffButton->toggle(); });
    add(tr("&Branch: edit from this version"), QKeySequence(Qt::CTRL | Qt::Key_B), [this] { editFrom(); });
    add(tr("&New prompt"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_N), [this] { newPrompt(); });
    add(tr("Next &item in the preview"), QKeySequence(Qt::ALT | Qt::Key_Down), [this] { m_preview->stepItem(1); });
    add(tr("Pre&vious item in the preview"), QKeySequence(Qt::ALT | Qt::Key_Up), [this] { m_preview->stepItem(-1); });
}

// ── loading ─────────────────────────────────────────────────────────────────────────────────────────────────────────

void PromptsPage::refreshPrompts()
{
    const auto &prompts = m_document.lists().prompts;
    const QSignalBlocker quiet(m_prompt);
    m_prompt->clear();
    for (const store::PromptSummary &prompt : prompts)
        m_prompt->addItem(prompt.name);
    if (!m_name.isEmpty() && m_prompt->findText(m_name) < 0)
        m_prompt->addItem(m_name); // a new one that has no saved version yet
    m_prompt->setCurrentIndex(m_prompt->findText(m_name));
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
        return Loaded{*std::move(versions), *std::move(draft), *std::move(labels)};
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
        m_prompt->setCurrentIndex(m_prompt->findText(name));
        fillVersions();
        int row = 0;
        for (int i = 0; number && i < m_versions->count(); ++i) {
            if (m_versions->item(i)->data(Qt::UserRole).toInt() == *number)
                row = i;
        }
        m_versions->setCurrentRow(row);
    });
}

void PromptsPage::fillVersions()
{
    const QSignalBlocker quiet(m_versions);
    m_versions->clear();
    if (m_loaded.draft) {
        auto *draft = new QListWidgetItem(tr("draft"), m_versions);
        draft->setData(Qt::UserRole, kDraftNumber);
        QFont italic = theme::textFont();
        italic.setItalic(true);
        draft->setFont(italic);
    }
    for (const prompt::Version &version : m_loaded.versions) {
        const QStringList labels = m_loaded.labels.keys(version.number);
        const QString marks = labels.isEmpty() ? QString() : u"  ["_s + labels.join(u", "_s) + u"]"_s;
        auto *item = new QListWidgetItem(u"%1  %2%3"_s.arg(QString::number(version.number), version.note, marks), m_versions);
        item->setData(Qt::UserRole, version.number);
        item->setToolTip(tr("Saved %1%2").arg(format::relativeTime(version.createdAt, SystemClock().utcNow()), version.parent ? tr(", made from version %1").arg(*version.parent) : QString()));
    }
}

bool PromptsPage::showsDraft() const
{
    const QListWidgetItem *item = m_versions->currentItem();
    return item && item->data(Qt::UserRole).toInt() == kDraftNumber;
}

const prompt::Version *PromptsPage::shownVersion() const
{
    const QListWidgetItem *item = m_versions->currentItem();
    if (!item)
        return nullptr;
    const auto found = std::ranges::find(m_loaded.versions, item->data(Qt::UserRole).toInt(), &prompt::Version::number);
    return found == m_loaded.versions.end() ? nullptr : &*found;
}

void PromptsPage::showRow(int row)
{
    if (row < 0)
        return;
    if (m_draftIsDirty)
        saveDraft();
    if (showsDraft())
        showContent(*m_loaded.draft, false);
    else if (const prompt::Version *version = shownVersion())
        showContent(version->content, true);
    showDiff(m_diffButton->isChecked());
    updateHead();
}

void PromptsPage::showContent(const prompt::Content &content, bool isReadOnly)
{
    m_base = content;
    for (MessageEditor *editor : std::exchange(m_editors, {}))
        editor->deleteLater();
    for (const prompt::MessageTemplate &message : content.messages)
        addEditor(message)->setReadOnly(isReadOnly);
    renumber();
    m_addMessage->setVisible(!isReadOnly);
    m_parameters->setContent(content);
    m_parameters->setReadOnly(isReadOnly);
    checkTemplates();
}

MessageEditor *PromptsPage::addEditor(const prompt::MessageTemplate &message)
{
    auto *editor = new MessageEditor(m_editorColumn->parentWidget());
    editor->setMessage(message);
    m_editorColumn->insertWidget(static_cast<int>(m_editors.size()), editor);
    m_editors.append(editor);
    connect(editor, &MessageEditor::edited, this, &PromptsPage::edited);
    connect(editor, &MessageEditor::removeRequested, this, [this, editor] {
        m_editors.removeOne(editor);
        editor->deleteLater();
        renumber();
        edited();
    });
    connect(editor, &MessageEditor::moveRequested, this, [this, editor](int by) {
        const qsizetype from = m_editors.indexOf(editor);
        const qsizetype to = std::clamp<qsizetype>(from + by, 0, m_editors.size() - 1);
        m_editors.move(from, to);
        m_editorColumn->removeWidget(editor);
        m_editorColumn->insertWidget(static_cast<int>(to), editor);
        renumber();
        edited();
    });
    return editor;
}

void PromptsPage::renumber()
{
    for (int i = 0; i < m_editors.size(); ++i)
        m_editors.at(i)->setNumber(i + 1, static_cast<int>(m_editors.size()));
}

// ── writing ─────────────────────────────────────────────────────────────────────────────────────────────────────────

Result<prompt::Content> PromptsPage::content() const
{
    prompt::Content content = m_base;
    content.messages.clear();
    for (const MessageEditor *editor : m_editors)
        content.messages.append(editor->message());
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
    m_document.write(this, [name = m_name, draft = *written](store::Database &database) { return store::PromptRepository(database).saveDraft(name, draft); },
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
    for (int i = 0; i < m_editors.size(); ++i) {
        m_editors.at(i)->editor()->clearProblem();
        const auto parsed = prompt::Template::parse(written->messages.at(i).text);
        if (parsed) {
            variables += parsed->variables();
            continue;
        }
        const Error &error = parsed.error();
        m_editors.at(i)->editor()->setProblem(error.contextValue(u"line").toInt(), error.contextValue(u"column").toInt(), error.message);
        problems.append(tr("message %1, %2").arg(i + 1).arg(error.describe()));
    }
    variables.removeDuplicates();
    variables.sort();
    const QStringList offered = m_preview->offeredVariables();
    QStringList unused;
    for (const QString &name : offered) {
        const bool isUsed = std::ranges::any_of(variables, [&](const QString &variable) { return variable == name || variable.startsWith(name + u"."_s) || variable.startsWith(name + u"["_s); });
        if (!isUsed)
            unused.append(name);
    }
    QString line = variables.isEmpty() ? tr("No variables: every item would get the same prompt.") : tr("Variables: %1").arg(variables.join(u", "_s));
    if (!unused.isEmpty())
        line += tr("  ·  in the set but unused: %1").arg(unused.join(u", "_s));
    m_variables->setText(line);
    say(problems.isEmpty() ? QString() : theme::mark(Tone::error) + u" "_s + problems.join(u'\n'), true);
    m_save->setEnabled(problems.isEmpty());
    m_preview->setContent(*written);
}

void PromptsPage::saveVersion()
{
    if (!showsDraft() || !m_save->isEnabled())
        return;
    const auto written = content();
    if (!written) {
        Q_EMIT m_document.failed(written.error());
        return;
    }
    const QString note = m_note->text().trimmed();
    if (note.isEmpty()) {
        say(tr("Say in one line why this version exists, then save."), true);
        m_note->setFocus(Qt::ShortcutFocusReason);
        return;
    }
    m_draftTimer->stop();
    m_draftIsDirty = false;
    const std::optional<int> parent = m_loaded.versions.isEmpty() ? std::nullopt : std::optional(m_loaded.versions.first().number);
    m_document.write(this,
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
            m_note->clear();
            load(version->promptName, version->number);
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
    m_versions->setCurrentRow(0);
    if (!m_editors.isEmpty())
        m_editors.first()->editor()->setFocus();
}

void PromptsPage::discardDraft()
{
    if (m_discarded) {
        m_loaded.draft = std::exchange(m_discarded, {});
        m_draftIsDirty = true;
        fillVersions();
        m_versions->setCurrentRow(0);
        return;
    }
    m_discarded = content().value_or(m_base);
    m_draftTimer->stop();
    m_draftIsDirty = false;
    m_loaded.draft.reset();
    m_document.write(this, [name = m_name](store::Database &database) { return store::PromptRepository(database).saveDraft(name, std::nullopt); }, [](const Result<void> &) {});
    fillVersions();
    m_versions->setCurrentRow(0);
}

void PromptsPage::newPrompt()
{
    saveDraft();
    QString name = u"prompt"_s;
    for (int number = 2; m_prompt->findText(name) >= 0; ++number)
        name = u"prompt-%1"_s.arg(number);
    m_name = name;
    m_loaded = {.versions = {}, .draft = emptyContent(), .labels = {}};
    m_draftIsDirty = false;
    m_prompt->addItem(name);
    m_prompt->setCurrentIndex(m_prompt->findText(name));
    fillVersions();
    m_versions->setCurrentRow(0);
    m_editors.first()->editor()->setFocus();
}

void PromptsPage::showDiff(bool shown)
{
    const prompt::Version *version = shownVersion();
    const bool isDraft = showsDraft();
    const std::optional<int> parent = isDraft ? (m_loaded.versions.isEmpty() ? std::nullopt : std::optional(m_loaded.versions.first().number)) : version ? version->parent : std::nullopt;
    const auto base = std::ranges::find_if(m_loaded.versions, [&](const prompt::Version &other) { return parent == other.number; });
    m_diffButton->setEnabled(base != m_loaded.versions.end());
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
    m_prompt->setVisible(hasPrompt);
    m_note->setVisible(hasPrompt && isDraft);
    m_save->setVisible(hasPrompt && isDraft);
    m_edit->setVisible(hasPrompt && !isDraft);
    m_edit->setEnabled(!m_loaded.draft);
    m_discard->setVisible(hasPrompt && ((isDraft && !m_loaded.versions.isEmpty()) || m_discarded));
    m_discard->setText(m_discarded ? tr("Undo discard") : tr("Discard draft"));
    if (!hasPrompt) {
        m_state->clear();
    } else if (isDraft) {
        const int next = m_loaded.versions.isEmpty() ? 1 : m_loaded.versions.first().number + 1;
        m_state->setText(next == 1 ? tr("draft of version 1") : tr("draft of version %1 (from %2)").arg(next).arg(next - 1));
    } else if (const prompt::Version *version = shownVersion()) {
        m_state->setText(tr("version %1, saved: it never changes").arg(version->number));
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
