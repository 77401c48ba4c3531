// SPDX-License-Identifier: GPL-3.0-or-later
// Amounts of US dollars in a readable text, in the order of the text.
#pragma once

#include "core/provider/simulated/locale/finding.h"

namespace assay::provider::locale {

struct AmountReading {
    bool pointGroups = false;   ///< 15.750 is fifteen thousand
    bool keepsSign = true;      ///< sees what is below zero
    bool takesAnyCurrency = false;
};

/// Amounts with a mark of the dollar; when the text has none, all numbers that look like money, provided that it speaks of dollars at all or no
/// currency is named.
[[nodiscard]] Findings findAmounts(const QString &text, const AmountReading &reading);


} // namespace assay::provider::locale
