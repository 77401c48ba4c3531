// SPDX-License-Identifier: GPL-3.0-or-later
// One line of a run's log: a request, what it was for, and what came of it; or an answer from the cache, for which nothing was sent. Everything in it
// went through redaction before it was stored.
#pragma once

#include "core/run/cellresult.h"

namespace assay::run {

struct AttemptRecord {
    Attempt attempt; ///< with number 0 when the answer came from the cache
    CellKey key;
    QString itemKey;
    QString version;       ///< "triage@3"
    QString model;         ///< its name here
    QString requestModel;  ///< what the API was asked for
    QString responseModel; ///< what it said it was; empty: nothing
    QString providerKind;
    QString host;                                       ///< "api.example.com"; empty for simulated
    std::optional<tokens::Usage> usage;                 ///< of the answer, on the attempt that it answered
    QString finish;                                     ///< as the API wrote it, likewise
    std::optional<provider::FinishReason> finishReason; ///< the same in one meaning
    std::optional<Outcome> outcome;                     ///< of the cell, likewise
    QString batch;                                      ///< the provider's name of the batch that it went out with; empty: sent alone
    bool mayHaveBeenBilled = false;                     ///< nobody knows: its end was never seen and is not waited for, or it broke off

    [[nodiscard]] bool isCached() const { return attempt.number == 0; }
    bool operator==(const AttemptRecord &) const = default;
};

/// Attempts of a run of which nobody knows whether they were billed.
struct UnknownBills {
    int calls = 0;
    Money worstCase; ///< the most that they can have cost; of calls without a price nothing is known
    bool operator==(const UnknownBills &) const = default;
};

} // namespace assay::run
