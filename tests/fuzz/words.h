// SPDX-License-Identifier: GPL-3.0-or-later
// The words of the template language, and the values that have gone wrong elsewhere: what a search puts into its inputs.
#pragma once

#include <QByteArray>
#include <QList>

namespace assay::fuzz {

[[nodiscard]] const QList<QByteArray> &words();

} // namespace assay::fuzz
