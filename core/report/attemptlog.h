// SPDX-License-Identifier: GPL-3.0-or-later
// The log of a run's attempts for other tools: JSON lines, and OpenTelemetry traces with the semantic conventions for generative AI.
#pragma once

#include "core/base/json.h"
#include "core/run/attemptrecord.h"

namespace assay::report {

/// One object a line: {"run","item","version","model","repeat","attempt","state","startedAt","durationMs","ttftMs","httpStatus","requestId",
/// "inputTokens","outputTokens","costUsd","finish","outcome","error","message","mayHaveBeenBilled","worstCostUsd"}. Absent members are what is not known.
[[nodiscard]] QByteArray attemptsToJsonLines(run::RunId run, const QList<run::AttemptRecord> &records);

/// The body of an OTLP/HTTP request in JSON (OpenTelemetry Protocol 1.x, ExportTraceServiceRequest): a span for each attempt below one for the run.
/// Attributes are those of the OpenTelemetry semantic conventions for generative AI clients (gen_ai.*), and assay.* for what these lack. The ids
/// follow from run, cell and attempt, so that sending twice makes no second trace. `first` is the index of the first of these records in the
/// run's log: with 0 the span of the run itself is among them.
[[nodiscard]] Json attemptsToOtlp(const run::RunPlan &plan, const QList<run::AttemptRecord> &records, qsizetype first = 0);

} // namespace assay::report
