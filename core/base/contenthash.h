// SPDX-License-Identifier: GPL-3.0-or-later
// The name of a content: SHA-256 as 64 lower-case hexadecimal digits. Equal bytes, equal name, on every machine.
#pragma once

#include "core/base/json.h"

#include <QByteArrayView>
#include <QString>

namespace assay {

[[nodiscard]] QString contentHash(QByteArrayView bytes);
/// Of the canonical text, so the order of members does not matter.
[[nodiscard]] QString contentHash(const Json &value);

} // namespace assay
