// SPDX-License-Identifier: GPL-3.0-or-later
// What the Models page says of a provider and a model, in words. Pure functions; markup only where the name says so.
#pragma once

#include "core/provider/capabilities.h"
#include "core/provider/registry.h"
#include "core/run/plan.h"
#include "core/secrets/keycheck.h"
#include "core/store/modelrepository.h"
#include "ui/theme/theme.h"

namespace assay::ui {

/// Medians of what was seen lately.
struct ModelSpeed {
    std::optional<Milliseconds> latency;
    std::optional<Milliseconds> timeToFirstToken;
    qsizetype answers = 0;
    UtcTime newest;

    bool operator==(const ModelSpeed &) const = default;
};

/// A provider with what is known of it beyond its configuration.
struct ProviderEntry {
    provider::ProviderConfig config;
    provider::KindInfo kind;
    QList<secrets::KeyFinding> keys; ///< empty: not looked at yet
    QString reminder;                ///< of an old key; empty when there is none
    QString proxy;                   ///< that its requests take; empty: none

    bool operator==(const ProviderEntry &) const = default;
};

struct ModelEntry {
    run::PlannedModel planned;
    provider::Capabilities abilities;
    ModelSpeed speed;

    bool operator==(const ModelEntry &) const = default;
};

namespace facts {

[[nodiscard]] ModelSpeed speedOf(const store::SeenSpeed &seen);

[[nodiscard]] QString kindTitle(const ProviderEntry &entry);
/// Host and port, "this program" for the simulated one.
[[nodiscard]] QString address(const ProviderEntry &entry);
/// "env:OPENAI_API_KEY ✓ found", one for each label; "no key needed".
[[nodiscard]] QString keyText(const ProviderEntry &entry);
[[nodiscard]] Tone keyTone(const ProviderEntry &entry);

/// "$0.15 / $0.60", or "unknown".
[[nodiscard]] QString price(const run::PlannedModel &model);
/// "60 RPM · 90 k TPM · 8 at once".
[[nodiscard]] QString limits(const provider::ModelConfig &model);
/// "128 k · JSON · schema · tools".
[[nodiscard]] QString abilities(const provider::Capabilities &abilities);
/// "1.2 s / 0.3 s", or "–".
[[nodiscard]] QString speed(const ModelSpeed &speed);

/// Captions and values as a table in rich text.
[[nodiscard]] QString providerTable(const ProviderEntry &entry);
[[nodiscard]] QString modelTable(const ModelEntry &entry);

} // namespace facts
} // namespace assay::ui
