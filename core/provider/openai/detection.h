// SPDX-License-Identifier: GPL-3.0-or-later
// Which servers of models run on this machine: one GET /v1/models on 127.0.0.1 at each dialect's usual port. Nothing else is asked, and nothing
// anywhere else; no key is sent.
#pragma once

#include "core/provider/openai/dialects.h"
#include "core/provider/services.h"

namespace assay::provider::openai {

struct DetectionOptions {
    QHash<QString, quint16> ports; ///< of these kinds in place of their usual ones; 0: not asked for
    Milliseconds timeout{800};     ///< for each server; all are asked at once
};

struct DetectedServer {
    QString kind;
    QString title; ///< of the kind
    QString baseUrl;
    QList<ListedModel> models;

    bool operator==(const DetectedServer &) const = default;
};

/// In the order of the dialects. What does not answer with a list of models in time is not there; an answer cannot fail.
[[nodiscard]] QCoro::Task<QList<DetectedServer>> detectLocalServers(Dialects dialects, DetectionOptions options, std::stop_token stop);

/// The kind of the server that gave `answer` to GET /v1/models at the port of `expected`: told by who owns its models, else by the port where that
/// is enough, else the generic kind. Empty when the answer is no list of models.
[[nodiscard]] QString kindOfServer(const Json &answer, const Dialect &expected, const Dialects &dialects);

} // namespace assay::provider::openai
