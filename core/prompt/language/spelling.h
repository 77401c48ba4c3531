// SPDX-License-Identifier: GPL-3.0-or-later
// "Did you mean": the known word nearest to one that was written.
#pragma once

#include <QString>
#include <QStringList>
#include <QStringView>

namespace assay::prompt {

/// The candidate with the fewest insertions, deletions, replacements and swaps of neighbours (optimal string alignment), when
/// those are at most a third of the word, else empty. Words below 3 or above 64 units and candidates beyond the first 500 are not looked at.
[[nodiscard]] QString nearestSpelling(QStringView written, const QStringList &candidates);

/// "Did you mean `name`?", or nothing.
[[nodiscard]] QString spellingHint(QStringView written, const QStringList &candidates);

/// "a, b, c and 4 more"; at most eight are named.
[[nodiscard]] QString namesInWords(const QStringList &names);

} // namespace assay::prompt
