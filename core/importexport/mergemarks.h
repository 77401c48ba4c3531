// SPDX-License-Identifier: GPL-3.0-or-later
// The marks that git leaves in a file that it could not merge. A line of seven "=" alone is none: it underlines headings, too, and never stands without the others.
#pragma once

#include "core/base/error.h"

#include <QByteArrayView>
#include <QString>
#include <QStringView>

namespace assay::importexport {

/// For refuseMergeMarks(), of prompts and snippets.
inline const QString kMarksInTexts = QStringLiteral("A prompt that has such a line is written by `assay export`, or with a blank before it.");

/// "<<<<<<<", "|||||||" or ">>>>>>>", alone or with a blank behind.
[[nodiscard]] bool isMergeMark(QStringView line);

/// Errors: parse, with the line of the first mark, from 1. `otherwise` says what to do with a text that has such a line of its own.
[[nodiscard]] Result<void> refuseMergeMarks(QByteArrayView bytes, const QString &otherwise = {});

} // namespace assay::importexport
