// SPDX-License-Identifier: GPL-3.0-or-later
// What the Models page is given by the program: who asks providers, where keys go, what models cost. All of it is used on the GUI thread, and nothing of
// it makes that wait.
#pragma once

#include "core/pricing/pricebook.h"
#include "core/provider/openai/detection.h"
#include "core/provider/servicedesk.h"
#include "core/store/database.h"

#include <functional>

namespace assay::ui {

struct ModelServices {
    provider::ServiceDesk *desk = nullptr; ///< outlives the page
    const provider::Registry *registry = nullptr;
    std::function<QFuture<QList<provider::openai::DetectedServer>>()> detect;
    std::function<QFuture<Result<void>>(const QString &name, secrets::Secret key)> keepInKeychain;
    std::function<void(const QString &name, secrets::Secret key)> keepForSession;
    /// The price book as this user has it, and under which family it has the models of a kind.
    std::function<Result<pricing::PriceBook>()> prices;
    std::function<QString(const QString &kind)> familyOf;
    /// A sentence when a key of this source is old; else empty.
    std::function<QString(const QString &source)> keyReminder;
    /// The models that need no key; on the writer thread.
    std::function<Result<void>(store::Database &)> addSimulated;
    std::optional<Error> dialectsError; ///< of the user's own file of dialects
};

} // namespace assay::ui
