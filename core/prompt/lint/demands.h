// SPDX-License-Identifier: GPL-3.0-or-later
// What the words of a prompt demand of the answer.
#pragma once

#include "core/prompt/lint/examined.h"

namespace assay::prompt::linting {

/// Of the messages; the rest need not be there yet.
[[nodiscard]] Demands demandsOf(const Examined &prompt);

} // namespace assay::prompt::linting
