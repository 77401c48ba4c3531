// SPDX-License-Identifier: GPL-3.0-or-later
// A server may send back what it was sent, in a success too: nothing of an exchange goes on with the key in it.
#pragma once

#include "core/provider/chatmodel.h"
#include "core/secrets/redactor.h"

namespace assay::provider::wire {

[[nodiscard]] Error redacted(Error error, const secrets::Secret &key);
[[nodiscard]] Exchange redacted(Exchange exchange, const secrets::Redactor &redactor);

} // namespace assay::provider::wire
