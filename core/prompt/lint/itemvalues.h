// SPDX-License-Identifier: GPL-3.0-or-later
// What the items put in a variable, or its name where there are none: whether it is a setting of the author's, a text from outside, a long one. Each
// variable is looked up once, however often the prompt prints it.
#pragma once

#include "core/prompt/language/memberindex.h"
#include "core/prompt/lint/lint.h"

#include <QSet>

#include <span>
#include <string>
#include <vector>

namespace assay::prompt::linting {

struct Output;

/// The names of a path, taken apart once for many items; "[]" stands for each element of a list, "{}" for each value of a mapping.
[[nodiscard]] std::vector<std::string> namesOf(const QString &path);

class ItemValues {
public:
    /// The items outlive this.
    explicit ItemValues(const QList<LintItem> &items) : m_items(items) {}

    /// The member that the names lead to; null when the item has none.
    [[nodiscard]] const Json *valueAt(const Json &variables, std::span<const std::string> names);
    /// All members that they lead to, null for an element that has none. Nothing where there are no elements, or no list of them.
    [[nodiscard]] std::vector<const Json *> valuesAt(const Json &variables, std::span<const std::string> names);

    /// A word chosen from few, such as a language or a date: by its name, or because the items show few short values.
    [[nodiscard]] bool isSetting(const Output &output);
    /// A word or two in every item: a name, a town, a number. Nothing is known without items.
    [[nodiscard]] bool isShort(const Output &output);
    /// A text of more than some lines: by the items, or by its name.
    [[nodiscard]] bool isLongText(const Output &output);

private:
    struct Sizes {
        qsizetype longest = -1;  ///< of all items; -1: no item has it
        qsizetype different = 0; ///< short values; more than a few are not counted
    };

    void collect(const Json &value, std::span<const std::string> names, std::vector<const Json *> &found);
    [[nodiscard]] const Sizes &sizesOf(const QString &path);

    const QList<LintItem> &m_items;
    MemberIndex m_members;
    QHash<QString, Sizes> m_sizes;
};

} // namespace assay::prompt::linting
