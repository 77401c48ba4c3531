// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a protected label may move, by the same figures and the same test as every comparison. The same evidence always gives the same answer.
#pragma once

#include "core/run/labelgate.h"

namespace assay::compare {

/// In this order: there is a finished run of the candidate on the newest revision of the set, of which nearly all cells are graded (kLeftOutShare); each of
/// its models passes the least rate; and where the label stands somewhere, the version there has a run to compare with, on one of these models at least, and
/// on none of them is the candidate significantly worse (Holm over the models, as in any comparison). Items that only one of two runs has are left out.
[[nodiscard]] run::GateVerdict judgeGate(const run::GateEvidence &evidence);

} // namespace assay::compare
