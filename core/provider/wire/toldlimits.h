// SPDX-License-Identifier: GPL-3.0-or-later
// Rate limits out of the headers of OpenAI (x-ratelimit-limit-requests, -remaining-, -reset-, and the same with tokens) and of Mistral
// (x-ratelimit-limit-req-minute, x-ratelimit-remaining-tokens-minute and the like).
#pragma once

#include "core/tokens/toldlimits.h"

#include <QHttpHeaders>

namespace assay::provider::wire {

[[nodiscard]] tokens::ToldLimits toldLimits(const QHttpHeaders &headers);
/// A whole number of 0 or more; nothing for anything else.
[[nodiscard]] std::optional<qint64> toldNumber(const QHttpHeaders &headers, QByteArrayView name);

} // namespace assay::provider::wire
