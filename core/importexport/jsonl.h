// SPDX-License-Identifier: GPL-3.0-or-later
// Items as JSON Lines: one object a line (see evalset::itemFromJson). UTF-8 with or without BOM, LF or CRLF, blank lines are passed over.
#pragma once

#include "core/evalset/item.h"

namespace assay::importexport {

/// All or nothing. Errors: parse or conflict with file and line; further bad lines (at most 20) stand in the message.
[[nodiscard]] Result<QList<evalset::Item>> itemsFromJsonl(const QByteArray &bytes, const QString &file);

/// LF line ends, no BOM. Reading it back gives the same items, and writing those the same bytes.
[[nodiscard]] QByteArray itemsToJsonl(const QList<evalset::Item> &items);

} // namespace assay::importexport
