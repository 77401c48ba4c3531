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

constexpr double kPlain = 3;    // says it outright
constexpr double kLikely = 1.6;
constexpr double kHint = 0.7;   // said in other connections, too

[[nodiscard]] const QList<Clues> &categoryClues();

[[nodiscard]] QList<Clues> moneyClues();   ///< billing, cancellation
[[nodiscard]] QList<Clues> goodsClues();   ///< shipping
[[nodiscard]] QList<Clues> accessClues();  ///< login, security
[[nodiscard]] QList<Clues> defectClues();  ///< bug
[[nodiscard]] QList<Clues> wishClues();    ///< how_to, feature_request, other

/// From "a | b_ | c…d". Case does not matter; apostrophes may be straight or curled.
[[nodiscard]] QRegularExpression cluePattern(const QString &clues);
/// A clue of the one list and one of the other in one sentence, in either order.
[[nodiscard]] QRegularExpression pairPattern(const QString &clues, const QString &others);

[[nodiscard]] Clues clues(Category category, double weight, const QString &text);
[[nodiscard]] Clues pairs(Category category, double weight, const QString &text, const QString &others);

} // namespace assay::provider::triage
