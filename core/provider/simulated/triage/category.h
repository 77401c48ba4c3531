// SPDX-License-Identifier: GPL-3.0-or-later
// What a support message is about: nine kinds, found by clues in eight languages.
#pragma once

#include <QList>
#include <QString>

namespace assay::provider::triage {

enum class Category { billing, login, bug, shipping, cancellation, howTo, featureRequest, security, other };

/// As labelling guides write it: "how_to".
[[nodiscard]] QString labelOf(Category category);

/// One category that a message speaks of.
struct Issue {
    Category category = Category::other;
    double weight = 0;    ///< how clearly; 3 and more is plain speech
    qsizetype start = 0;  ///< of its first clue

    bool operator==(const Issue &) const = default;
};

/// The clearest first; empty when there is no clue.
[[nodiscard]] QList<Issue> findIssues(const QString &message);

} // namespace assay::provider::triage
