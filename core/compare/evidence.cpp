// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compare/evidence.h"

#include "core/compare/verdict.h"
#include "core/stats/clusteredmean.h"
#include "core/stats/mcnemar.h"
#include "core/stats/pairedinterval.h"
#include "core/stats/power.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <vector>

namespace assay::compare {

namespace {

/// The cluster of each pair: its group's number, or one of its own.
std::vector<qint64> clustersOf(const QList<ItemPair> &pairs)
{
    QHash<QString, qint64> groups;
    std::vector<qint64> clusters;
    for (qint64 index = 0; index < pairs.size(); ++index) {
        const QString &group = pairs.at(index).item.group;
        if (!group.isEmpty() && !groups.contains(group))
            groups.insert(group, index);
        clusters.push_back(groups.value(group, index));
    }
    return clusters;
}

qint64 differingClusters(const QList<ItemPair> &pairs, const std::vector<qint64> &clusters)
{
    QSet<qint64> differing;
    for (qsizetype index = 0; index < pairs.size(); ++index) {
        if (pairs.at(index).difference() != 0)
            differing.insert(clusters[static_cast<std::size_t>(index)]);
    }
    return differing.size();
}

// With few differences their spread says little about what a larger one would have shown: then the bound that needs no spread.
std::optional<double> smallestVisibleMean(const stats::ClusteredMean &mean, qint64 differing)
{
    if (differing < kFewestDifferences || !mean.adjustedError || *mean.adjustedError <= 0)
        return stats::minimalDetectableDifferenceOneWay(mean.clusters, kAlpha, kPower);
    return std::min(1.0, stats::minimalDetectableMean(*mean.adjustedError, kAlpha, kPower));
}

Evidence weighMeans(const QList<ItemPair> &pairs, std::optional<double> margin)
{
    const std::vector<qint64> clusters = clustersOf(pairs);
    std::vector<stats::ClusteredValue> values;
    for (qsizetype index = 0; index < pairs.size(); ++index)
        values.push_back({.value = pairs.at(index).difference(), .cluster = clusters[static_cast<std::size_t>(index)]});
    Evidence evidence{.basis = Basis::means, .table = tableOf(pairs), .interval = {}, .p = {}, .notWorseP = {}, .smallestVisible = {}};
    const auto mean = stats::clusteredMean(values, kLevel);
    if (!mean)
        return evidence;
    evidence.delta = mean->mean;
    evidence.units = mean->clusters;
    evidence.differing = differingClusters(pairs, clusters);
    evidence.interval = mean->interval;
    evidence.p = mean->p;
    evidence.smallestVisible = smallestVisibleMean(*mean, evidence.differing);
    if (margin)
        evidence.notWorseP = stats::clusteredNonInferiority(*mean, *margin);
    if (!mean->interval)
        return evidence;

    // Without any spread t has nothing to go by, and an interval of no width would look certain.
    const stats::PairedTable allAlike{.bothPass = mean->clusters};
    if (evidence.differing == 0) {
        evidence.interval = stats::tangoInterval(allAlike, kLevel);
        if (const auto result = stats::tangoNonInferiority(allAlike, margin.value_or(0)))
            evidence.notWorseP = result->p;
    } else if (!mean->p) {
        evidence.interval = std::nullopt;
        evidence.p = stats::midPTwoSided(0, mean->clusters);
    }
    return evidence;
}

} // namespace

stats::PairedTable tableOf(const QList<ItemPair> &pairs)
{
    stats::PairedTable table;
    for (const ItemPair &pair : pairs) {
        if (pair.isRegression())
            ++table.regressions;
        else if (pair.isFix())
            ++table.fixes;
        else
            ++(pair.baseline.passed() ? table.bothPass : table.bothFail);
    }
    return table;
}

Basis basisOf(const QList<ItemPair> &pairs)
{
    QSet<QString> groups;
    for (const ItemPair &pair : pairs) {
        if (pair.baseline.graded > 1 || pair.candidate.graded > 1 || groups.contains(pair.item.group))
            return Basis::means;
        if (!pair.item.group.isEmpty())
            groups.insert(pair.item.group);
    }
    return Basis::pairs;
}

Evidence weigh(const stats::PairedTable &table, std::optional<double> margin)
{
    Evidence evidence{.basis = Basis::pairs, .table = table, .interval = {}, .p = {}, .notWorseP = {}, .smallestVisible = {}};
    if (table.n() == 0)
        return evidence;
    evidence.delta = table.delta();
    evidence.units = table.n();
    evidence.differing = table.discordant();
    evidence.interval = stats::tangoInterval(table, kLevel);
    evidence.p = stats::midPTwoSided(table.regressions, table.fixes);
    evidence.smallestVisible = stats::minimalDetectableDifference(table.n(), table.discordance(), kAlpha, kPower);
    if (!evidence.smallestVisible)
        evidence.smallestVisible = stats::minimalDetectableDifferenceOneWay(table.n(), kAlpha, kPower);
    if (margin) {
        if (const auto result = stats::tangoNonInferiority(table, *margin))
            evidence.notWorseP = result->p;
    }
    return evidence;
}

Evidence weigh(const QList<ItemPair> &pairs, Basis basis, std::optional<double> margin)
{
    return basis == Basis::pairs ? weigh(tableOf(pairs), margin) : weighMeans(pairs, margin);
}

} // namespace assay::compare
