// SPDX-License-Identifier: GPL-3.0-or-later
// Which of the values in a text a field means: by the field's words and what they are called in other languages, by the ends of ranges, by
// corrections.
#pragma once

#include "core/provider/simulated/locale/finding.h"

#include <optional>

namespace assay::provider::locale {

/// Nothing when the field's words name no kind.
[[nodiscard]] std::optional<Kind> kindOf(const QString &field);

struct Choice {
    std::optional<Finding> best;
    std::optional<Finding> other;  ///< a decoy: what a careless reader takes
    bool isProbablyMissing = false; ///< the text speaks of the field without giving its value
};

[[nodiscard]] Choice choose(const QString &field, const QString &text, const Findings &findings);

} // namespace assay::provider::locale
