// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compare/sentence.h"

#include "core/compare/figures.h"

#include <algorithm>
#include <array>

namespace assay::compare {

using namespace Qt::StringLiterals;

namespace {

QString marginText(double margin)
{
    return QString::number(100 * margin, 'g', 4) + u" points"_s;
}

QString opening(const Comparison &comparison)
{
    const QString &a = comparison.baseline.label;
    const QString &b = comparison.candidate.label;
    const QString on = comparison.model.isEmpty() ? QString() : QString(u" on "_s + comparison.model);
    switch (comparison.verdict) {
    case Verdict::better:
        return u"%1 is better than %2%3"_s.arg(b, a, on);
    case Verdict::worse:
        return u"%1 is worse than %2%3"_s.arg(b, a, on);
    case Verdict::noDifferenceSeen:
        return u"No difference seen between %1 and %2%3"_s.arg(b, a, on);
    case Verdict::notWorse:
        return u"%1 is not worse than %2%3 by %4 or more"_s.arg(b, a, on, marginText(comparison.margin.value_or(0)));
    case Verdict::tooFewItems:
        return u"Too few items to judge %1 against %2%3"_s.arg(b, a, on);
    case Verdict::notComparable:
        break;
    }
    return u"%1 and %2%3 are not comparable"_s.arg(b, a, on);
}

QString rates(const Comparison &comparison)
{
    const qint64 n = comparison.evidence.table.n();
    if (comparison.repeats > 1)
        return u"%1 of answers passed against %2"_s.arg(rateText(comparison.candidate.share, n), rateText(comparison.baseline.share, n));
    return u"%1 of %2 against %3"_s.arg(comparison.candidate.passed).arg(n).arg(comparison.baseline.passed);
}

QString difference(const Evidence &evidence)
{
    const qint64 n = evidence.table.n();
    const QString points = u"%1 points"_s.arg(pointsText(evidence.delta, n));
    return evidence.interval ? QString(points + u" (95 % "_s + intervalText(*evidence.interval, n) + u')') : points;
}

QString changes(const stats::PairedTable &table)
{
    return countText(table.fixes, u"fix"_s, u"fixes"_s) + u", "_s + countText(table.regressions, u"regression"_s, u"regressions"_s);
}

QString mainSentence(const Comparison &comparison)
{
    if (comparison.verdict == Verdict::notComparable)
        return u"%1: %2."_s.arg(opening(comparison), comparison.differences.join(u"; "_s));
    if (comparison.evidence.table.n() == 0)
        return u"%1: no item was graded under both."_s.arg(opening(comparison));
    return u"%1: %2, %3; %4."_s.arg(opening(comparison), rates(comparison), difference(comparison.evidence), changes(comparison.evidence.table));
}

QString basis(const Comparison &comparison)
{
    const Evidence &evidence = comparison.evidence;
    if (evidence.basis != Basis::means || evidence.table.n() == 0)
        return {};
    const bool hasGroups = evidence.units < evidence.table.n();
    const QString units = hasGroups ? countText(evidence.units, u"group"_s, u"groups"_s) : countText(evidence.units, u"item"_s, u"items"_s);
    const QString asked = comparison.repeats > 1 ? u", each item asked up to %1 times"_s.arg(comparison.repeats) : QString();
    if (!evidence.p)
        return u"%1%2: too few for a test."_s.arg(units, asked);
    const QString few = evidence.units < 10 ? u"; few, so take it with care"_s : QString();
    return u"Judged by the mean difference over %1%2 (t test%3)."_s.arg(units, asked, few);
}

QString borderline(const Comparison &comparison)
{
    if (!comparison.isBorderline || !comparison.adjustedP)
        return {};
    const QString adjusted = comparison.familySize > 1 ? u", adjusted for %1 comparisons"_s.arg(comparison.familySize) : QString();
    return u"Borderline: the interval and the test disagree (%1%2)."_s.arg(pText(*comparison.adjustedP), adjusted);
}

QString fewDifferences(const Comparison &comparison)
{
    const Evidence &evidence = comparison.evidence;
    const bool isTold = comparison.verdict == Verdict::noDifferenceSeen || comparison.verdict == Verdict::tooFewItems;
    if (!comparison.tooFewDifferences || !isTold || evidence.units == 0)
        return {};
    const bool hasGroups = evidence.units < evidence.table.n();
    switch (evidence.differing) {
    case 0:
        return u"Nothing differs."_s;
    case 1:
        return hasGroups ? u"Too few differences to judge: look at the one group that differs."_s : u"Too few differences to judge: look at the one item that differs."_s;
    default:
        return u"Too few differences to judge: look at the %1 %2 that differ."_s.arg(evidence.differing).arg(hasGroups ? u"groups"_s : u"items"_s);
    }
}

QString smallestVisible(const Comparison &comparison)
{
    if (comparison.verdict != Verdict::noDifferenceSeen)
        return {};
    if (!comparison.evidence.smallestVisible)
        return u"This set is too small to see any difference."_s;
    QString points = pointsText(*comparison.evidence.smallestVisible, comparison.evidence.table.n());
    points.remove(u'+');
    return u"The smallest difference this set could have seen is %1 points."_s.arg(points);
}

QString marginRemark(const Comparison &comparison)
{
    const auto &p = comparison.evidence.notWorseP;
    if (!comparison.margin || !p)
        return {};
    const QString margin = marginText(*comparison.margin);
    if (comparison.verdict == Verdict::worse && *p <= kAlpha)
        return u"It is worse by less than the margin of %1."_s.arg(margin);
    if (comparison.verdict == Verdict::noDifferenceSeen)
        return u"That it is not worse by %1 or more is not shown (%2)."_s.arg(margin, pText(*p));
    return {};
}

QString leftOut(const Comparison &comparison)
{
    if (comparison.leftOut.isEmpty())
        return {};
    std::array<qint64, 3> counts{};
    for (const LeftOut &pair : comparison.leftOut) {
        const auto reason = std::min(pair.baselineReason.value_or(LeftOutReason::missing), pair.candidateReason.value_or(LeftOutReason::missing));
        ++counts.at(static_cast<std::size_t>(reason));
    }
    const std::array one{u"error"_s, u"skipped"_s, u"not done"_s};
    const std::array many{u"errors"_s, u"skipped"_s, u"not done"_s};
    const auto total = comparison.leftOut.size();
    QStringList parts;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (counts.at(i) == total)
            parts.append(total == 1 ? one.at(i) : many.at(i));
        else if (counts.at(i) > 0)
            parts.append(countText(counts.at(i), one.at(i), many.at(i)));
    }
    return u"%1 left out: %2."_s.arg(countText(total, u"item"_s, u"items"_s), parts.join(u", "_s));
}

QString extremes(const Comparison &comparison)
{
    if (!comparison.extremes)
        return {};
    const auto reading = [](const Reading &extreme) { return u"%1 points, %2"_s.arg(pointsText(extreme.table.delta(), extreme.table.n()), toText(extreme.verdict)); };
    return u"With everything left out counted against %1: %2; counted for it: %3."_s.arg(
        comparison.candidate.label, reading(comparison.extremes->against), reading(comparison.extremes->inFavour));
}

QString ungradedRepeats(const Comparison &comparison)
{
    if (comparison.ungradedRepeats == 0)
        return {};
    return u"%1 without a grade left out."_s.arg(countText(comparison.ungradedRepeats, u"repeat"_s, u"repeats"_s));
}

} // namespace

QString sentence(const Comparison &comparison)
{
    QStringList parts{mainSentence(comparison)};
    if (comparison.verdict != Verdict::notComparable) {
        parts << basis(comparison) << borderline(comparison) << fewDifferences(comparison) << smallestVisible(comparison) << marginRemark(comparison) << leftOut(comparison)
              << ungradedRepeats(comparison) << extremes(comparison);
    }
    if (comparison.isSimulated)
        parts << u"The provider is simulated."_s;
    parts.removeAll(QString());
    return parts.join(u' ');
}

} // namespace assay::compare
