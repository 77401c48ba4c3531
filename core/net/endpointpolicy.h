// SPDX-License-Identifier: GPL-3.0-or-later
// Where a request with a key and a prompt in it may go. Pure functions of the address.
#pragma once

#include "core/base/error.h"

#include <QUrl>

namespace assay::net {

/// True for "localhost", 127.0.0.0/8 and ::1: what never leaves the machine.
[[nodiscard]] bool isLoopback(const QUrl &url);

/// Errors: invalidInput for anything but https, or plain http to this machine (elsewhere only with allowPlainHttp); for a user, a
/// password or a key written into the address. No message repeats more of the address than its host.
[[nodiscard]] Result<void> checkEndpoint(const QUrl &url, bool allowPlainHttp = false);

/// "api.example.com" or "localhost:11434": how an endpoint is called in messages. Never a path, a query or a user.
[[nodiscard]] QString hostText(const QUrl &url);

} // namespace assay::net
