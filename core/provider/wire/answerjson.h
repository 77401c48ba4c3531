// SPDX-License-Identifier: GPL-3.0-or-later
// The JSON of an answer: what is no JSON because it was cut short is told from what never was any. Halves of characters are marked in it
// (surrogates.h).
#pragma once

#include "core/base/json.h"

namespace assay::provider::wire {

/// A whole body. Errors: reset when it broke off, or is empty; malformed, with the hint.
[[nodiscard]] Result<Json> answerJson(QByteArrayView body, const QString &hint);
/// The data of one event: an object, or a list of one. Errors: malformed, with the hint.
[[nodiscard]] Result<Json> eventJson(QByteArrayView data, const QString &hint);

} // namespace assay::provider::wire
