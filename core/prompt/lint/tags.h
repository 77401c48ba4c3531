// SPDX-License-Identifier: GPL-3.0-or-later
// The tags of a template's source, also where it has faults.
#pragma once

#include "core/prompt/lint/examined.h"

namespace assay::prompt::linting {

/// Where the tags stand, comments and the marks around raw blocks among them.
[[nodiscard]] QList<Range> tagsOf(QStringView source);
/// What the tags print, of those that print a variable.
[[nodiscard]] QList<Output> outputsOf(QStringView source, const QList<Range> &tags);

} // namespace assay::prompt::linting
