// SPDX-License-Identifier: GPL-3.0-or-later
// One prompt version as a YAML file to write and review by hand:
//   prompt: triage
//   note: why this version
//   parameters: {temperature: 0, maxOutputTokens: 200, reasoningEffort: low}
//   templateOptions: {trimBlocks: true}   # without it a workspace takes its own for new drafts; a file that was exported always has it
//   responseFormat: json              # or text (the default), or {schema: …}
//   tools: [{name: look_up, description: …, parameters: {…}}]
//   toolChoice: auto
//   examples: {set: items, tag: shots, count: 4, seed: 1}   # drawn when it is imported; a file that was exported has them in "drawn"
//   snippets:                         # pinned; what is not here is taken from the workspace when it is imported
//     tone: |
//       …
//   messages:
//     - role: system
//       template: |
//         …
// What else a key may be called says spelling.h.
#pragma once

#include "core/importexport/yaml.h"
#include "core/prompt/promptversion.h"

#include <optional>

namespace assay::importexport {

struct PromptFile {
    QString prompt;
    QString note;
    prompt::Content content;

    bool operator==(const PromptFile &) const = default;
};

/// What a file can have at the top, in the order in which it is written.
[[nodiscard]] const QStringList &promptFileMembers();

/// Errors: parse or invalidInput, with file, line and mostly column, and the member where there is one; a template that does not parse is one too, and so is
/// a schema that is none.
[[nodiscard]] Result<PromptFile> promptFileFromYaml(const QByteArray &bytes, const QString &file);
/// Whether the file has them, be they empty; else those of the workspace that takes it in go for it.
[[nodiscard]] bool saysTemplateOptions(const QByteArray &bytes);
struct TextPlace {
    qint64 line = 1;   ///< from 1
    qint64 column = 1; ///< from 1, in characters
    bool isExact = false;

    bool operator==(const TextPlace &) const = default;
};
/// Where a place in a member's text, such as "messages[0].template", stands in the file, however the text is written there; where that cannot be told for
/// certain, such as behind an alias, where the text begins.
[[nodiscard]] std::optional<TextPlace> placeInFile(const YamlDocument &document, const QByteArray &bytes, const QString &member, qint64 line, qint64 column);
/// An error of compiling, rendering or pinning what was read from the file, which says message and line, with file and the file's line and column.
/// In a snippet that is not in the file the lines stay the snippet's.
[[nodiscard]] Error errorInFile(const Error &error, const QByteArray &bytes, const QString &file);
/// Reading it back gives the same, for a prompt and a note without blanks around them. Templates stand as blocks of text where YAML allows it.
[[nodiscard]] QByteArray toYaml(const PromptFile &prompt);

} // namespace assay::importexport
