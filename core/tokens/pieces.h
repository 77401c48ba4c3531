// SPDX-License-Identifier: GPL-3.0-or-later
// Where the pieces of a text end that are encoded on their own. The rules are the regular expressions of openai/tiktoken (MIT),
// `tiktoken_ext/openai_public.py`, followed by hand; letters, numbers and white space as Unicode has them.
#pragma once

#include <QByteArrayView>

namespace assay::tokens {

/// The end of the piece that begins at `from`, which is inside the text and at the beginning of a character.
[[nodiscard]] qsizetype o200kPieceEnd(QByteArrayView utf8, qsizetype from);
[[nodiscard]] qsizetype cl100kPieceEnd(QByteArrayView utf8, qsizetype from);

} // namespace assay::tokens
