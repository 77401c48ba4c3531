// SPDX-License-Identifier: GPL-3.0-or-later
// How much a model is asked to think before it answers, in words that every API's own are made from.
#pragma once

#include <QStringList>

namespace assay::tokens {

/// "none", "minimal", "low", "medium", "high", "xhigh", "max"; what a model takes of these differs.
[[nodiscard]] const QStringList &reasoningEfforts();

} // namespace assay::tokens
