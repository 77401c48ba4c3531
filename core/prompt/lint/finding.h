// SPDX-License-Identifier: GPL-3.0-or-later
// What the linter says of a prompt: which rule, where, why, and what would mend it.
#pragma once

#include "core/prompt/promptversion.h"

namespace assay::prompt {

enum class Severity { off, info, warning, error };

/// "off", "info", "warning", "error".
[[nodiscard]] QString toText(Severity severity);
[[nodiscard]] std::optional<Severity> severityFromText(QStringView text);

struct TextEdit {
    qsizetype message = 0;
    qsizetype start = 0; ///< UTF-16 units, here and below
    qsizetype length = 0;
    QString text;

    bool operator==(const TextEdit &) const = default;
};

/// A change that mends what was found and leaves the prompt's meaning as it is.
struct Fix {
    QString title;         ///< such as "Remove it"
    QList<TextEdit> edits; ///< of the content as it was looked at, in order, not overlapping
    std::optional<ResponseFormat> responseFormat = {};

    bool operator==(const Fix &) const = default;
};

/// Of a finding that is about the version as a whole and not about a place in its text.
inline constexpr qsizetype kWholeVersion = -1;

struct Finding {
    QString rule; ///< such as "unfenced-variable"
    Severity severity = Severity::warning;
    qsizetype message = kWholeVersion; ///< from 0
    qsizetype start = 0;
    qsizetype length = 0; ///< 0: a place between two characters
    QString reason;       ///< one sentence: what it is and what to do
    std::optional<Fix> fix = {};

    bool operator==(const Finding &) const = default;
};

/// The content with the fix applied.
[[nodiscard]] Content fixed(const Content &content, const Fix &fix);
/// All fixes together; one that would change what another has changed already is left out.
[[nodiscard]] Fix allFixes(const QList<Finding> &findings);

} // namespace assay::prompt
