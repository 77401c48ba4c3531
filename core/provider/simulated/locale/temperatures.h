// SPDX-License-Identifier: GPL-3.0-or-later
// Temperatures in a readable text, in the order of the text: with a unit, as temp_c=12.5, or in an aviation weather report.
#pragma once

#include "core/provider/simulated/locale/finding.h"

namespace assay::provider::locale {

/// Where one place gives both scales only the Fahrenheit value.
[[nodiscard]] Findings findTemperatures(const QString &text);

} // namespace assay::provider::locale
