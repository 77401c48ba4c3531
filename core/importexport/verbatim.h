// SPDX-License-Identifier: GPL-3.0-or-later
// Characters that a text file does not carry through git, editors and reviews unharmed, and how they are written instead.
#pragma once

#include "core/base/json.h"

namespace assay::importexport {

/// Controls but line end and tab, separators of lines and paragraphs, marks of direction, byte order marks, and what is no character: a tool would turn
/// them into something else, take the file for binary, or show the text in another order than it is sent.
[[nodiscard]] bool isFragile(QChar c);
[[nodiscard]] bool hasFragile(QStringView text);
/// False for half of a surrogate pair: no file can hold it.
[[nodiscard]] bool isWhole(QStringView text);

/// "\u000d"
[[nodiscard]] QString unitEscape(QChar c);
/// A backslash as two, fragile characters as \uXXXX.
[[nodiscard]] QString escaped(QStringView text);
/// The reverse. Errors: parse, with the line (from 1) of a backslash that begins neither.
[[nodiscard]] Result<QString> unescaped(QStringView text);

/// JSON on one line or indented, in which fragile characters are escaped, too.
[[nodiscard]] QByteArray safeJson(const Json &value);
[[nodiscard]] QByteArray safePrettyJson(const Json &value);

} // namespace assay::importexport
