// SPDX-License-Identifier: GPL-3.0-or-later
// A report as one HTML file that needs nothing else: no script, no font, no picture from elsewhere. Everything that came from a user or a model is
// escaped. Readable on paper without colour: marks stand beside colours.
#pragma once

#include "core/report/reportmodel.h"

namespace assay::report {

[[nodiscard]] QByteArray toHtml(const ReportModel &model);

} // namespace assay::report
