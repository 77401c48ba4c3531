// SPDX-License-Identifier: GPL-3.0-or-later
// Which models there are known to be, and what they can do: data shipped with the program, corrected by a model's own options.
#pragma once

#include "core/provider/capabilities.h"
#include "core/provider/modelconfig.h"

#include <QHash>

namespace assay::provider {

/// Whose models a kind of provider offers, as the tables of models and prices call them: "openai", "anthropic", "google", …; empty for a kind that can
/// be any.
[[nodiscard]] QString familyOf(QStringView kind);

class Catalog {
public:
    /// From the resource :/assay/models/models.json, read once; empty where a program does not carry it.
    [[nodiscard]] static const Catalog &bundled();
    /// Members of the file that say nothing of abilities are other readers'. Errors: parse; invalidInput.
    [[nodiscard]] static Result<Catalog> fromJson(QByteArrayView utf8);

    /// By the API's name, also with a date behind or "models/" before it, and with the abilities that all models of the API lack. A model's option
    /// "capabilities" overrides each: {"schema":true,"contextWindow":32768,…}. A name that ends in "latest" moves on, whatever the kind, and so does one
    /// that is not in the table and lacks the date by which its maker pins it.
    [[nodiscard]] Capabilities of(const ProviderConfig &provider, const ModelConfig &model) const;
    [[nodiscard]] QStringList models(QStringView family) const;

private:
    QHash<QString, Capabilities> m_rows; ///< by "family/id"
};

} // namespace assay::provider
