// SPDX-License-Identifier: GPL-3.0-or-later
// Whether two sides answered the same questions under the same checks.
#pragma once

#include "core/compare/input.h"

namespace assay::compare {

/// Each reason as the end of a sentence ("they ran on revisions 3 and 4 of support-triage"); empty when they may be compared.
[[nodiscard]] QStringList whyNotComparable(const ComparisonInput &input);

} // namespace assay::compare
