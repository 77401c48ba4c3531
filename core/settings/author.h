// SPDX-License-Identifier: GPL-3.0-or-later
// Who saves a version or moves a label, as others shall read it.
#pragma once

#include <QString>

namespace assay::settings {

/// The variable ASSAY_AUTHOR, else the user.name of git where the program was started, else the name of the account, in full where it has one. One line,
/// at most 100 characters; empty when nothing is known. May start git, and wait for it for a second: not for the thread of a window.
[[nodiscard]] QString author();

} // namespace assay::settings
