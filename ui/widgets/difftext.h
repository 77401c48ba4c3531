// SPDX-License-Identifier: GPL-3.0-or-later
// What differs between two texts, shown in editors: struck through and coloured what is only in the first, underlined and coloured what is only in
// the second.
#pragma once

#include <QString>

namespace assay::ui {

class CodeView;

/// Each side keeps its own text and gets its own marks, word by word.
void showWordDifference(CodeView *before, CodeView *after, const QString &beforeText, const QString &afterText);
/// Both in one view, line by line, with "-" and "+" before the lines that differ.
void showLineDifference(CodeView *view, const QString &beforeText, const QString &afterText);

} // namespace assay::ui
