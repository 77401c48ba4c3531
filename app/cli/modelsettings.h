// SPDX-License-Identifier: GPL-3.0-or-later
// What the options of `assay model` say of a provider and a model, and what becomes of the stored ones by it: what is not said stays as it is.
#pragma once

#include "app/cli/verb.h"

#include "core/store/modelrepository.h"

namespace assay::cli {

struct ModelSettings {
    // The provider.
    std::string provider; ///< its name; empty: the model's own, or the one of the same kind, address and key
    std::optional<std::string> kind;
    std::optional<std::string> baseUrl;
    std::optional<std::string> key;
    std::optional<std::string> caFile;
    bool allowsPlainHttp = false;
    std::optional<int> providerConcurrency;
    std::vector<std::string> providerOptions; ///< "NAME=JSON"

    // The model.
    std::string name;
    std::string rename;
    std::optional<std::string> apiName;
    std::optional<std::string> tier;
    std::optional<int> concurrency;
    std::optional<qint64> maxOutputTokens;
    std::optional<qint64> rpm;
    std::optional<qint64> tpm;
    bool streams = false;
    bool doesNotStream = false;
    std::optional<std::string> effort;
    std::optional<qint64> thinking;
    bool cachesPrompt = false;
    std::optional<std::string> abilities;
    std::optional<double> inputPrice;
    std::optional<double> outputPrice;
    std::optional<double> cachedPrice;
    std::optional<double> cacheWritePrice;
    std::optional<double> batchPercent;
    bool takesListPrice = false;

    std::vector<std::string> unset;

    void describe(CLI::App &command);
    [[nodiscard]] bool isAboutProvider() const;
    /// A key typed where a name, an address or an option belongs. Errors: invalidInput, which does not repeat it.
    [[nodiscard]] Result<void> checkNoKeys() const;
    /// What is wrong whatever the workspace holds. Errors: invalidInput.
    [[nodiscard]] Result<void> check(const app::Composition &composition) const;

    /// `known` with what was said; a new one takes its key from the usual variable of its kind, unless it has an address of its own.
    [[nodiscard]] Result<provider::ProviderConfig> applied(provider::ProviderConfig known, const app::Composition &composition) const;
    /// `known` with what was said. The price of one that has none yet is that of the price book.
    [[nodiscard]] Result<provider::ModelConfig> applied(provider::ModelConfig known, const provider::ProviderConfig &owner, const app::Composition &composition) const;
    /// The stored provider that is meant, for a model that is stored (null: not yet), or a new one without an id. Errors: notFound.
    [[nodiscard]] Result<provider::ProviderConfig> owner(const QList<provider::ProviderConfig> &stored, const run::PlannedModel *model, const app::Composition &composition) const;
};

} // namespace assay::cli
