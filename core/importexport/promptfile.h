// SPDX-License-Identifier: GPL-3.0-or-later
// One prompt version as a YAML file to write and review by hand:
//   prompt: triage
//   note: why this version
//   parameters: {temperature: 0, maxOutputTokens: 200, reasoningEffort: low}
//   templateOptions: {trimBlocks: true}
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
#pragma once

#include "core/prompt/promptversion.h"

namespace assay::importexport {

struct PromptFile {
    QString prompt;
    QString note;
    prompt::Content content;

    bool operator==(const PromptFile &) const = default;
};

/// Errors: parse or invalidInput, with file, line and mostly column, and the member where there is one; a template that does not parse is one too, and so is
/// a schema that is none.
[[nodiscard]] Result<PromptFile> promptFileFromYaml(const QByteArray &bytes, const QString &file);
/// Reading it back gives the same, for a prompt and a note without blanks around them. Templates stand as blocks of text where YAML allows it.
[[nodiscard]] QByteArray toYaml(const PromptFile &prompt);

} // namespace assay::importexport
