// SPDX-License-Identifier: GPL-3.0-or-later
// The marks that git leaves in a file that it could not merge. A line of seven "=" alone is none: it underlines headings, too, and never stands without the others.
#pragma once

#include "core/base/error.h"

#include <QByteArrayView>
#include <QStringView>

namespace assay::importexport {

/// "<<<<<<<", "|||||||" or ">>>>>>>", alone or with a blank behind.
[[nodiscard]] bool isMergeMark(QStringView line);

/// Errors: parse, with the line of the first mark.
[[nodiscard]] Result<void> refuseMergeMarks(QByteArrayView bytes);

} // namespace assay::importexport
