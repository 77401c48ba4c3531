// SPDX-License-Identifier: GPL-3.0-or-later
// What is offered at a place of a template: the words of the language, and what the items have. Pure.
#pragma once

#include "core/base/json.h"
#include "core/prompt/language/completion.h"

#include <QList>

namespace assay::ui {

struct CompletionWords {
    Json variables = Json(jsoncons::json_object_arg); ///< of an item, as a sample of what all have
    QStringList snippets = {};

    bool operator==(const CompletionWords &) const = default;
};

struct Offer {
    QString text;       ///< what is written
    QString detail = {}; ///< what it is, in a few words

    bool operator==(const Offer &) const = default;
};

/// Those that begin with what is written first, then those that have it inside; nothing when what is written is the only one.
[[nodiscard]] QList<Offer> offersFor(const prompt::Completion &place, const QString &written, const CompletionWords &words);

} // namespace assay::ui
