// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers as reports write them, in the C locale, the same in every format.
#pragma once

#include "core/base/clock.h"
#include "core/base/money.h"

#include <QString>

#include <optional>

namespace assay::report {

[[nodiscard]] QString moneyText(Money amount);                           ///< "$0.84", "$0.00041"
[[nodiscard]] QString moneyText(const std::optional<Money> &amount);     ///< "–" without one
[[nodiscard]] QString millisecondsText(const std::optional<double> &ms); ///< "820 ms", "1.24 s"
[[nodiscard]] QString dateText(UtcTime time);                            ///< "2026-11-20 10:42 UTC"

} // namespace assay::report
