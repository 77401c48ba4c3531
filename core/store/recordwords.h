// SPDX-License-Identifier: GPL-3.0-or-later
// The words under which states of attempts and grades and the ends of answers are stored. Private to core/store.
#pragma once

#include "core/run/cellresult.h"

namespace assay::store {

[[nodiscard]] QString toText(run::Attempt::State state);
[[nodiscard]] std::optional<run::Attempt::State> attemptStateFromText(QStringView text);
[[nodiscard]] QString toText(grader::GradeState state);
[[nodiscard]] std::optional<grader::GradeState> gradeStateFromText(QStringView text);
[[nodiscard]] QString finishText(provider::FinishReason reason);
[[nodiscard]] std::optional<provider::FinishReason> finishFromText(QStringView text);

} // namespace assay::store
