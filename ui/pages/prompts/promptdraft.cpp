// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/prompts/promptdraft.h"

#include "ui/pages/prompts/draftcommands.h"


#include <algorithm>

namespace assay::ui {

namespace {

constexpr qint64 kBurstMs = 1'500;
constexpr int kMostSteps = 1'000;
constexpr char kFirstSchema[] = R"({
  "type": "object",
  "properties": {
    "answer": {"type": "string"}
  },
  "required": ["answer"],
  "additionalProperties": false
})";

} // namespace

PromptDraft::PromptDraft(QObject *parent) : QObject(parent)
{
    m_stack.setUndoLimit(kMostSteps);
}

void PromptDraft::show(const prompt::Content &content, bool isReadOnly, const QString &owner, const DraftEditing &editing)
{
    endBurst();
    if (!m_isReadOnly)
        m_left = state();
    m_isReadOnly = isReadOnly;
    const bool isBack = !isReadOnly && m_stack.count() > 0 && owner == m_owner && content == m_left.content;
    if (!isReadOnly && !isBack) {
        m_stack.clear();
        m_syntaxes.clear();
        m_owner = owner;
    }
    if (isBack) {
        m_ids = m_left.ids;
        m_content = m_left.content;
        m_jsonTexts = m_left.jsonTexts;
        readJson();
    } else {
        begin(content, editing);
    }
    Q_EMIT shown();
}

void PromptDraft::begin(const prompt::Content &content, const DraftEditing &editing)
{
    m_content = content;
    m_ids.clear();
    for (prompt::MessageTemplate &message : m_content.messages) {
        if (!m_isReadOnly)
            message.text = editable(message.text);
        m_ids.append(++m_lastId);
    }
    for (const auto &[index, syntax] : editing.syntaxes.asKeyValueRange()) {
        if (index < m_ids.size())
            m_syntaxes.insert(m_ids.at(index), syntax);
    }
    m_jsonTexts = contentTexts();
    m_jsonProblems.clear();
    if (!editing.schemaText && !editing.toolsText)
        return;
    m_jsonTexts[kSchemaText] = editing.schemaText.value_or(m_jsonTexts[kSchemaText]);
    m_jsonTexts[kToolsText] = editing.toolsText.value_or(m_jsonTexts[kToolsText]);
    readJson();
}

// What the JSON texts are by the content alone.
std::map<int, QString> PromptDraft::contentTexts() const
{
    prompt::Content rest = m_content;
    rest.messages.clear();
    const Json json = prompt::toJson(rest);
    const auto textOf = [&json](const char *member) { return json.contains(member) ? QString::fromUtf8(toPrettyJson(json.at(member))).trimmed() : QString(); };
    return {{kSchemaText, textOf("responseSchema")}, {kToolsText, textOf("tools")}};
}

DraftEditing PromptDraft::editing() const
{
    DraftEditing editing;
    for (qsizetype i = 0; i < m_ids.size(); ++i) {
        if (const auto chosen = syntax(m_ids.at(i)))
            editing.syntaxes.insert(i, *chosen);
    }
    const std::map<int, QString> said = contentTexts();
    const auto unsaid = [&](int id) { return m_jsonTexts.at(id) == said.at(id) ? std::nullopt : std::optional(m_jsonTexts.at(id)); };
    editing.schemaText = unsaid(kSchemaText);
    editing.toolsText = unsaid(kToolsText);
    return editing;
}

std::optional<BaseSyntax> PromptDraft::syntax(MessageId id) const
{
    const auto chosen = m_syntaxes.constFind(id);
    return chosen == m_syntaxes.cend() ? std::nullopt : std::optional(*chosen);
}

void PromptDraft::setSyntax(MessageId id, BaseSyntax syntax)
{
    if (m_isReadOnly || indexOf(id) < 0 || this->syntax(id) == syntax)
        return;
    m_syntaxes.insert(id, syntax);
    Q_EMIT editingChanged();
}

QList<QString> PromptDraft::texts() const
{
    QList<QString> texts;
    for (const prompt::MessageTemplate &message : m_content.messages)
        texts.append(message.text);
    return texts;
}

std::optional<Error> PromptDraft::jsonProblem(int id) const
{
    const auto known = m_jsonProblems.find(id);
    return known == m_jsonProblems.end() ? std::nullopt : known->second;
}

bool PromptDraft::continuesBurst()
{
    const bool continues = m_burst.isValid() && m_burst.elapsed() < kBurstMs;
    m_burst.start();
    return continues;
}

void PromptDraft::editText(MessageId id, const TextChange &change, QObject *source)
{
    if (m_isReadOnly || (id >= 0 && indexOf(id) < 0) || change.isEmpty())
        return;
    m_stack.push(new TextCommand(*this, id, change, source, continuesBurst()));
    if (!isOneKey(change))
        endBurst(); // what was pasted stays when what was typed after it is undone
}

void PromptDraft::setTexts(const QList<QString> &texts, const QString &what)
{
    pushState(what, [&](State &state) {
        for (qsizetype i = 0; i < std::min(texts.size(), state.content.messages.size()); ++i)
            state.content.messages[i].text = texts.at(i);
    });
}

PromptDraft::MessageId PromptDraft::addMessage(qsizetype at, const prompt::MessageTemplate &message)
{
    const MessageId id = ++m_lastId;
    pushState(tr("add message"), [&](State &state) {
        at = std::clamp<qsizetype>(at, 0, state.ids.size());
        state.ids.insert(at, id);
        state.content.messages.insert(at, message);
    });
    return id;
}

void PromptDraft::removeMessage(MessageId id)
{
    if (m_ids.size() < 2)
        return;
    pushState(tr("remove message"), [&](State &state) {
        if (const qsizetype index = state.ids.indexOf(id); index >= 0) {
            state.ids.removeAt(index);
            state.content.messages.removeAt(index);
        }
    });
}

void PromptDraft::moveMessage(MessageId id, qsizetype to)
{
    pushState(tr("move message"), [&](State &state) {
        const qsizetype from = state.ids.indexOf(id);
        to = std::clamp<qsizetype>(to, 0, state.ids.size() - 1);
        if (from < 0)
            return;
        state.ids.move(from, to);
        state.content.messages.move(from, to);
    });
}

void PromptDraft::setRole(MessageId id, tokens::Role role)
{
    pushState(tr("change role"), [&](State &state) {
        if (const qsizetype index = state.ids.indexOf(id); index >= 0)
            state.content.messages[index].role = role;
    });
}

void PromptDraft::changeSettings(const QString &field, const std::function<void(prompt::Content &)> &change)
{
    pushState(tr("change %1").arg(field), [&](State &state) { change(state.content); }, field);
}

void PromptDraft::replaceAll(const prompt::Content &content, const QString &what)
{
    pushState(what, [&](State &state) {
        state.content = content;
        while (state.ids.size() < content.messages.size())
            state.ids.append(++m_lastId);
        state.ids.resize(content.messages.size());
    });
}

void PromptDraft::pushState(const QString &what, const std::function<void(State &)> &change, const QString &field)
{
    if (m_isReadOnly)
        return;
    const State before = state();
    State after = before;
    change(after);
    if (after.content.responseFormat == prompt::ResponseFormat::jsonSchema && after.jsonTexts[kSchemaText].isEmpty())
        after.jsonTexts[kSchemaText] = QString::fromLatin1(kFirstSchema);
    if (after.ids == before.ids && after.content == before.content && after.jsonTexts == before.jsonTexts)
        return;
    const bool joins = !field.isEmpty() && continuesBurst();
    if (field.isEmpty())
        endBurst();
    m_stack.push(new StateCommand(*this, what, before, after, field, joins));
}

void PromptDraft::readJson()
{
    readSchema();
    readTools();
}

// A content has a schema with its format and only then; what is no JSON yet leaves the schema as it was.
void PromptDraft::readSchema()
{
    m_jsonProblems[kSchemaText].reset();
    if (m_content.responseFormat != prompt::ResponseFormat::jsonSchema) {
        m_content.responseSchema = Json::null();
        return;
    }
    auto schema = parseJson(QStringView(m_jsonTexts[kSchemaText]));
    if (schema && !schema->is_object())
        schema = fail(ErrorKind::invalidInput, tr("A JSON Schema is an object."));
    if (schema)
        m_content.responseSchema = *std::move(schema);
    else
        m_jsonProblems[kSchemaText] = schema.error();
    if (m_content.responseSchema.is_null())
        m_content.responseSchema = Json(jsoncons::json_object_arg);
}

void PromptDraft::readTools()
{
    m_jsonProblems[kToolsText].reset();
    const QString &text = m_jsonTexts[kToolsText];
    if (text.trimmed().isEmpty()) {
        m_content.tools.clear();
        return;
    }
    const auto tools = parseJson(QStringView(text)).and_then([](const Json &array) {
        // Read as a part of the least content that there is.
        prompt::Content least;
        least.messages = {{tokens::Role::user, {}}};
        Json whole = prompt::toJson(least);
        whole["tools"] = array;
        return prompt::contentFromJson(whole).transform([](const prompt::Content &content) { return content.tools; });
    });
    if (tools)
        m_content.tools = *tools;
    else
        m_jsonProblems[kToolsText] = tools.error();
}

void PromptDraft::applyText(MessageId id, const TextChange &change, QObject *source)
{
    if (source == nullptr)
        endBurst(); // undone or redone
    if (id < 0) {
        change.applyTo(m_jsonTexts[id]);
        readJson();
    } else if (const qsizetype index = indexOf(id); index >= 0) {
        change.applyTo(m_content.messages[index].text);
    } else {
        return;
    }
    Q_EMIT textChanged(id, change, source);
    Q_EMIT changed();
}

void PromptDraft::applyState(const State &next)
{
    const State before = state();
    m_ids = next.ids;
    m_content = next.content;
    m_jsonTexts = next.jsonTexts;
    readJson();
    for (const MessageId id : before.ids) {
        if (!m_ids.contains(id))
            Q_EMIT messageRemoved(id);
    }
    for (const MessageId id : std::as_const(m_ids)) {
        if (!before.ids.contains(id))
            Q_EMIT messageAdded(id);
    }
    if (before.ids != m_ids)
        Q_EMIT orderChanged();
    tellTexts(before);
    prompt::Content rest = m_content;
    rest.messages = before.content.messages;
    if (rest != before.content)
        Q_EMIT settingsChanged();
    Q_EMIT changed();
}

void PromptDraft::tellTexts(const State &before)
{
    const auto tell = [this](MessageId id, const QString &was, const QString &is) {
        if (was != is)
            Q_EMIT textChanged(id, changeBetween(was, is, was.size()), nullptr);
    };
    for (qsizetype i = 0; i < before.ids.size(); ++i) {
        const MessageId id = before.ids.at(i);
        if (indexOf(id) < 0)
            continue;
        if (before.content.messages.at(i).role != message(id).role)
            Q_EMIT roleChanged(id);
        tell(id, before.content.messages.at(i).text, message(id).text);
    }
    for (const auto &[id, was] : before.jsonTexts)
        tell(id, was, m_jsonTexts[id]);
}

} // namespace assay::ui
