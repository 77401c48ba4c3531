// SPDX-License-Identifier: GPL-3.0-or-later
// Where something stands in a template's source, as people count, and errors that say so.
#pragma once

#include "core/base/error.h"

#include <QString>
#include <QStringView>

namespace assay::prompt {

struct Place {
    qint64 line = 1;   ///< from 1
    qint64 column = 1; ///< from 1, in code points
    bool operator==(const Place &) const = default;
};

/// A template, or a snippet that it includes.
struct SourceText {
    QStringView name; ///< of the snippet; empty for the template itself
    QStringView text;
};

/// `offset` in UTF-16 units, up to and including the source's size.
[[nodiscard]] Place placeOf(QStringView source, qsizetype offset);
/// The line that the offset stands in, cut to what fits in a message.
[[nodiscard]] QString pieceOf(QStringView source, qsizetype offset);
/// Context: line, column and source (the piece), and the snippet's name in one.
[[nodiscard]] Error errorAt(ErrorKind kind, const SourceText &source, qsizetype offset, const QString &message, const QString &hint = {});

} // namespace assay::prompt
