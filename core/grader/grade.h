// SPDX-License-Identifier: GPL-3.0-or-later
// The outcome of one assertion on one response.
#pragma once

#include <QString>

namespace assay::grader {

enum class GradeState {
    passed,
    failed,
    error ///< could not be decided: a runaway pattern, an unknown cost; neither pass nor fail
};

struct Grade {
    QString name;   ///< of the assertion as written: "not-contains"
    QString metric; ///< empty: the name
    GradeState state = GradeState::error;
    double score = 0; ///< 0 to 1
    double weight = 1;
    QString reason; ///< in plain words, with the value that was seen

    bool operator==(const Grade &) const = default;
};

} // namespace assay::grader
