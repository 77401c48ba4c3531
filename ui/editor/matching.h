// SPDX-License-Identifier: GPL-3.0-or-later
// What belongs together in a text that is being written, for the eye. Pure.
#pragma once

#include <QList>
#include <QString>

namespace assay::ui {

struct Span {
    qsizetype start = 0;
    qsizetype length = 0;

    [[nodiscard]] qsizetype end() const { return start + length; }
    bool operator==(const Span &) const = default;
};

/// At the cursor: the tags of one `if` or `for`, two brackets, an XML element's two tags. Empty when nothing does, or when the partner is missing. Linear in the
/// text.
[[nodiscard]] QList<Span> matchingAt(const QString &text, qsizetype position);

} // namespace assay::ui
