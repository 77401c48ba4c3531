// SPDX-License-Identifier: GPL-3.0-or-later
// A model as it is first put into a workspace: what the provider's list, the table of models and the price book know of it, filled in.
#pragma once

#include "core/pricing/pricebook.h"
#include "core/provider/modelconfig.h"
#include "core/provider/services.h"

namespace assay::run {

/// Named as the API calls it, or with the provider's name behind when one of `takenNames` is that. The price is that of `book` on this day, for models of
/// `family`; absent when the book does not have it. What only the list tells of the model's sizes is kept with its options.
[[nodiscard]] provider::ModelConfig newModel(
    const provider::ProviderConfig &provider, const provider::ListedModel &listed, const QStringList &takenNames, const pricing::PriceBook &book, QStringView family, QDate today);

} // namespace assay::run
