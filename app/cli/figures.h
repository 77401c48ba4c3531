// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers as the command line writes them: C locale, so that scripts and people in every country read the same.
#pragma once

#include "core/base/clock.h"
#include "core/base/money.h"

#include <QString>

namespace assay::cli {

[[nodiscard]] QString moneyText(Money amount);         ///< "$0.84", "$0.00041"
[[nodiscard]] QString tokenText(qint64 count);         ///< "412", "41.2k", "1.2M"
[[nodiscard]] QString durationText(Milliseconds time); ///< "0.4 s", "3:41"
[[nodiscard]] QString timeText(UtcTime time);          ///< "2026-01-02 03:04 UTC"
/// As wide as `width`, cut with "…" when longer, ends of lines and tabs as escapes. Wide characters count as one.
[[nodiscard]] QString padded(const QString &text, int width, bool alignRight = false);

} // namespace assay::cli
