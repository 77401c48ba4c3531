// SPDX-License-Identifier: GPL-3.0-or-later
// Over HTTP/2 Qt Network hands head and body of a request to the system one after the other, and the system keeps the second back until the first
// is acknowledged, which the other side delays: 40 ms a call, measured with Qt 6.8. Qt offers no way to say otherwise, nor its sockets.
#pragma once

namespace assay::net {

/// No TCP connection that this process has now waits for acknowledgements before it sends more (TCP_NODELAY). Does nothing but on Linux.
void sendWithoutDelay();

} // namespace assay::net
