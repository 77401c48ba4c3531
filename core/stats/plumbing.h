// SPDX-License-Identifier: GPL-3.0-or-later
// The figures of this folder by name, for `assay x stats`: the very functions that the product uses.
#pragma once

#include "core/base/json.h"

#include <QStringList>
#include <QStringView>

namespace assay::stats {

/// The answer of one method to one input, both as documented for `assay x stats`; a figure that is undefined is null.
/// Members that the method does not know are ignored.
/// Errors: notFound for an unknown method, invalidInput naming the member that cannot be used; both with the method in the context.
[[nodiscard]] Result<Json> statsMethod(QStringView method, const Json &input);

/// Sorted.
[[nodiscard]] QStringList statsMethods();

} // namespace assay::stats
