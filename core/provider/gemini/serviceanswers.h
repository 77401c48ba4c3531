// SPDX-License-Identifier: GPL-3.0-or-later
// The lists of models and the embeddings of the Gemini API. Sources: Gemini API reference, "Models", "Embeddings". Pure.
#pragma once

#include "core/base/json.h"
#include "core/provider/services.h"

namespace assay::provider::gemini {

struct ModelPage {
    QList<ListedModel> models;
    QString next; ///< the token of the next page; empty: the last one
};
/// Models that generate text or make embeddings, without "models/" before their names. Errors: malformed.
[[nodiscard]] Result<ModelPage> modelPageOf(const Json &answer);

/// {"requests":[…]} for batchEmbedContents.
[[nodiscard]] Json embeddingOrder(const QString &model, const QStringList &texts);
/// Errors: malformed unless there is one vector for each text.
[[nodiscard]] Result<Embeddings> embeddingsOf(const Json &answer, qsizetype texts);

} // namespace assay::provider::gemini
