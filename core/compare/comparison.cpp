// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compare/comparison.h"

#include "core/compare/comparability.h"
#include "core/stats/holm.h"
#include "core/stats/mcnemar.h"
#include "core/stats/pairedinterval.h"
#include "core/stats/quantile.h"

#include <algorithm>
#include <map>
#include <vector>

namespace assay::compare {

namespace {

using AnswersOf = Answers ItemPair::*;

std::optional<stats::WeightedProportion> weightedRate(const QList<ItemPair> &pairs, AnswersOf side)
{
    const auto weight = [](const ItemPair &pair) { return pair.item.weight; };
    const auto [least, most] = std::ranges::minmax_element(pairs, {}, weight);
    if (pairs.isEmpty() || weight(*least) == weight(*most))
        return std::nullopt;
    std::vector<stats::WeightedOutcome> outcomes;
    for (const ItemPair &pair : pairs)
        outcomes.push_back({.weight = pair.item.weight, .passed = (pair.*side).passed()});
    return stats::weightedWilson(outcomes, kLevel);
}

/// Cost and latency of the graded cells.
void addMeters(SideSummary &summary, const QList<ItemPair> &pairs, AnswersOf side)
{
    Money cost;
    bool allPriced = !pairs.isEmpty();
    std::vector<double> latencies;
    for (const ItemPair &pair : pairs) {
        for (const run::CellResult &cell : (pair.*side).cells) {
            if (cell.outcome != run::Outcome::passed && cell.outcome != run::Outcome::failed)
                continue;
            allPriced = allPriced && cell.cost;
            cost += cell.cost.value_or(Money());
            if (cell.latency)
                latencies.push_back(static_cast<double>(cell.latency->count()));
        }
    }
    summary.latencyP50Ms = stats::quantileType7(latencies, 0.5);
    if (allPriced) {
        summary.cost = cost;
        summary.costPerItem = Money::fromPicoUsd(cost.picoUsd() / pairs.size());
    }
}

SideSummary summarise(const QString &label, const QList<ItemPair> &pairs, AnswersOf side)
{
    SideSummary summary;
    summary.label = label;
    for (const ItemPair &pair : pairs) {
        summary.passed += (pair.*side).passed() ? 1 : 0;
        summary.share += (pair.*side).share();
    }
    summary.share /= std::max(1.0, static_cast<double>(pairs.size()));
    summary.rate = stats::wilson(summary.passed, pairs.size(), kLevel);
    summary.weightedRate = weightedRate(pairs, side);
    addMeters(summary, pairs, side);
    return summary;
}

template<typename Value> std::optional<Value> change(const std::optional<Value> &baseline, const std::optional<Value> &candidate)
{
    return baseline && candidate ? std::optional(*candidate - *baseline) : std::nullopt;
}

QList<TagRow> tagRows(const QList<ItemPair> &pairs, Basis basis)
{
    std::map<QString, QList<ItemPair>> byTag;
    for (const ItemPair &pair : pairs) {
        QStringList tags = pair.item.tags;
        tags.removeDuplicates();
        for (const QString &tag : std::as_const(tags))
            byTag[tag].append(pair);
    }
    QList<TagRow> rows;
    for (const auto &[tag, tagged] : byTag) {
        TagRow row{.tag = tag, .evidence = weigh(tagged, basis), .p = {}};
        if (tagged.size() >= kFewestForTagP)
            row.p = row.evidence.p;
        rows.append(row);
    }
    return rows;
}

/// favoured: what is unknown is read in the candidate's favour.
Reading readExtreme(stats::PairedTable table, const QList<LeftOut> &leftOut, bool favoured, std::optional<double> margin)
{
    for (const LeftOut &pair : leftOut) {
        const bool baselinePassed = pair.baselineReason ? !favoured : pair.baseline.passed();
        const bool candidatePassed = pair.candidateReason ? favoured : pair.candidate.passed();
        if (baselinePassed)
            ++(candidatePassed ? table.bothPass : table.regressions);
        else
            ++(candidatePassed ? table.fixes : table.bothFail);
    }
    const Evidence evidence = weigh(table, margin);
    return {.table = table, .interval = evidence.interval, .verdict = decide(true, evidence, evidence.p).verdict};
}

void addItems(Comparison &comparison, const Pairing &pairing)
{
    for (const ItemPair &pair : pairing.pairs) {
        if (pair.isRegression())
            comparison.regressions.append(pair);
        else if (pair.isFix())
            comparison.fixes.append(pair);
        else if (!pair.baseline.passed())
            comparison.bothFailed.append(pair);
    }
    comparison.leftOut = pairing.leftOut;
    comparison.repeats = pairing.repeats;
    comparison.ungradedRepeats = pairing.ungradedRepeats;
}

/// All but the verdict, which waits for the family.
Comparison measure(const ComparisonInput &input)
{
    Comparison comparison;
    comparison.model = input.model;
    comparison.isSimulated = input.isSimulated;
    comparison.setName = input.candidate.setName;
    comparison.setRevision = input.candidate.setRevision;
    comparison.margin = input.margin;
    comparison.baseline.label = input.baseline.label;
    comparison.candidate.label = input.candidate.label;
    comparison.differences = whyNotComparable(input);
    if (!comparison.differences.isEmpty())
        return comparison;

    const Pairing pairing = pairItems(input);
    const Basis basis = basisOf(pairing.pairs);
    comparison.evidence = weigh(pairing.pairs, basis, input.margin);
    comparison.baseline = summarise(input.baseline.label, pairing.pairs, &ItemPair::baseline);
    comparison.candidate = summarise(input.candidate.label, pairing.pairs, &ItemPair::candidate);
    addItems(comparison, pairing);
    const stats::PairedTable &table = comparison.evidence.table;
    if (table.n() > 0)
        comparison.midP = stats::midPTwoSided(table.regressions, table.fixes);
    comparison.tango = stats::tangoInterval(table, kLevel);
    if (static_cast<double>(pairing.leftOut.size()) > kLeftOutShare * static_cast<double>(input.items.size())) {
        comparison.extremes
            = ExtremeReadings{.against = readExtreme(table, pairing.leftOut, false, input.margin), .inFavour = readExtreme(table, pairing.leftOut, true, input.margin)};
    }
    comparison.costChange = change(comparison.baseline.cost, comparison.candidate.cost);
    comparison.costChangePerItem = change(comparison.baseline.costPerItem, comparison.candidate.costPerItem);
    comparison.latencyP50ChangeMs = change(comparison.baseline.latencyP50Ms, comparison.candidate.latencyP50Ms);
    comparison.tags = tagRows(pairing.pairs, basis);
    return comparison;
}

void adjust(QList<Comparison> &family)
{
    std::vector<double> p;
    for (const Comparison &comparison : std::as_const(family)) {
        if (comparison.evidence.p)
            p.push_back(*comparison.evidence.p);
    }
    const std::vector<double> adjusted = stats::holmAdjusted(p);
    auto next = adjusted.begin();
    for (Comparison &comparison : family) {
        comparison.familySize = std::max(1, static_cast<int>(p.size()));
        if (comparison.evidence.p)
            comparison.adjustedP = *next++;
    }
}

} // namespace

QList<Comparison> compareFamily(const QList<ComparisonInput> &inputs)
{
    QList<Comparison> family;
    for (const ComparisonInput &input : inputs)
        family.append(measure(input));
    adjust(family);
    for (Comparison &comparison : family) {
        const Decision decision = decide(comparison.differences.isEmpty(), comparison.evidence, comparison.adjustedP);
        comparison.verdict = decision.verdict;
        comparison.isBorderline = decision.isBorderline;
        comparison.tooFewDifferences = decision.tooFewDifferences;
    }
    return family;
}

Comparison compareSides(const ComparisonInput &input)
{
    return compareFamily({input}).constFirst();
}

} // namespace assay::compare
