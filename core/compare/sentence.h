// SPDX-License-Identifier: GPL-3.0-or-later
// The comparison in plain words, quoted unchanged by the window, the command line and every report.
#pragma once

#include "core/compare/comparison.h"

namespace assay::compare {

/// The verdict with its figures first, such as "triage@4 is better than triage@3 on sim-medium: 171 of 200 against 149, +11.0 points
/// (95 % +5.9 to +16.8); 27 fixes, 5 regressions."; then whatever limits it: how it was judged, what the set could not have seen, what was
/// left out, and that the provider is simulated.
[[nodiscard]] QString sentence(const Comparison &comparison);

} // namespace assay::compare
