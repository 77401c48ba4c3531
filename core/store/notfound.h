// SPDX-License-Identifier: GPL-3.0-or-later
// "There is no …" in one voice, with what there is instead.
#pragma once

#include "core/base/error.h"

#include <QStringList>

namespace assay::store {

/// `what` with its name, such as `prompt "triage"`; `plural` names what there could be, such as `prompts`.
[[nodiscard]] std::unexpected<Error> notFound(const QString &what, const QString &plural, const QStringList &existing);

} // namespace assay::store
