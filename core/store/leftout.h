// SPDX-License-Identifier: GPL-3.0-or-later
// How a run keeps the keys of the items that it leaves out. Private to core/store.
#pragma once

#include "core/base/json.h"

#include <QStringList>

namespace assay::store {

[[nodiscard]] QString keysToJson(const QStringList &keys);
/// Errors: damaged.
[[nodiscard]] Result<QStringList> keysFromJson(const QString &json);

} // namespace assay::store
