// SPDX-License-Identifier: GPL-3.0-or-later
// Finds and replaces in several texts at once: those of a version's messages. Pure.
#pragma once

#include "core/base/error.h"

#include <QList>
#include <QString>

namespace assay::ui {

struct SearchQuery {
    QString text;
    bool isCaseSensitive = false;
    bool isWholeWord = false;
    bool isPattern = false; ///< a regular expression; "^" and "$" are those of a line

    bool operator==(const SearchQuery &) const = default;
};

struct SearchHit {
    qsizetype text = 0; ///< index
    qsizetype start = 0;
    qsizetype length = 0;

    bool operator==(const SearchHit &) const = default;
};

/// At most kMostHits, in order, none inside another. An empty query finds nothing, and neither does a pattern what is empty.
/// Errors: invalidInput for what is no pattern, and for one that needs too many steps.
[[nodiscard]] Result<QList<SearchHit>> findAll(const QList<QString> &texts, const SearchQuery &query);
inline constexpr qsizetype kMostHits = 10'000;

/// What to put in the place of a hit: with a pattern \1 to \9 and \0 are its groups, \n a line end, \\ a backslash; else just `replacement`.
[[nodiscard]] QString replacementFor(const QString &text, const SearchHit &hit, const SearchQuery &query, const QString &replacement);
/// All of them in one go. The hits must be those of findAll() in these texts.
[[nodiscard]] QList<QString> replacedAll(QList<QString> texts, const QList<SearchHit> &hits, const SearchQuery &query, const QString &replacement);

/// The first hit that begins at this place of this text or later, going round; -1 without hits.
[[nodiscard]] qsizetype nextHit(const QList<SearchHit> &hits, qsizetype text, qsizetype position);
/// The last one that ends there or earlier.
[[nodiscard]] qsizetype previousHit(const QList<SearchHit> &hits, qsizetype text, qsizetype position);

} // namespace assay::ui
