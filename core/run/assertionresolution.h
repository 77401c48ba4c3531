// SPDX-License-Identifier: GPL-3.0-or-later
// Assertions as they are graded: every text inside a value filled in with the item's variables and its `reference`.
#pragma once

#include "core/evalset/item.h"

namespace assay::run {

/// A text that is nothing but "{{ path }}" becomes what is at the path, whatever its kind; any other text stays text.
/// Errors: parse or render, naming the assertion; the caller adds the item.
[[nodiscard]] Result<QList<evalset::Assertion>> resolveAssertions(const QList<evalset::Assertion> &assertions, const Json &variables, const Json &reference);

} // namespace assay::run
