// SPDX-License-Identifier: GPL-3.0-or-later
// Makes a noisy text readable: spaced letters are joined, letters that a scanner took for digits are put right, numbers in words become figures.
#pragma once

#include <QString>

namespace assay::provider::locale {

/// "F r e i g h t   7 5" becomes "Freight 75", "2O26" becomes "2026", "0rder" becomes "Order".
[[nodiscard]] QString repaired(const QString &text);

/// English, and the small numbers of French, German and Spanish: "twenty third of march twenty twenty seven" becomes "23 of march 2027",
/// "one fifty" 150, "eleven ninety-nine" 11.99, "six and a half grand" "6.5 grand", "minus eleven" "-11", "four below zero" "-4".
[[nodiscard]] QString withFigures(const QString &text);

/// Whether most of its little words are English.
[[nodiscard]] bool isEnglish(const QString &text);

} // namespace assay::provider::locale
