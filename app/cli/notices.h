// SPDX-License-Identifier: GPL-3.0-or-later
// What is no error, and still good to know before a version is sent to a model.
#pragma once

#include "app/composition.h"

namespace assay::cli {

/// That the JSON Schema of the version goes to the model without "strict", and why, as a sentence; empty when it does not, or when the model was told so.
[[nodiscard]] QString withoutStrict(const app::Composition &composition, const prompt::Version &version, const run::PlannedModel &model);

/// run::notes, and each schema of a version that goes to a model without "strict".
[[nodiscard]] QStringList noticesOf(const app::Composition &composition, const run::RunPlan &plan);

} // namespace assay::cli
