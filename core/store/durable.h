// SPDX-License-Identifier: GPL-3.0-or-later
// What must outlive a power cut.
#pragma once

#include <QString>

namespace assay::store {

/// The content of a file, or the names in a folder, are on the disk when this returns; false when the system could not say so.
bool makeDurable(const QString &path);

} // namespace assay::store
