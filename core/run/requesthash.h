// SPDX-License-Identifier: GPL-3.0-or-later
// A name for a whole request: equal for two requests exactly when a stored answer to one may stand for the other.
#pragma once

#include "core/provider/chatmodel.h"
#include "core/run/plan.h"

namespace assay::run {

/// SHA-256 in hex over the canonical JSON (RFC 8785) of: the provider's kind, address and options other than those of the connection; the API's model;
/// messages, parameters, response format, tools; the repeat. Not over what changes nothing in the answer: streaming, keys, limits, clocks.
[[nodiscard]] QString requestHash(const provider::ChatRequest &request, const PlannedModel &model, int repeat);

} // namespace assay::run
