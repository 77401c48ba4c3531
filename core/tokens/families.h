// SPDX-License-Identifier: GPL-3.0-or-later
// Which models count how: by the beginning of a model's name.
#pragma once

#include "core/tokens/counter.h"

namespace assay::tokens {

/// `name` in lower case.
[[nodiscard]] std::optional<ModelTokenizer> familyByStart(QStringView name);
/// For a model of which nothing is known.
[[nodiscard]] ModelTokenizer unknownFamily();

} // namespace assay::tokens
