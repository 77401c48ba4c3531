// SPDX-License-Identifier: GPL-3.0-or-later
// What a simulated server does with one request: everything is decided here, from the request and the seed alone, before anything is sent or waited
// for. The same request and seed give the same script on every machine and in every order of calls.
#pragma once

#include "core/provider/chatmodel.h"
#include "core/provider/simulated/tier.h"

namespace assay::provider {

/// Of the provider, as its configuration has them.
struct SimulationOptions {
    bool fast = false; ///< no waiting at all
    bool faults = true;
    qint64 seed = 7;

    bool operator==(const SimulationOptions &) const = default;
};
/// Absent members keep their default.
[[nodiscard]] SimulationOptions readSimulationOptions(const Json &json);

enum class Fault { none, rateLimit, reset };

/// Text that leaves at once, and how long the stream rests after it.
struct Burst {
    QString text;
    Milliseconds restAfter{0};

    bool operator==(const Burst &) const = default;
};

struct Script {
    QString requestId;
    Fault fault = Fault::none;
    Milliseconds beforeAnswer{0}; ///< until the first token, or until the refusal
    Milliseconds retryAfter{0};   ///< only with Fault::rateLimit
    QList<Burst> bursts;          ///< with Fault::reset what leaves before the connection breaks; none with Fault::rateLimit
    Completion completion;        ///< only with Fault::none

    bool operator==(const Script &) const = default;
};

[[nodiscard]] Script writeScript(const Tier &tier, const SimulationOptions &options, const ChatRequest &request);

} // namespace assay::provider
