// SPDX-License-Identifier: GPL-3.0-or-later
// One prompt version as a YAML file to write and review by hand:
//   prompt: triage
//   note: why this version
//   parameters: {temperature: 0, maxOutputTokens: 200}
//   responseFormat: json              # or text (the default), or {schema: …}
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

/// Errors: parse or invalidInput, with file, line and mostly column, and the member where there is one; a template that does not parse is one too.
[[nodiscard]] Result<PromptFile> promptFileFromYaml(const QByteArray &bytes, const QString &file);
/// Reading it back gives the same, for a prompt and a note without blanks around them. Templates stand as blocks of text where YAML allows it.
[[nodiscard]] QByteArray toYaml(const PromptFile &prompt);

} // namespace assay::importexport
