// SPDX-License-Identifier: GPL-3.0-or-later
// What a run or a comparison says on the command line, and the files that it leaves.
#pragma once

#include "app/cli/verb.h"

#include "core/report/reportmodel.h"
#include "core/workspace/workspace.h"

namespace assay::cli {

/// The stored run as a report. Errors: those of the repositories.
[[nodiscard]] Result<report::ReportModel> readReport(workspace::Workspace &workspace, run::RunId run);

/// A table of columns, then one sentence a comparison, to standard output.
void printReport(const Console &console, const report::ReportModel &model);

/// By the ending of the name: .html, .md or .json. Errors: invalidInput for another ending; io.
[[nodiscard]] Result<void> writeReport(const QString &path, const report::ReportModel &model);

/// As JSON, whatever the name.
[[nodiscard]] Result<void> writeReportJson(const QString &path, const report::ReportModel &model);

/// A run by its number, or "last". Errors: notFound, invalidInput.
[[nodiscard]] Result<run::RunId> runIdFrom(workspace::Workspace &workspace, const QString &text);

} // namespace assay::cli
