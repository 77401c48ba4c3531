// SPDX-License-Identifier: GPL-3.0-or-later
// The sections of the bench. Each prints one JSON object with its figures and the limits that they are held against.
#pragma once

#include "core/base/json.h"

namespace assay::bench {

/// What a section tells that could not be carried out.
[[nodiscard]] inline Json failed(const QString &why)
{
    Json json(jsoncons::json_object_arg);
    json.insert_or_assign("error", jsonString(why));
    return json;
}

struct EngineLoad {
    int models = 3;
    int repeats = 1;
    int concurrency = 32; ///< calls at once, of each model
    int chunks = 0;       ///< 0: plain answers
    int latencyMs = 0;
    double peakMbLimit = 60;
};
/// 500 items × models × repeats against a loopback server in another process, everything on: store, grading, live batches.
[[nodiscard]] Json engine(const EngineLoad &load);

struct EnforcedLimits {
    bool isBucket = false;            ///< else a sliding minute
    bool chargesReservations = false; ///< and tells what remains; else what was used, and tells nothing
    qint64 requestsPerMinute = 1'200;
    qint64 tokensPerMinute = 300'000;
};
/// Three minutes of calls against a server in another process that enforces these limits.
[[nodiscard]] Json rateLimited(const EnforcedLimits &limits);
/// That other process.
[[nodiscard]] int enforce(const EnforcedLimits &limits);

/// 500 rows × 6 columns under 2,000 updates a second for some seconds.
[[nodiscard]] Json matrix();
/// A workspace of 100 runs × 1,500 cells: opened, and the last run shown.
[[nodiscard]] Json open();

/// The log of a run of 20,000 requests: read, filtered and sorted.
[[nodiscard]] Json log();

/// How fast text is counted, on one core.
[[nodiscard]] Json tokens();
/// How long the linter takes for a long prompt, and the scan for secrets for a long text.
[[nodiscard]] Json lint();
/// How fast an event stream is taken apart, on one core.
[[nodiscard]] Json eventStream();

/// The template language, and Nunjucks beside it when it is there.
[[nodiscard]] Json templates();
/// The template and the items of that section, as tests/nunjucks/bench.js reads them.
[[nodiscard]] QByteArray templateInput();

/// The other process: answers until standard input closes; its first line of output is its port.
[[nodiscard]] int serve(int chunks, int latencyMs);

} // namespace assay::bench
