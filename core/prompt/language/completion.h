// SPDX-License-Identifier: GPL-3.0-or-later
// What makes sense where someone writes in a template.
#pragma once

#include <QList>
#include <QString>
#include <QStringList>
#include <QStringView>

namespace assay::prompt {

/// A name that the template itself gave and that holds at the place.
struct OwnName {
    QString name;
    QString path{};         ///< what it is or comes from, as written, such as "order.lines"; empty when that is no path
    bool isElement = false; ///< one element of `path` at a time, by `for`

    bool operator==(const OwnName &) const = default;
};

struct Completion {
    enum class Kind {
        none,
        tag,     ///< behind `{%`; `words` are tags that fit here, the end of the open block first
        value,   ///< variables, own names; `words` are functions and literals
        member,  ///< behind a dot; `path` is what stands before it; `words` are methods
        filter,  ///< behind `|`; `words` are filters
        test,    ///< behind `is`; `words` are tests
        argument, ///< of a filter, method or function, whose name is `path`; `words` are its parameters, such as "length="; a value fits too
        snippet, ///< inside the quotes behind `include`
        keyword  ///< behind a value; `words` are such as "and", "is", "if"
    };

    Kind kind = Kind::none;
    qsizetype start = 0; ///< of the word being written; up to the offset it is to be replaced
    QStringList words{};
    QString path{};
    QList<OwnName> ownNames{}; ///< the latest first, each name once

    bool operator==(const Completion &) const = default;
};

/// None in text, comments and strings. Linear in the offset: only what stands before it counts.
[[nodiscard]] Completion completionAt(QStringView source, qsizetype offset);

/// What the language says of its words, for a tooltip or a list.
struct WordHelp {
    QString signature; ///< such as "truncate(length, killwords, end)"
    QString summary;   ///< one sentence
};
[[nodiscard]] WordHelp filterHelp(const QString &name);
[[nodiscard]] WordHelp testHelp(const QString &name);
[[nodiscard]] WordHelp functionHelp(const QString &name);

} // namespace assay::prompt
