// SPDX-License-Identifier: GPL-3.0-or-later
// Where an answer with a redirect sends a request on. It is followed to the same scheme, host and port alone, since it carries the key along, and only
// when the request stays what it was. Pure functions of request and answer.
#pragma once

#include "core/net/httptransport.h"

namespace assay::net {

/// The most that one call is sent on.
inline constexpr int kMaxRedirects = 3;

[[nodiscard]] bool isRedirect(const HttpHead &head);

/// The address that `head` sends `request` on to, after `followed` redirects. A POST or DELETE follows 307 and 308, a GET also 301, 302 and 303 (RFC
/// 9110, section 15.4). Errors: badRequest for anything else, invalidInput for an address that the endpoint policy refuses; none repeats more of
/// an address than its host.
[[nodiscard]] Result<QUrl> redirectTarget(const HttpRequest &request, const HttpHead &head, int followed);

} // namespace assay::net
