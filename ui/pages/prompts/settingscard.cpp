// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/prompts/settingscard.h"

#include "core/grader/schema.h"
#include "core/tokens/reasoningeffort.h"
#include "ui/pages/prompts/examplesbar.h"
#include "ui/pages/prompts/promptdraft.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/offer.h"
#include "ui/widgets/problemlabel.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>

#include <limits>
#include <utility>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kNarrow = 68;
constexpr int kWide = 140;
constexpr double kHottest = 2;
constexpr qsizetype kMostStops = 4;
constexpr char kFirstTool[] = R"([
  {
    "name": "look_up",
    "description": "Says what is known of something.",
    "parameters": {
      "type": "object",
      "properties": {"what": {"type": "string"}},
      "required": ["what"]
    }
  }
])";

Result<double> numberWithin(const QString &text, double least, double most, const QString &name)
{
    bool isNumber = false;
    const double number = text.toDouble(&isNumber);
    if (!isNumber || !(number >= least && number <= most))
        return fail(ErrorKind::invalidInput, SettingsCard::tr("%1 is a number from %2 to %3, and not “%4”.").arg(name, QString::number(least), QString::number(most), text));
    return number;
}

Result<qint64> wholeNumber(const QString &text, qint64 least, const QString &name)
{
    bool isNumber = false;
    const qint64 number = text.toLongLong(&isNumber);
    if (!isNumber || number < least)
        return fail(ErrorKind::invalidInput, SettingsCard::tr("%1 is a whole number, and not “%2”.").arg(name, text));
    return number;
}

template<typename T> QString shownNumber(const std::optional<T> &number)
{
    return number ? QString::number(*number) : QString();
}

} // namespace

QStringList stopTextsFrom(const QString &text)
{
    QStringList texts;
    QString current;
    const auto end = [&] {
        if (!current.isEmpty())
            texts.append(std::exchange(current, {}));
    };
    bool isBlankBegin = true;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        if (c == u'\\' && i + 1 < text.size()) {
            const QChar next = text.at(++i);
            current += next == u'n' ? QChar(u'\n') : next == u't' ? QChar(u'\t') : next == u's' ? QChar(u' ') : next;
            isBlankBegin = false;
        } else if (c == u',') {
            end();
            isBlankBegin = true;
        } else if (c != u' ' || !isBlankBegin) {
            current += c;
            isBlankBegin = false;
        }
    }
    end();
    return texts;
}

QString toText(const QStringList &stopTexts)
{
    QStringList parts;
    for (QString text : stopTexts) {
        text.replace(u"\\"_s, u"\\\\"_s).replace(u"\n"_s, u"\\n"_s).replace(u"\t"_s, u"\\t"_s).replace(u","_s, u"\\,"_s);
        parts.append(text.startsWith(u' ') ? u"\\s"_s + text.sliced(1) : text);
    }
    return parts.join(u", "_s);
}

SettingsCard::SettingsCard(Document &document, PromptDraft &draft, EditorLook &look, QWidget *parent)
    : QFrame(parent),
      m_draft(draft),
      m_row(new FlowLayout(theme::space(3))),
      m_effort(new QComboBox(this)),
      m_format(new QComboBox(this)),
      m_toolChoice(new QComboBox(this)),
      m_hasTools(new QCheckBox(tr("Tools that the model may call"), this)),
      m_said(new QLabel(this)),
      m_schema(new JsonField(draft, PromptDraft::kSchemaText, look, &grader::checkSchema, this)),
      m_tools(new JsonField(
          draft, PromptDraft::kToolsText, look, [](const Json &) { return Result<void>(); }, this))
{
    setProperty("card", true);
    setObjectName(u"settingsFrame"_s);
    m_schema->nameEditor(u"responseSchema"_s, tr("JSON Schema of the answer"));
    m_tools->nameEditor(u"tools"_s, tr("Tools as JSON: name, description, parameters"));
    m_said->setObjectName(u"settingsProblemLabel"_s);
    m_said->setWordWrap(true);
    makeFields();
    makeChoices();
    arrange(document);
    connect(m_schema, &JsonField::checked, this, &SettingsCard::checked);
    connect(m_tools, &JsonField::checked, this, [this] {
        showTools();
        Q_EMIT checked();
    });
    connect(&m_draft, &PromptDraft::shown, this, [this] {
        m_hasTools->setChecked(!m_draft.content().tools.isEmpty());
        showContent();
    });
    connect(&m_draft, &PromptDraft::settingsChanged, this, &SettingsCard::showContent);
}

void SettingsCard::makeChoices()
{
    m_effort->setObjectName(u"reasoningEffortComboBox"_s);
    m_effort->addItem(tr("default"), QString());
    for (const QString &word : tokens::reasoningEfforts())
        m_effort->addItem(word, word);
    m_effort->setToolTip(tr("How much a model that reasons is asked to think before it answers"));
    m_format->setObjectName(u"responseFormatComboBox"_s);
    m_format->addItems({tr("text"), tr("JSON"), tr("JSON Schema")});
    m_format->setToolTip(tr("What the model is asked to answer with"));
    m_hasTools->setObjectName(u"toolsCheckBox"_s);
    m_toolChoice->setObjectName(u"toolChoiceComboBox"_s);
    m_toolChoice->setAccessibleName(tr("Which tool the model is to call"));
    m_toolChoice->setToolTip(m_toolChoice->accessibleName());
    addLabelled(tr("reasoning"), m_effort);
    addLabelled(tr("answer as"), m_format);
    connect(m_effort, &QComboBox::activated, this, [this] {
        m_draft.changeSettings(tr("reasoning effort"), [word = m_effort->currentData().toString()](prompt::Content &content) { content.parameters.reasoningEffort = word; });
    });
    connect(m_format, &QComboBox::activated, this, [this](int index) {
        m_draft.changeSettings(tr("response format"), [index](prompt::Content &content) { content.responseFormat = static_cast<prompt::ResponseFormat>(index); });
    });
    connect(m_toolChoice, &QComboBox::activated, this, [this] {
        m_draft.changeSettings(tr("tool choice"), [word = m_toolChoice->currentData().toString()](prompt::Content &content) { content.toolChoice = word; });
    });
    connect(m_hasTools, &QCheckBox::clicked, this, &SettingsCard::takeTools);
    m_lenient = option(tr("missing variables are empty"), u"lenientCheckBox"_s, tr("As engines that are not strict have it: for prompts from elsewhere"), &prompt::TemplateOptions::lenient);
    m_trimBlocks = option(tr("no line end after a tag"), u"trimBlocksCheckBox"_s, tr("The line end right after {% %} goes (trim_blocks)"), &prompt::TemplateOptions::trimBlocks);
    m_lstripBlocks = option(tr("no blanks before a tag"), u"lstripBlocksCheckBox"_s, tr("Blanks from the line's begin to {% %} go (lstrip_blocks)"), &prompt::TemplateOptions::lstripBlocks);
}

QCheckBox *SettingsCard::option(const QString &text, const QString &name, const QString &toolTip, bool prompt::TemplateOptions::*member)
{
    auto *made = new QCheckBox(text, this);
    made->setObjectName(name);
    made->setToolTip(toolTip);
    connect(made, &QCheckBox::clicked, this, [this, text, member](bool isOn) {
        m_draft.changeSettings(text, [member, isOn](prompt::Content &content) { content.templateOptions.*member = isOn; });
    });
    return made;
}

void SettingsCard::arrange(Document &document)
{
    auto *tools = new QHBoxLayout;
    tools->addWidget(m_hasTools);
    tools->addWidget(m_toolChoice);
    tools->addStretch();
    auto *options = new FlowLayout(theme::space(3));
    auto *caption = new QLabel(tr("Templates:"), this);
    caption->setProperty("secondary", true);
    for (QWidget *each : QList<QWidget *>{caption, m_lenient, m_trimBlocks, m_lstripBlocks})
        options->addWidget(each);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme::space(3), theme::space(2), theme::space(3), theme::space(3));
    column->setSpacing(theme::space(2));
    column->addLayout(m_row);
    column->addWidget(m_said);
    column->addWidget(m_schema);
    column->addLayout(tools);
    column->addWidget(m_tools);
    column->addWidget(new ExamplesBar(document, m_draft, this));
    column->addLayout(options);
}

void SettingsCard::addLabelled(const QString &caption, QWidget *widget)
{
    auto *box = new QWidget(this);
    auto *stack = new QVBoxLayout(box);
    stack->setContentsMargins(0, 0, 0, 0);
    stack->setSpacing(2);
    auto *label = new QLabel(caption, box);
    label->setFont(theme::smallFont());
    label->setProperty("secondary", true);
    label->setBuddy(widget);
    widget->setAccessibleName(caption);
    stack->addWidget(label);
    stack->addWidget(widget);
    m_row->addWidget(box);
}

void SettingsCard::addField(const QString &caption, const QString &objectName, const QString &toolTip, int width, Field field)
{
    field.edit = new QLineEdit(this);
    field.name = caption;
    field.edit->setObjectName(objectName);
    field.edit->setPlaceholderText(tr("default"));
    field.edit->setToolTip(toolTip);
    field.edit->setFixedWidth(width);
    field.edit->installEventFilter(this);
    addLabelled(caption, field.edit);
    const std::size_t index = m_fields.size();
    connect(field.edit, &QLineEdit::textEdited, this, [this, index] { takeField(index); });
    m_fields.push_back(std::move(field));
}

void SettingsCard::makeFields()
{
    addField(tr("temperature"), u"temperatureLineEdit"_s, tr("From 0 to 2; 0 gives nearly always the same answer."), kNarrow,
        {.shown = [](const auto &content) { return shownNumber(content.parameters.temperature); },
            .take = [](auto &content, const QString &text) {
                return numberWithin(text, 0, kHottest, tr("The temperature")).transform([&](double number) { content.parameters.temperature = number; });
            },
            .clear = [](auto &content) { content.parameters.temperature.reset(); }});
    addField(tr("top_p"), u"topPLineEdit"_s, tr("From 0 to 1: the share of likely words to choose from. Set this or the temperature, not both."), kNarrow,
        {.shown = [](const auto &content) { return shownNumber(content.parameters.topP); },
            .take = [](auto &content, const QString &text) { return numberWithin(text, 0, 1, u"top_p"_s).transform([&](double number) { content.parameters.topP = number; }); },
            .clear = [](auto &content) { content.parameters.topP.reset(); }});
    addField(tr("max tokens out"), u"maxTokensLineEdit"_s, tr("The longest answer, reasoning included. It also bounds what a call can cost."), kNarrow + theme::space(4),
        {.shown = [](const auto &content) { return shownNumber(content.parameters.maxOutputTokens); },
            .take = [](auto &content, const QString &text) {
                return wholeNumber(text, 1, tr("The most tokens out")).transform([&](qint64 number) { content.parameters.maxOutputTokens = number; });
            },
            .clear = [](auto &content) { content.parameters.maxOutputTokens.reset(); }});
    addField(tr("seed"), u"seedLineEdit"_s, tr("Where a provider has it: the same seed gives mostly the same answer."), kNarrow,
        {.shown = [](const auto &content) { return shownNumber(content.parameters.seed); },
            .take = [](auto &content, const QString &text) {
                return wholeNumber(text, std::numeric_limits<qint64>::min(), tr("The seed")).transform([&](qint64 number) { content.parameters.seed = number; });
            },
            .clear = [](auto &content) { content.parameters.seed.reset(); }});
    addField(tr("stop at"), u"stopLineEdit"_s, tr("Up to four texts at which the answer ends, separated by commas; \\n is a line end, \\, a comma."), kWide,
        {.shown = [](const auto &content) { return toText(content.parameters.stop); },
            .take = [](auto &content, const QString &text) -> Result<void> {
                const QStringList texts = stopTextsFrom(text);
                if (texts.size() > kMostStops)
                    return fail(ErrorKind::invalidInput, tr("There can be four texts to stop at, and not %1.").arg(texts.size()));
                content.parameters.stop = texts;
                return {};
            },
            .clear = [](auto &content) { content.parameters.stop.clear(); }});
}

void SettingsCard::takeField(std::size_t index)
{
    Field &field = m_fields[index];
    const QString text = field.edit->text().trimmed();
    prompt::Content content = m_draft.content();
    const auto taken = text.isEmpty() ? Result<void>() : field.take(content, text);
    field.problem = taken ? std::nullopt : std::optional(taken.error());
    if (taken) {
        m_draft.changeSettings(field.name, [&](prompt::Content &changed) { text.isEmpty() ? field.clear(changed) : static_cast<void>(field.take(changed, text)); });
    }
    showProblems();
    Q_EMIT checked();
}

void SettingsCard::showContent()
{
    const prompt::Content &content = m_draft.content();
    const bool isReadOnly = m_draft.isReadOnly();
    for (Field &field : m_fields) {
        field.edit->setReadOnly(isReadOnly);
        // What is being typed stays as it is typed while it says the same: "0." on the way to 0.5.
        prompt::Content typed = content;
        const QString text = field.edit->text().trimmed();
        const bool says = field.edit->hasFocus() && !text.isEmpty() && field.take(typed, text) && typed == content;
        if (!says)
            field.edit->setText(field.shown(content));
        field.problem.reset();
    }
    m_effort->setCurrentIndex(std::max(0, m_effort->findData(content.parameters.reasoningEffort)));
    m_format->setCurrentIndex(static_cast<int>(content.responseFormat));
    m_lenient->setChecked(content.templateOptions.lenient);
    m_trimBlocks->setChecked(content.templateOptions.trimBlocks);
    m_lstripBlocks->setChecked(content.templateOptions.lstripBlocks);
    for (QWidget *each : QList<QWidget *>{m_effort, m_format, m_hasTools, m_toolChoice, m_lenient, m_trimBlocks, m_lstripBlocks})
        offer(*each, m_draft.againstChanging());
    m_schema->setVisible(content.responseFormat == prompt::ResponseFormat::jsonSchema);
    showTools();
    showProblems();
}

void SettingsCard::takeTools(bool wanted)
{
    const QString before = m_draft.jsonText(PromptDraft::kToolsText);
    const QString after = wanted ? QString::fromLatin1(kFirstTool) : QString();
    m_draft.editText(PromptDraft::kToolsText, {0, before, after});
    showTools();
}

void SettingsCard::showTools()
{
    if (!m_draft.jsonText(PromptDraft::kToolsText).isEmpty() || m_draft.isReadOnly())
        m_hasTools->setChecked(!m_draft.jsonText(PromptDraft::kToolsText).isEmpty());
    m_tools->setVisible(m_hasTools->isChecked());
    m_toolChoice->setVisible(m_hasTools->isChecked());
    const QString chosen = m_draft.content().toolChoice;
    m_toolChoice->clear();
    for (const auto &[text, word] : {std::pair(tr("default"), QString()), {tr("as it likes"), u"auto"_s}, {tr("none"), u"none"_s}, {tr("one of them"), u"required"_s}})
        m_toolChoice->addItem(text, word);
    for (const prompt::Tool &tool : m_draft.content().tools)
        m_toolChoice->addItem(tr("%1, always").arg(tool.name), tool.name);
    m_toolChoice->setCurrentIndex(std::max(0, m_toolChoice->findData(chosen)));
}

std::optional<Error> SettingsCard::problem() const
{
    for (const Field &field : m_fields) {
        if (field.problem)
            return field.problem;
    }
    return m_schema->problem() ? m_schema->problem() : m_tools->problem();
}

void SettingsCard::showProblems()
{
    QStringList said;
    for (const Field &field : m_fields) {
        if (field.problem)
            said.append(field.problem->describe());
    }
    showProblem(*m_said, said.join(u'\n'));
}

// Undo is the draft's, wherever the keyboard is.
bool SettingsCard::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo)) {
            event->ignore();
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace assay::ui
