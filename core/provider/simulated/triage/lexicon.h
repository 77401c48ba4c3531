// SPDX-License-Identifier: GPL-3.0-or-later
// Clues in English, German, French, Spanish, Portuguese, Italian, Polish and Japanese. A clue is the beginning of a word, or of several words;
// "…" stands for up to 40 characters in between; a final "_" asks for the whole word.
#pragma once

#include "core/provider/simulated/triage/category.h"

#include <QRegularExpression>

namespace assay::provider::triage {

/// One pattern of many clues of the same weight.
struct Clues {
    Category category;
    double weight;
    QRegularExpression pattern;
};
[[nodiscard]] const QList<Clues> &categoryClues();

/// From "a | b_ | c…d". Case does not matter; apostrophes may be straight or curled.
[[nodiscard]] QRegularExpression cluePattern(const QString &clues);

} // namespace assay::provider::triage
