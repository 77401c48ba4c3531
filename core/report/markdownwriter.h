// SPDX-License-Identifier: GPL-3.0-or-later
// A report as Markdown for a pull request or a wiki. What came from a user or a model is fenced or escaped, so that it cannot change the page.
#pragma once

#include "core/report/reportmodel.h"

namespace assay::report {

[[nodiscard]] QByteArray toMarkdown(const ReportModel &model);

} // namespace assay::report
