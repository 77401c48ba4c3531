// SPDX-License-Identifier: GPL-3.0-or-later
// A prompt version as a request to an API, put together by what puts together the requests of runs.
#pragma once

#include "app/composition.h"

namespace assay::cli {

/// The APIs whose requests can be shown: openai, anthropic, gemini.
[[nodiscard]] QStringList apiFormats();

struct ApiRequest {
    QString model;
    QString path; ///< below the API's base URL
    Json headers; ///< an object: those besides the key that the API demands
    Json body;
    QStringList notes; ///< what it leaves out of what the version asks for, and what it has beyond
};

/// The model of `models` that is called `name`; without a name the only one that speaks the format. Where there is none: an API's own name as it is given,
/// else "MODEL". Errors: invalidInput for a model of the workspace that speaks another format.
[[nodiscard]] Result<run::PlannedModel> modelFor(const app::Composition &composition, const QString &format, const QString &name, const QList<run::PlannedModel> &models);

/// Filled in with the variables; without them the templates stand as they are in the place of what they give, and only the turns of examples are filled in.
/// Not streamed. Errors: parse and render, as of a run.
[[nodiscard]] Result<ApiRequest> apiRequest(
    const app::Composition &composition, const QString &format, const prompt::Version &version, const run::PlannedModel &model, const std::optional<Json> &variables);

} // namespace assay::cli
