// SPDX-License-Identifier: GPL-3.0-or-later
// Several texts in one file, each below a mark of its own line, as they are:
//
//   <!-- @user -->
//
//   Sort this message: {{ message }}
//
//   <!-- @snippet "tone" (ends with 1 line end) -->
//
//   Be friendly.
//
// Empty lines around a text are air: what line ends it begins or ends with itself, its mark says. A text that holds a mark, of ours or of a merge
// (mergemarks.h), or fragile characters (verbatim.h) stands escaped, and its mark says that. So every text of whole characters comes back byte for byte, and
// no tool that tidies line ends changes one unseen.
#pragma once

#include "core/base/json.h"

#include <QList>

namespace assay::importexport {

struct TextSection {
    QString kind;      ///< lower-case letters
    QString name = {}; ///< may be empty
    QString text = {};
    qint64 line = 0;          ///< of its mark, from 1
    qint64 firstTextLine = 0; ///< where the text begins but for line ends of its own

    bool operator==(const TextSection &) const = default;
};

[[nodiscard]] QByteArray toBytes(const TextSection &section);

/// What stands in `body`, whose first line is the file's line `firstLine`; its line ends are \n. Errors: parse with the line, also for text before the
/// first mark.
[[nodiscard]] Result<QList<TextSection>> sectionsFrom(QStringView body, qint64 firstLine);

/// A section that holds JSON in a fence.
[[nodiscard]] TextSection jsonSection(const QString &kind, const QString &name, const Json &json);
/// Errors: parse with the file's line.
[[nodiscard]] Result<Json> jsonOf(const TextSection &section);

} // namespace assay::importexport
