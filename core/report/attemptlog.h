// SPDX-License-Identifier: GPL-3.0-or-later
// The log of a run's attempts for other tools: JSON lines, and OpenTelemetry traces with the semantic conventions for generative AI.
#pragma once

#include "core/base/json.h"
#include "core/run/attemptrecord.h"

#include <functional>
#include <stop_token>

namespace assay::report {

/// {"run","item","version","model","repeat","attempt","state","startedAt","durationMs","ttftMs","httpStatus","requestId","batch","requestModel",
/// "responseModel","inputTokens","cachedTokens","cacheWriteTokens","outputTokens","reasoningTokens","usageIsEstimate","costUsd","finish","finishReason",
/// "outcome","error","message","retryAfterMs","mayHaveBeenBilled","worstCostUsd"}. Absent members are what is not known. The state is "sent", "answered", "failed", or
/// "cached" for an answer that nothing was sent for.
[[nodiscard]] Json attemptToJson(run::RunId run, const run::AttemptRecord &record);
/// One such object a line.
[[nodiscard]] QByteArray attemptsToJsonLines(run::RunId run, const QList<run::AttemptRecord> &records);

/// The body of an OTLP/HTTP request in JSON (OpenTelemetry Protocol 1.x, ExportTraceServiceRequest): a span for each attempt below one for the run.
/// Attributes are those of the OpenTelemetry semantic conventions for generative AI clients (gen_ai.*), and assay.* for what these lack. The ids
/// follow from run, cell and attempt, so that sending twice makes no second trace. `first` is the index of the first of these records in the
/// run's log: with 0 the span of the run itself is among them. Answers from the cache are no calls, and have no span.
[[nodiscard]] Json attemptsToOtlp(const run::RunPlan &plan, const QList<run::AttemptRecord> &records, qsizetype first = 0);

/// Sends one body to a collector, and gives the HTTP status of its answer.
using TracePost = std::function<Result<int>(const QByteArray &body)>;
/// Sends the log as attemptsToOtlp() has it, at most 500 records a body, one body after the other. Returns how many spans went out. Errors: those of
/// `post`; serverError for any status but 2xx; cancelled, when stopped between two bodies.
[[nodiscard]] Result<qsizetype> sendTraces(const run::RunPlan &plan, const QList<run::AttemptRecord> &records, const TracePost &post, const std::stop_token &stop = {});

} // namespace assay::report
