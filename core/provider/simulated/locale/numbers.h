// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers as people write them: 1,234.56  1.234,56  1 234,56  1'234.56  1,25,000.
#pragma once

#include <QString>

#include <optional>

namespace assay::provider::locale {

/// A pattern for one number without a sign, with a named group: (?<name>…).
[[nodiscard]] QString numberPattern(const QString &name);

/// `pointGroups` decides what a lone point before three figures is: 15.750 as fifteen thousand, or a decimal.
[[nodiscard]] std::optional<double> readNumber(QString figures, bool pointGroups);

} // namespace assay::provider::locale
