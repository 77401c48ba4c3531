// SPDX-License-Identifier: GPL-3.0-or-later
// A prompt version: the immutable, numbered snapshot of what is sent. Plain values; nothing here touches a file.
#pragma once

#include "core/base/clock.h"
#include "core/base/id.h"
#include "core/base/json.h"
#include "core/tokens/chatmessage.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace assay::prompt {

using PromptId = Id<struct PromptTag>;
using VersionId = Id<struct VersionTag>;

struct MessageTemplate {
    tokens::Role role = tokens::Role::user;
    QString text; ///< source in the template language

    bool operator==(const MessageTemplate &) const = default;
};

/// What the version asks of any model; absent means the provider's default.
struct Parameters {
    std::optional<double> temperature;
    std::optional<double> topP;
    std::optional<qint64> maxOutputTokens;
    std::optional<qint64> seed;
    QStringList stop;

    bool operator==(const Parameters &) const = default;
};

enum class ResponseFormat { text, json, jsonSchema };

/// All that decides what is sent: the part that the content hash covers.
struct Content {
    QList<MessageTemplate> messages;
    Parameters parameters;
    ResponseFormat responseFormat = ResponseFormat::text;
    Json responseSchema = Json::null(); ///< only with ResponseFormat::jsonSchema, else null

    bool operator==(const Content &) const = default;
};

struct Version {
    VersionId id;
    PromptId promptId;
    QString promptName;
    int number = 0; ///< from 1, without gaps within its prompt
    Content content;
    QString note;              ///< why it was made, one line
    std::optional<int> parent; ///< number of the version it was made from
    QString contentHash;
    UtcTime createdAt;

    /// "triage@3"
    [[nodiscard]] QString label() const;
    bool operator==(const Version &) const = default;
};

/// {"messages":[{"role","template"}],"parameters":{…},"responseFormat":…}: what is stored, exported and hashed. Absent members are left out.
[[nodiscard]] Json toJson(const Content &content);
/// The reverse, validated; members that no content has are refused. Errors: invalidInput naming the member.
[[nodiscard]] Result<Content> contentFromJson(const Json &json);
/// At least one message; a system message only first; temperature from 0 to 2, topP from 0 to 1, maxOutputTokens above 0; at most four
/// stop texts, none empty; a response schema with ResponseFormat::jsonSchema and only then. Errors: invalidInput naming the member.
[[nodiscard]] Result<void> validate(const Content &content);
[[nodiscard]] QString contentHash(const Content &content);

/// "text", "json", "json-schema".
[[nodiscard]] QString toText(ResponseFormat format);
[[nodiscard]] std::optional<ResponseFormat> responseFormatFromText(QStringView text);

struct VersionReference {
    QString prompt;
    std::optional<int> number; ///< absent: the newest
    bool operator==(const VersionReference &) const = default;
};
/// "triage@3", "triage" or "triage@latest". Errors: invalidInput.
[[nodiscard]] Result<VersionReference> versionReferenceFromText(QStringView text);

} // namespace assay::prompt
