// SPDX-License-Identifier: GPL-3.0-or-later
// What a protected label asks for before it moves: what must hold, what is on record of both versions, and the answer. core/store gathers, core/compare
// answers.
#pragma once

#include "core/run/cellresult.h"

#include <functional>

namespace assay::run {

/// A run of the version on the set with at least this share of passes for each of its models, and none of them significantly worse than the version
/// that the label stands on.
struct LabelGate {
    QString set;
    double leastPassRate = 0; ///< from 0 to 1

    bool operator==(const LabelGate &) const = default;
};

/// A version in a stored run.
struct GateRun {
    RunPlan plan;
    QList<CellResult> cells;
    int version = 0; ///< index into the plan
};

struct GateEvidence {
    LabelGate gate;
    QString candidate;                        ///< "triage@7": where the label is to go
    QString current;                          ///< where it stands; empty: nowhere yet
    int setRevision = 0;                      ///< the newest of the set: runs on older ones do not count
    std::optional<GateRun> candidateRun = {}; ///< its newest finished run there; one with a simulated model only when there is no other
    std::optional<GateRun> currentRun = {};   ///< the same run when it has both
};

struct GateVerdict {
    QStringList missing; ///< what does not hold, each a clause; empty: the label may move
    QString advice;      ///< what to do about it
    QString evidence;    ///< one line: the run, the rates, the comparison; as far as there is a run

    [[nodiscard]] bool passes() const { return missing.isEmpty(); }
    bool operator==(const GateVerdict &) const = default;
};

using GateJudge = std::function<GateVerdict(const GateEvidence &)>;

} // namespace assay::run
