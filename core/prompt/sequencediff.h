// SPDX-License-Identifier: GPL-3.0-or-later
// The shortest way from one sequence of numbers to another.
#pragma once

#include "core/prompt/diff.h"

#include <vector>

namespace assay::prompt {

struct Edit {
    DiffKind kind = DiffKind::same;
    std::size_t before = 0; ///< place in the first sequence; meaningless for added
    std::size_t after = 0;  ///< place in the second sequence; meaningless for removed
};

/// In order; where elements were replaced, all removed come before the added. Above the size limit of diff.h what lies between the common
/// start and the common end is replaced whole.
[[nodiscard]] std::vector<Edit> editScript(const std::vector<int> &before, const std::vector<int> &after);
/// Whether the differing parts are small enough for the shortest script.
[[nodiscard]] bool isWithinLimit(const std::vector<int> &before, const std::vector<int> &after);

} // namespace assay::prompt
