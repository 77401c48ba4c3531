// SPDX-License-Identifier: GPL-3.0-or-later
// What a provider offers besides answers: its list of models, embeddings, moderation, batches. Each call is one request (a list may take several
// pages) and is never repeated here.
#pragma once

#include "core/provider/batch.h"

namespace assay::provider {

struct ListedModel {
    QString apiName;
    QString title; ///< as the provider calls it for people; may be empty
    std::optional<qint64> contextWindow;
    std::optional<qint64> maxOutput;

    bool operator==(const ListedModel &) const = default;
};

struct Embeddings {
    QList<QList<float>> vectors; ///< in the order of the texts
    std::optional<tokens::Usage> usage;
    QString modelReturned;
};

struct Moderation {
    std::optional<bool> isFlagged;            ///< absent where the API gives no verdict of its own
    QStringList categories;                   ///< that it flagged
    QList<std::pair<QString, double>> scores; ///< of all categories
};

/// Lives on the engine's thread; used from it alone. A task may outlive the object. Errors of all: those of a call; notFound when the API has
/// no such thing.
class Services {
public:
    virtual ~Services() = default;
    [[nodiscard]] virtual QCoro::Task<Result<QList<ListedModel>>> models(std::stop_token stop) = 0;
    [[nodiscard]] virtual QCoro::Task<Result<Embeddings>> embed(QString model, QStringList texts, std::stop_token stop);
    /// One verdict a text, in their order.
    [[nodiscard]] virtual QCoro::Task<Result<QList<Moderation>>> moderate(QString model, QStringList texts, std::stop_token stop);
    /// Null when the API has no batches.
    [[nodiscard]] virtual std::shared_ptr<BatchApi> batches() { return nullptr; }
};

} // namespace assay::provider
