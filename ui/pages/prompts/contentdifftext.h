// SPDX-License-Identifier: GPL-3.0-or-later
// What differs between two contents as one text with marks: messages and named parts line by line with the words that changed, settings one a line, and long
// stretches that are the same left out.
#pragma once

#include "core/prompt/diff.h"

namespace assay::ui {

struct DiffMark {
    enum class Kind { heading, removedLine, addedLine, removedWords, addedWords, quiet };

    Kind kind = Kind::heading;
    qsizetype start = 0;
    qsizetype length = 0;

    bool operator==(const DiffMark &) const = default;
};

struct DiffText {
    QString text;
    QList<DiffMark> marks;
    QList<qsizetype> changes; ///< where each run of changed lines begins
    int removed = 0;          ///< lines
    int added = 0;
};

[[nodiscard]] DiffText diffText(const prompt::ContentDiff &diff);

} // namespace assay::ui
