// SPDX-License-Identifier: GPL-3.0-or-later
// A run's result for programs: what `assay run --json` writes. The format is described by resources/schemas/run-result.schema.json; a change that is not an
// addition raises its "format" number.
#pragma once

#include "core/report/reportmodel.h"

namespace assay::report {

inline constexpr int kJsonFormat = 1;

[[nodiscard]] Json toJson(const ReportModel &model);

} // namespace assay::report
