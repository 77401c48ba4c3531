// SPDX-License-Identifier: GPL-3.0-or-later
// What the headers of a dialect say of rate limits a minute.
#pragma once

#include "core/base/clock.h"
#include "core/provider/openai/dialect.h"
#include "core/tokens/toldlimits.h"

#include <QHttpHeaders>

namespace assay::provider::openai {

[[nodiscard]] tokens::ToldLimits limitsOf(LimitHeaders style, const QHttpHeaders &headers, UtcTime now);

} // namespace assay::provider::openai
