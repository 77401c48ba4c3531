// SPDX-License-Identifier: GPL-3.0-or-later
// Two limits with what lies between them.
#pragma once

namespace assay::stats {

struct Interval {
    double lower = 0;
    double upper = 0;

    [[nodiscard]] bool contains(double value) const { return lower <= value && value <= upper; }
    [[nodiscard]] double width() const { return upper - lower; }
    bool operator==(const Interval &) const = default;
};

} // namespace assay::stats
