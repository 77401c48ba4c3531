// SPDX-License-Identifier: GPL-3.0-or-later
// A run's log, sent to a collector of OpenTelemetry traces over HTTP.
#pragma once

#include "core/report/attemptlog.h"

#include <QUrl>

namespace assay::app {

/// Returns once it is sent: not for a thread that must stay awake. Returns how many spans went out. Errors: those of report::sendTraces() and of
/// net::HttpTransport.
[[nodiscard]] Result<qsizetype> sendTraces(const QUrl &collector, const run::RunPlan &plan, const QList<run::AttemptRecord> &records, const std::stop_token &stop);

} // namespace assay::app
