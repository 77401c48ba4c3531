// SPDX-License-Identifier: GPL-3.0-or-later
// What a prompt version sends: all that its content hash covers. Plain values.
#pragma once

#include "core/base/json.h"
#include "core/prompt/language/templateoptions.h"
#include "core/tokens/chatmessage.h"

#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>

namespace assay::prompt {

struct MessageTemplate {
    tokens::Role role = tokens::Role::user;
    QString text; ///< source in the template language

    bool operator==(const MessageTemplate &) const = default;
};

/// What the version asks of any model; absent means the model's own option, else the provider's default.
struct Parameters {
    std::optional<double> temperature;
    std::optional<double> topP;
    std::optional<qint64> maxOutputTokens;
    std::optional<qint64> seed;
    QStringList stop;
    QString reasoningEffort = {}; ///< a word of tokens::reasoningEfforts()

    bool operator==(const Parameters &) const = default;
};

enum class ResponseFormat { text, json, jsonSchema };

/// A function that the model may ask to have called.
struct Tool {
    QString name; ///< of A-Z a-z 0-9 _ -, at most 64
    QString description = {};
    Json parameters = Json(jsoncons::json_object_arg); ///< a JSON Schema of its arguments: an object

    bool operator==(const Tool &) const = default;
};

/// One turn of user and assistant before the question itself.
struct Example {
    QString key; ///< of the item it was drawn from
    Json variables = Json(jsoncons::json_object_arg);
    QString answer;

    bool operator==(const Example &) const = default;
};

/// Examples drawn from an eval set: which, and what was drawn when the version was saved. The user's turn is the last user message, filled in with
/// the example's variables; the turns stand right before that message. Its items are left out of every run of the version.
struct ExampleDraw {
    QString set;
    QString tag;
    int count = 0; ///< at least 1
    qint64 seed = 1;
    QList<Example> drawn = {}; ///< `count` of them; empty in a draft: not drawn yet

    bool operator==(const ExampleDraw &) const = default;
};

struct Content {
    QList<MessageTemplate> messages;
    Parameters parameters = {};
    ResponseFormat responseFormat = ResponseFormat::text;
    Json responseSchema = Json::null(); ///< only with ResponseFormat::jsonSchema, else null
    QList<Tool> tools = {};
    QString toolChoice = {}; ///< "auto", "none", "required" or the name of a tool; empty: the API's default
    /// Name → text of every snippet that the messages include, directly or through another one, as it was when the version was saved.
    QMap<QString, QString> snippets = {};
    std::optional<ExampleDraw> examples = {};
    TemplateOptions templateOptions = {};

    bool operator==(const Content &) const = default;
};

/// {"messages":[{"role","template"}],"parameters":{…},"responseFormat":…,"responseSchema":…,"tools":[{"name","description","parameters"}],
/// "toolChoice":…,"snippets":{…},"examples":{"set","tag","count","seed","drawn":[{"key","variables","answer"}]},"templateOptions":{…}}: what is stored,
/// exported and hashed. All but messages and responseFormat are left out where they are empty or the default, so that the hash of a content without
/// them is what it was before they were known.
[[nodiscard]] Json toJson(const Content &content);
/// The reverse, validated; members that no content has are refused. Errors: invalidInput naming the member.
[[nodiscard]] Result<Content> contentFromJson(const Json &json);
/// Likewise of a draft, which need not be valid yet.
[[nodiscard]] Result<Content> draftContentFromJson(const Json &json);

/// At least one message; a system message only first; temperature from 0 to 2, topP from 0 to 1, maxOutputTokens above 0; at most four
/// stop texts, none empty; a response schema with ResponseFormat::jsonSchema and only then; tools with names of their own; a tool choice that can be
/// made; examples from a named set and tag, as many as were wanted, and a user message for them. Errors: invalidInput naming the member.
[[nodiscard]] Result<void> validate(const Content &content);
[[nodiscard]] QString contentHash(const Content &content);

/// "text", "json", "json-schema".
[[nodiscard]] QString toText(ResponseFormat format);
[[nodiscard]] std::optional<ResponseFormat> responseFormatFromText(QStringView text);

/// A name that an include can hold: one line, without quotes and blanks around it. Errors: invalidInput.
[[nodiscard]] Result<void> checkSnippetName(const QString &name);

} // namespace assay::prompt
