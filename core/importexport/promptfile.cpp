// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importexport/promptfile.h"

#include "core/importexport/scalarplace.h"
#include "core/importexport/spelling.h"
#include "core/prompt/language/template.h"
#include "core/run/schemacheck.h"

#include <QRegularExpression>
#include <QUtf8StringView>

#include <algorithm>

namespace assay::importexport {

using namespace Qt::StringLiterals;

namespace {

Error wrongMember(const QString &member, const QString &message, const QString &hint)
{
    return fail(ErrorKind::invalidInput, member + u" "_s + message, hint).error().with(u"member"_s, member);
}

/// Takes a text out of the object. Errors: invalidInput when it is something else.
Result<QString> takeText(Json &json, const QString &name)
{
    const std::string key = name.toStdString();
    if (!json.contains(key) || json.at(key).is_null())
        return QString();
    if (!json.at(key).is_string())
        return std::unexpected(wrongMember(name, u"is not a text"_s, u"Put it in quotes."_s));
    const QString text = toQString(json.at(key)).trimmed();
    json.erase(key);
    return text;
}

// The file says {schema: …} where the content has a word and the schema beside it.
Result<void> unfoldResponseFormat(Json &json)
{
    if (!json.contains("responseFormat"))
        return {};
    const Json format = json.at("responseFormat");
    if (format == Json("text") || format == Json("json"))
        return {};
    if (!format.is_object() || format.size() != 1 || !format.contains("schema"))
        return std::unexpected(wrongMember(u"responseFormat"_s, u"must be text, json or {schema: …}"_s, {}));
    json.insert_or_assign("responseFormat", jsonString(prompt::toText(prompt::ResponseFormat::jsonSchema)));
    json.insert_or_assign("responseSchema", format.at("schema"));
    return {};
}

Result<void> refuseUnknown(const Json &json)
{
    if (json.contains("hash") && json.contains("content"))
        return std::unexpected(wrongMember(u"content"_s, u"is what \"assay show\" prints of a version for programs to read: this is no file to import"_s,
            u"\"assay export FILE --prompts DIR\" writes the prompts of a workspace as files that can be, \"assay export FILE --prompt NAME\" one version."_s));
    for (const auto &member : json.object_range()) {
        const QString name = QString::fromUtf8(member.key());
        if (promptFileMembers().contains(name))
            continue;
        const QString known = u"Known here are: %1."_s.arg(promptFileMembers().join(u", "_s));
        return std::unexpected(wrongMember(name, u"is not known"_s, name == u"responseSchema" ? u"Write \"responseFormat: {schema: …}\"."_s : known));
    }
    return {};
}

/// The text of a member such as "messages[0].template" or "snippets.tone".
std::optional<std::string_view> textOf(const Json &value, const QString &member)
{
    static const QRegularExpression message(u"^messages\\[(\\d+)\\]\\.template$"_s);
    const auto textIn = [](const Json &object, const std::string &name) -> std::optional<std::string_view> {
        const bool isThere = object.is_object() && object.contains(name) && object.at(name).is_string();
        return isThere ? std::optional(object.at(name).as<std::string_view>()) : std::nullopt;
    };
    if (!value.is_object())
        return std::nullopt;
    if (member.startsWith(u"snippets.") && value.contains("snippets"))
        return textIn(value.at("snippets"), member.section(u'.', 1).toStdString());
    const auto match = message.match(member);
    const auto index = match.captured(1).toULongLong();
    if (!match.hasMatch() || !value.contains("messages") || !value.at("messages").is_array() || index >= value.at("messages").size())
        return std::nullopt;
    return textIn(value.at("messages").at(index), "template");
}

/// The first byte of a line, from 1.
qsizetype beginOfLine(QByteArrayView bytes, qint64 line)
{
    qsizetype at = 0;
    for (; line > 1 && at < bytes.size(); --line) {
        const qsizetype end = bytes.indexOf('\n', at);
        at = end < 0 ? bytes.size() : end + 1;
    }
    return at;
}

/// So many characters on.
qsizetype behindCharacters(QByteArrayView bytes, qsizetype at, qint64 count)
{
    const auto isBegin = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; };
    for (; count > 0 && at < bytes.size(); --count) {
        ++at;
        while (at < bytes.size() && !isBegin(bytes[at]))
            ++at;
    }
    return at;
}

/// The error with the place of the member's text in the file.
Error errorInText(const Error &error, const QString &member, const YamlDocument &document, const QByteArray &bytes)
{
    const qint64 line = error.contextValue(u"line").toLongLong();
    const qint64 column = error.contextValue(u"column").toLongLong();
    Error there = fail(error.kind, error.message, error.hint).error().with(u"member"_s, member);
    if (const auto place = line > 0 ? placeInFile(document, bytes, member, line, column) : std::nullopt; place && place->isExact) {
        there = there.with(u"line"_s, place->line).with(u"column"_s, place->column);
    } else {
        if (line > 0)
            there.message += u" (line %1, column %2 of the template)"_s.arg(line).arg(column);
        there = document.placed(there);
    }
    for (const QString &key : {u"source"_s, u"example"_s, u"item"_s}) {
        if (const QString value = error.contextValue(key); !value.isEmpty())
            there = there.with(key, value);
    }
    return there;
}

// What is included and not in the file is known when the version is saved: here each text must be one that can be read.
Result<void> checkTemplates(const prompt::Content &content, const YamlDocument &document, const QByteArray &bytes)
{
    const prompt::SnippetSource empty = [](const QString &) { return Result<QString>(QString()); };
    const auto check = [&](const QString &text, const QString &member, const QString &what) -> Result<void> {
        const auto parsed = prompt::Template::parse(text, content.templateOptions, empty);
        if (parsed)
            return {};
        Error wrong = errorInText(parsed.error(), member, document, bytes);
        wrong.message = what + u": "_s + wrong.message;
        return std::unexpected(wrong);
    };
    for (qsizetype i = 0; i < content.messages.size(); ++i) {
        if (const auto checked = check(content.messages.at(i).text, u"messages[%1].template"_s.arg(i), u"message %1"_s.arg(i + 1)); !checked)
            return checked;
    }
    for (const auto &[name, text] : content.snippets.asKeyValueRange()) {
        if (const auto checked = check(text, u"snippets."_s + name, u"snippet \"%1\""_s.arg(name)); !checked)
            return checked;
    }
    return {};
}

Result<PromptFile> fromDocument(const YamlDocument &document, const QByteArray &bytes)
{
    Json json = document.value;
    if (!json.is_object())
        return fail(ErrorKind::invalidInput, u"the file is no mapping"_s, u"It begins with \"prompt:\" and has \"messages:\"."_s);
    if (const auto known = refuseUnknown(json); !known)
        return std::unexpected(document.placed(known.error()));
    const auto name = takeText(json, u"prompt"_s);
    const auto note = takeText(json, u"note"_s);
    if (!name || !note)
        return std::unexpected(document.placed(name ? note.error() : name.error()));
    if (name->isEmpty())
        return std::unexpected(document.placed(wrongMember(u"prompt"_s, u"is missing: the file names no prompt"_s, u"Add a line such as \"prompt: triage\"."_s)));
    json.erase("prompt");
    json.erase("note");
    const auto content = unfoldResponseFormat(json).and_then([&json] { return prompt::contentFromJson(json); });
    if (!content)
        return std::unexpected(document.placed(content.error()));
    if (const auto schemas = run::checkSchemas(*content); !schemas) {
        // In a file the schema stands in its format.
        Error wrong = schemas.error();
        for (auto &[key, value] : wrong.context) {
            if (key == u"member")
                value.replace(u"responseSchema"_s, u"responseFormat.schema"_s);
        }
        return std::unexpected(document.placed(wrong));
    }
    if (const auto checked = checkTemplates(*content, document, bytes); !checked)
        return std::unexpected(checked.error());
    return PromptFile{.prompt = *name, .note = *note, .content = *content};
}

/// A block after "|" can hold the text as it is: YAML would fold, strip or refuse anything else.
bool isBlockText(const QString &text)
{
    if (text.trimmed().isEmpty() || text.front().isSpace() || text.endsWith(u"\n\n"))
        return false;
    for (const QStringView line : QStringView(text).split(u'\n')) {
        if (!line.isEmpty() && line.trimmed().isEmpty())
            return false;
    }
    return std::ranges::all_of(text, [](QChar c) { return c == u'\n' || c.isSurrogate() || (c.isPrint() && c != QChar::ByteOrderMark); });
}

QByteArray blockText(const QString &text, const QByteArray &indent)
{
    QByteArray block = text.endsWith(u'\n') ? QByteArray("|\n") : QByteArray("|-\n");
    const QStringList lines = (text.endsWith(u'\n') ? text.chopped(1) : text).split(u'\n');
    for (const QString &line : lines)
        block += line.isEmpty() ? QByteArray("\n") : indent + line.toUtf8() + '\n';
    return block;
}

// JSON is YAML, too, and has one way to write each text.
QByteArray textValue(const QString &text, const QByteArray &indent, bool mayUseBlocks)
{
    return mayUseBlocks && isBlockText(text) ? blockText(text, indent) : toJson(jsonString(text)) + '\n';
}

/// A member of the content on a line of its own; nothing when the content has none.
QByteArray memberLine(const Json &content, const char *name)
{
    return content.contains(name) ? QByteArray(name) + ": " + toJson(content.at(name)) + '\n' : QByteArray();
}

QByteArray written(const PromptFile &file, bool mayUseBlocks)
{
    const Json content = prompt::toJson(file.content);
    QByteArray yaml = "prompt: " + toJson(jsonString(file.prompt)) + '\n';
    if (!file.note.isEmpty())
        yaml += "note: " + toJson(jsonString(file.note)) + '\n';
    yaml += memberLine(content, "parameters");
    // Said even when there are none, or the workspace that reads it would go by its own.
    yaml += content.contains("templateOptions") ? memberLine(content, "templateOptions") : QByteArray("templateOptions: {}\n");
    if (file.content.responseFormat == prompt::ResponseFormat::jsonSchema)
        yaml += "responseFormat: {\"schema\": " + toJson(file.content.responseSchema) + "}\n";
    else
        yaml += "responseFormat: " + prompt::toText(file.content.responseFormat).toUtf8() + '\n';
    yaml += memberLine(content, "tools") + memberLine(content, "toolChoice") + memberLine(content, "examples");
    if (!file.content.snippets.isEmpty())
        yaml += "snippets:\n";
    for (const auto &[name, text] : file.content.snippets.asKeyValueRange())
        yaml += "  " + toJson(jsonString(name)) + ": " + textValue(text, "    ", mayUseBlocks);
    yaml += "messages:\n";
    for (const prompt::MessageTemplate &message : file.content.messages) {
        yaml += "  - role: " + tokens::toText(message.role).toUtf8() + "\n    template: ";
        yaml += textValue(message.text, "      ", mayUseBlocks);
    }
    return yaml;
}

} // namespace

const QStringList &promptFileMembers()
{
    static const QStringList names{
        u"prompt"_s, u"note"_s, u"parameters"_s, u"templateOptions"_s, u"responseFormat"_s, u"tools"_s, u"toolChoice"_s, u"examples"_s, u"snippets"_s, u"messages"_s};
    return names;
}

Result<PromptFile> promptFileFromYaml(const QByteArray &bytes, const QString &file)
{
    auto read = documentFromYaml(bytes).and_then(spelledAsHere).and_then([&bytes](const YamlDocument &document) { return fromDocument(document, bytes); });
    if (!read)
        return std::unexpected(read.error().with(u"file"_s, file));
    return read;
}

bool saysTemplateOptions(const QByteArray &bytes)
{
    const auto document = documentFromYaml(bytes).and_then(spelledAsHere);
    return document && document->value.is_object() && document->value.contains("templateOptions");
}

std::optional<TextPlace> placeInFile(const YamlDocument &document, const QByteArray &bytes, const QString &member, qint64 line, qint64 column)
{
    const auto begin = document.places.constFind(member);
    if (begin == document.places.cend())
        return std::nullopt;
    const QByteArrayView file = bytes;
    if (const auto text = textOf(document.value, member)) {
        const QByteArrayView read(text->data(), static_cast<qsizetype>(text->size()));
        const qsizetype sought = behindCharacters(read, beginOfLine(read, line), column - 1);
        if (const auto place = placeInScalar(file, beginOfLine(file, begin->line) + begin->column - 1, *text, sought)) {
            const QByteArrayView before = file.first(*place);
            const auto lines = std::ranges::count(before, '\n');
            const QByteArrayView ofLine = before.sliced(before.lastIndexOf('\n') + 1);
            return TextPlace{.line = lines + 1, .column = QUtf8StringView(ofLine.data(), ofLine.size()).toString().toUcs4().size() + 1, .isExact = true};
        }
    }
    return TextPlace{.line = begin->line, .column = begin->column, .isExact = false};
}

Error errorInFile(const Error &error, const QByteArray &bytes, const QString &file)
{
    const qint64 message = error.contextValue(u"message").toLongLong();
    const QString snippet = error.contextValue(u"snippet");
    const QString member = snippet.isEmpty() ? u"messages[%1].template"_s.arg(message - 1) : QString(u"snippets."_s + snippet);
    const auto document = documentFromYaml(bytes);
    if (!document || (snippet.isEmpty() && message < 1) || !document->places.contains(member))
        return error.with(u"file"_s, file);
    return errorInText(error, member, *document, bytes).with(u"file"_s, file);
}

QByteArray toYaml(const PromptFile &prompt)
{
    const QByteArray readable = written(prompt, true);
    const auto read = promptFileFromYaml(readable, {});
    return read && *read == prompt ? readable : written(prompt, false);
}

} // namespace assay::importexport
