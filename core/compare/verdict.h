// SPDX-License-Identifier: GPL-3.0-or-later
// The verdict words and the one function that decides between them: window, command line and reports all quote it.
#pragma once

#include "core/compare/evidence.h"

#include <QString>

#include <optional>

namespace assay::compare {

enum class Verdict { better, worse, noDifferenceSeen, notWorse, tooFewItems, notComparable };

/// "better", "worse", "no difference seen", "not worse", "too few items", "not comparable".
[[nodiscard]] QString toText(Verdict verdict);
/// Nothing for words that toText() never returns.
[[nodiscard]] std::optional<Verdict> verdictFromText(QStringView text);

/// Fewer units that differ than this never decide: four of four one way have a mid-p value of 0.0625.
inline constexpr qint64 kFewestDifferences = 5;
/// With fewer differences than that, a set of at least this many items still says something: "no difference seen", with an interval
/// of at most some 4 points each way when nothing differs. A smaller set says "too few items".
inline constexpr qint64 kFewestItems = 100;

struct Decision {
    Verdict verdict = Verdict::notComparable;
    bool isBorderline = false;      ///< the interval and the test disagree; the verdict is the test's
    bool tooFewDifferences = false; ///< fewer than kFewestDifferences: the items are worth more than the test

    bool operator==(const Decision &) const = default;
};

/// p: of the evidence, or adjusted for its family. In this order: not comparable; nothing graded on both sides: too few items; better or worse
/// when p <= kAlpha and enough differ; not worse when that was asked and shown; too few items when no test can decide and
/// the set is small; no difference seen.
[[nodiscard]] Decision decide(bool isComparable, const Evidence &evidence, std::optional<double> p);

} // namespace assay::compare
