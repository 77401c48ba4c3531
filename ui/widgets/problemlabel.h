// SPDX-License-Identifier: GPL-3.0-or-later
// Text that says what is wrong, in a colour that follows the scheme. A mark stands before it: nothing is said in hue alone.
#pragma once

#include <QString>

class QLabel;

namespace assay::ui {

/// The mark and the text in the colour of problems; an empty text hides the label.
void showProblem(QLabel &label, const QString &text);
/// Back to an ordinary text; an empty one hides the label.
void showText(QLabel &label, const QString &text);

} // namespace assay::ui
