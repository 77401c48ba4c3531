// SPDX-License-Identifier: GPL-3.0-or-later
// Names and flags as people write them: each has one form here, and a few that are understood.
#pragma once

#include <QStringView>

#include <optional>

namespace assay {

/// "maxOutputTokens", "max-output-tokens" and "max_output_tokens" are one name.
[[nodiscard]] bool isSameName(QStringView one, QStringView other);

/// on and off; true and false, and yes and no, are understood; in small letters or large ones.
[[nodiscard]] std::optional<bool> flagFromText(QStringView text);

} // namespace assay
