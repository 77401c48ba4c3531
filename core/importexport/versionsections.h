// SPDX-License-Identifier: GPL-3.0-or-later
// Which part of a prompt's content stands where in its file: long texts and JSON below marks of their own, the rest in the head. Works on the content's JSON
// (prompt::toJson), so that a member it does not know goes through the head.
#pragma once

#include "core/importexport/textsections.h"

#include <QHash>

namespace assay::importexport {

/// Line of a member's text: "messages[0].template".
using SectionPlaces = QHash<QString, qint64>;

/// What of the content stands in the head. The response format "text" is understood.
[[nodiscard]] Json headMembers(const Json &content);
/// In the order of the file.
[[nodiscard]] QList<TextSection> sectionsOf(const Json &content);
/// Both together again, not validated. Errors: parse or invalidInput, with line, or with the member whose head is wrong.
[[nodiscard]] Result<Json> contentJson(const Json &head, const QList<TextSection> &sections, SectionPlaces *places);

/// "a[0].b" → "a[0]" → "a" → "".
[[nodiscard]] QString outerMember(const QString &member);

} // namespace assay::importexport
