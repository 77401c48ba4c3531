// SPDX-License-Identifier: GPL-3.0-or-later
// What is kept of a draft beside its content, for whoever goes on with it: what a message is highlighted as, and texts that the content does not say, such
// as a schema that is no JSON yet. No version has any of it.
#pragma once

#include "core/base/json.h"
#include "ui/editor/templatehighlighter.h"

#include <QMap>

namespace assay::ui {

struct DraftEditing {
    QMap<qsizetype, BaseSyntax> syntaxes = {}; ///< those that were chosen, by index of the message
    std::optional<QString> schemaText = {};    ///< as it is typed, where the content has another
    std::optional<QString> toolsText = {};

    bool operator==(const DraftEditing &) const = default;
};

/// {"syntaxes":{"0":"json"},"responseSchema":"{\"type\"","tools":"["}: members that say nothing are left out; null when all are.
[[nodiscard]] Json toJson(const DraftEditing &editing);
/// What another release has kept and this one does not know is left out.
[[nodiscard]] DraftEditing draftEditingFrom(const Json &json);

} // namespace assay::ui
