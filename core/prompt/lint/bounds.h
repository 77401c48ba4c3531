// SPDX-License-Identifier: GPL-3.0-or-later
// How much the words of a prompt allow the answer to be.
#pragma once

#include "core/prompt/lint/examined.h"

namespace assay::prompt::linting {

struct Bound {
    Spot spot;
    int number;
    QString unit; ///< "word", "sentence", …
};

/// Of the answer as a whole: one of a member or of each part says so, and is left out.
[[nodiscard]] QList<Bound> upperBounds(const Examined &prompt);
[[nodiscard]] QList<Bound> lowerBounds(const Examined &prompt);

/// How many words the answer may have: only where it is clear that the number is of all that is said, and none where something is to be said besides.
[[nodiscard]] std::optional<Bound> mostWords(const Examined &prompt);

} // namespace assay::prompt::linting
