// SPDX-License-Identifier: GPL-3.0-or-later
// The price book as this user has it.
#pragma once

#include "core/pricing/pricebook.h"

namespace assay::app {

/// Where the user's own rows are looked for: prices.json in the program's configuration folder.
[[nodiscard]] QString ownPricesPath();
/// The bundled book with the user's rows in front. Errors: those of the user's file, which is named.
[[nodiscard]] Result<pricing::PriceBook> priceBook();

} // namespace assay::app
