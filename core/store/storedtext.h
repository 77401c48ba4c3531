// SPDX-License-Identifier: GPL-3.0-or-later
// What SQLite would hand out as another text than it was given: U+FFFE, U+FFFF and halves of surrogate pairs anywhere, and a byte order mark at the beginning.
// Such a unit stands in a column as U+FDD1, which is no character, and its four hexadecimal digits; so does U+FDD1 itself.
// Files of earlier schemas had none of this: a migration brings them to it (oldtexts.h).
#pragma once

#include <QString>

namespace assay::store {

[[nodiscard]] QString storedText(const QString &text);
/// The reverse; any other text comes back as it is.
[[nodiscard]] QString textFromStored(const QString &stored);

} // namespace assay::store
