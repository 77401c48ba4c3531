// SPDX-License-Identifier: GPL-3.0-or-later
// Dates in a readable text: in figures, with a month's name in ten languages, packed, and counted from a day that the text states.
#pragma once

#include "core/provider/simulated/locale/finding.h"

namespace assay::provider::locale {

struct DateReading {
    bool dayFirst = false; ///< how 3/4/2027 is read
    bool countsRelative = true;
    bool knowsCodes = true; ///< week dates, days of the year, military stamps
};

/// In the order of the text.
[[nodiscard]] Findings findDates(const QString &text, const DateReading &reading);

/// Days that are counted from `anchor`: "in 2 days", "the day after tomorrow", "this Friday", "14 days before".
[[nodiscard]] Findings findRelativeDates(const QString &text, QDate anchor);

/// From 1; 0 for a word that is no month.
[[nodiscard]] int monthOf(const QString &word);

} // namespace assay::provider::locale
