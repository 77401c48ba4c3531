// SPDX-License-Identifier: GPL-3.0-or-later
// JSON that stands within a text, and what a schema says of its members.
#pragma once

#include "core/prompt/lint/examined.h"

namespace assay::prompt::linting {

struct JsonText {
    Json value;
    Range range;
};

/// The objects that a text holds and that can be read, outermost ones only, at most 50.
[[nodiscard]] QList<JsonText> objectsIn(const QString &text);

/// The members that a schema of an object knows; null when it tells of none.
[[nodiscard]] const Json *propertiesOf(const Json &schema);
/// Why the value does not fit the outermost level of the schema, in words ("has no member \"a\""); empty when it does, as far as that is clear. Texts stand for
/// anything when they are placeholders, such as in a pattern of the answer.
[[nodiscard]] QString mismatch(const Json &value, const Json &schema, bool isPattern);

} // namespace assay::prompt::linting
