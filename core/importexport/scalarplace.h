// SPDX-License-Identifier: GPL-3.0-or-later
// Where a place of a YAML text stands in its file, however the text is written: as a block after "|" or ">", in quotes with their escapes, or plain, on
// one line or folded over several.
#pragma once

#include <QByteArrayView>

#include <optional>
#include <string_view>

namespace assay::importexport {

/// `begin` is the byte where the text is written, such as its opening quote; `place` is a byte of what was read, at most its size. The byte of the file;
/// nothing where file and text do not agree up to there.
[[nodiscard]] std::optional<qsizetype> placeInScalar(QByteArrayView file, qsizetype begin, std::string_view text, qsizetype place);

} // namespace assay::importexport
