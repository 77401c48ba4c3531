// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compare/verdict.h"

#include <algorithm>
#include <array>

namespace assay::compare {

using namespace Qt::StringLiterals;

namespace {

struct Word {
    Verdict verdict;
    QLatin1StringView text;
};

constexpr std::array kWords{
    Word{Verdict::better, "better"_L1},
    Word{Verdict::worse, "worse"_L1},
    Word{Verdict::noDifferenceSeen, "no difference seen"_L1},
    Word{Verdict::notWorse, "not worse"_L1},
    Word{Verdict::tooFewItems, "too few items"_L1},
    Word{Verdict::notComparable, "not comparable"_L1},
};

} // namespace

QString toText(Verdict verdict)
{
    return std::ranges::find(kWords, verdict, &Word::verdict)->text;
}

std::optional<Verdict> verdictFromText(QStringView text)
{
    const auto found = std::ranges::find_if(kWords, [text](const Word &word) { return word.text == text; });
    return found == kWords.end() ? std::nullopt : std::optional(found->verdict);
}

Decision decide(bool isComparable, const Evidence &evidence, std::optional<double> p)
{
    if (!isComparable)
        return {.verdict = Verdict::notComparable};
    if (evidence.units == 0)
        return {.verdict = Verdict::tooFewItems};

    const bool tooFewDifferences = evidence.differing < kFewestDifferences;
    const bool canTest = p && !tooFewDifferences;
    const bool rejects = canTest && *p <= kAlpha && evidence.delta != 0;
    const bool excludesZero = evidence.interval && !evidence.interval->contains(0);
    Decision decision{.isBorderline = evidence.interval && rejects != excludesZero, .tooFewDifferences = tooFewDifferences};
    if (rejects) {
        decision.verdict = evidence.delta > 0 ? Verdict::better : Verdict::worse;
    } else if (evidence.notWorseP && *evidence.notWorseP <= kAlpha) {
        decision.verdict = Verdict::notWorse;
    } else if (!p || (tooFewDifferences && evidence.units < kFewestItems)) {
        decision.verdict = Verdict::tooFewItems;
        decision.isBorderline = false;
    } else {
        decision.verdict = Verdict::noDifferenceSeen;
    }
    return decision;
}

} // namespace assay::compare
