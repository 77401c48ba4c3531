// SPDX-License-Identifier: GPL-3.0-or-later
// A key in all the forms in which a server may send it back, and the search for any of them in what was written.
#pragma once

#include <QByteArray>
#include <QStringList>

namespace assay::test {

/// Of every character that some form has to escape, and known nowhere else.
[[nodiscard]] QByteArray canaryKey();

/// Raw, JSON-escaped, percent-encoded, in hexadecimal, in base64 and base64url in all three alignments: text with a word for each.
[[nodiscard]] QString everyFormOf(const QByteArray &key);

/// The forms found in `bytes`, also in UTF-16 of either order; "base64 after 1" and the like.
[[nodiscard]] QStringList formsFoundIn(const QByteArray &bytes, const QByteArray &key);

/// As formsFoundIn(), of every file below `folder`, with the file's name before each.
[[nodiscard]] QStringList formsFoundBelow(const QString &folder, const QByteArray &key);

} // namespace assay::test
