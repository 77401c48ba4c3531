// SPDX-License-Identifier: GPL-3.0-or-later
// What the requests of a log come to: how many, how many of them are shown, what they cost.
#pragma once

#include "ui/pages/log/logselection.h"

namespace assay::ui {

/// "1,240 requests", "12 shown" when that is less than all, "$0.31 + unknown" when an answer has no price.
[[nodiscard]] QStringList logFigures(const LogRecords &records, int shown);

} // namespace assay::ui
