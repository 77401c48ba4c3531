// SPDX-License-Identifier: GPL-3.0-or-later
// Counts out of usage objects: what is no number, or no number that tokens can have, was not told.
#pragma once

#include "core/base/json.h"

#include <optional>

namespace assay::provider::wire {

/// From 0 to 10^12; a fraction is cut off.
[[nodiscard]] std::optional<qint64> count(const Json *value);
[[nodiscard]] std::optional<qint64> count(const Json &usage, std::string_view name);
/// usage[group][name]
[[nodiscard]] std::optional<qint64> count(const Json &usage, std::string_view group, std::string_view name);

} // namespace assay::provider::wire
