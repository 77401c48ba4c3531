// SPDX-License-Identifier: GPL-3.0-or-later
// What the items put in a variable, or its name where there are none: whether it is a setting of the author's, a text from outside, a long one.
#pragma once

#include "core/prompt/lint/examined.h"

namespace assay::prompt::linting {

/// The names of a path, taken apart once for many items; "[]" stands for each element.
[[nodiscard]] std::vector<std::string> namesOf(const QString &path);
/// The member that they lead to; null when the item has none.
[[nodiscard]] const Json *valueAt(const Json &variables, std::span<const std::string> names);
/// All members that they lead to, null for an element that has none. Nothing where there are no elements, or no list of them.
[[nodiscard]] std::vector<const Json *> valuesAt(const Json &variables, std::span<const std::string> names);

/// A word chosen from few, such as a language or a date: by its name, or because the items show few short values.
[[nodiscard]] bool isSetting(const Output &output, const LintContext &context);
/// A word or two in every item: a name, a town, a number. Nothing is known without items.
[[nodiscard]] bool isShort(const Output &output, const LintContext &context);
/// A text of more than some lines: by the items, or by its name.
[[nodiscard]] bool isLongText(const Output &output, const LintContext &context);

} // namespace assay::prompt::linting
