// SPDX-License-Identifier: GPL-3.0-or-later
// How Assay looks: palette, fonts, spacing, and one table of colours with a meaning, for light and dark. A mark always stands beside a
// colour: nothing is said in hue alone.
#pragma once

#include "core/run/cellresult.h"

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QString>

class QApplication;

namespace assay::ui {

enum class Tone { pass, fail, error, skipped, running, better, worse, neutral, accent, simulated };
enum class Scheme { system, light, dark };

namespace theme {

/// Palette, fonts and style sheet for the whole application; follows the desktop when `scheme` is system. Call once, before the first
/// widget; again to switch.
void apply(QApplication &application, Scheme scheme);
[[nodiscard]] bool isDark();

/// Text and marks: at least 4.5:1 against the base colour.
[[nodiscard]] QColor foreground(Tone tone);
/// A quiet area behind text of that tone.
[[nodiscard]] QColor background(Tone tone);
/// Behind what belongs together in a text, as two brackets; the palette's text stands out on it, colours of a syntax need not.
[[nodiscard]] QColor pairArea();
/// Lines between things.
[[nodiscard]] QColor hairline();
/// Text of lesser weight, still readable (4.5:1).
[[nodiscard]] QColor secondaryText();

/// ✓ ✕ ⚠ ◌ – ▲ ▼
[[nodiscard]] QString mark(Tone tone);
[[nodiscard]] Tone tone(run::Outcome outcome);

[[nodiscard]] QFont textFont();     ///< Inter, tabular figures
[[nodiscard]] QFont codeFont();     ///< JetBrains Mono
[[nodiscard]] QFont headlineFont(); ///< page titles
[[nodiscard]] QFont smallFont();    ///< captions

/// One step of the spacing scale in pixels: 4 · steps.
[[nodiscard]] constexpr int space(int steps)
{
    return 4 * steps;
}

/// A Breeze icon by its freedesktop name, recoloured with the palette; falls back to the bundled one.
[[nodiscard]] QIcon icon(const QString &name);

} // namespace theme
} // namespace assay::ui
