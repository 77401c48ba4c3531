// SPDX-License-Identifier: GPL-3.0-or-later
// What the words of a prompt demand of the answer.
#pragma once

#include "core/prompt/lint/examined.h"

namespace assay::prompt::linting {

/// "Answer in JSON", and not "the input is JSON".
[[nodiscard]] std::optional<Spot> demandedJson(const Examined &prompt);
/// An answer in plain text, Markdown, a table, one word, … : anything that is no JSON.
[[nodiscard]] std::optional<Spot> demandedOtherForm(const Examined &prompt);
/// A list of bullets or numbers.
[[nodiscard]] std::optional<Spot> demandedBullets(const Examined &prompt);

/// A list of values that the text allows.
struct LabelList {
    QString member; ///< of a JSON answer, or "" for the answer itself
    QStringList labels;
    Spot spot;
};
/// "category is one of: a, b, c", "Labels: a, b" and lists of bullets below such words.
[[nodiscard]] QList<LabelList> labelLists(const Examined &prompt);

} // namespace assay::prompt::linting
