// SPDX-License-Identifier: GPL-3.0-or-later
// What a process that may hold keys owes its user.
#pragma once

namespace assay::app {

/// From here on no core dump is written, whoever handles them, and no other process of the user reads along. A file-size limit and a reader that has
/// gone are errors and not a death. No file is taken for a standard stream that was closed.
void protectProcess();

} // namespace assay::app
