// SPDX-License-Identifier: GPL-3.0-or-later
// Looser than scan.h: for a text that somebody writes and looks over, where a false alarm costs a glance and a key that passes costs the key.
#pragma once

#include "core/secrets/scan.h"

namespace assay::secrets {

/// Secrets that scan() leaves out: a key that begins as OpenAI's do and lacks their mark, and a short password behind its name, with or without quotes.
/// In order of place; never certain.
[[nodiscard]] QList<ScanFinding> likelySecrets(QStringView text);

} // namespace assay::secrets
