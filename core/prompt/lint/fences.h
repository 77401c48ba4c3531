// SPDX-License-Identifier: GPL-3.0-or-later
// What sets an item's text apart from the instructions around it.
#pragma once

#include "core/prompt/lint/examined.h"

namespace assay::prompt::linting {

/// Where text stands between a pair of XML-like tags, backticks, triple quotes or rules, or in a filter block that makes one.
[[nodiscard]] QList<Range> fencesOf(const Message &message);
/// It stands in one of these, or a filter of its own fences it off.
[[nodiscard]] bool isFenced(const Output &output, const QList<Range> &fences);

} // namespace assay::prompt::linting
