// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compare/fromrun.h"

#include "core/base/contenthash.h"

namespace assay::compare {

using namespace Qt::StringLiterals;

namespace {

QString hashOfItems(const evalset::EvalSet &set)
{
    QByteArray hashes;
    for (const evalset::Item &item : set.items)
        hashes += evalset::itemHash(set, item).toLatin1() + '\n';
    return contentHash(QByteArrayView(hashes));
}

Side sideOf(const Column &column, const QString &assertionsHash)
{
    Side side{.label = column.plan.versions.at(column.version).label(),
        .setName = column.plan.set.name,
        .setRevision = column.plan.set.revision,
        .assertionsHash = assertionsHash,
        .cells = {}};
    for (const run::CellResult &cell : column.cells) {
        if (cell.key.version == column.version && cell.key.model == column.model)
            side.cells.append(cell);
    }
    return side;
}

QList<ComparedItem> comparedItems(const evalset::EvalSet &set)
{
    QList<ComparedItem> items;
    for (const evalset::Item &item : set.items)
        items.append({.key = item.key, .tags = item.tags, .weight = item.weight, .group = item.group});
    return items;
}

/// The hashes are given because they are the same for every column of a run.
ComparisonInput inputOf(const Column &baseline, const Column &candidate, const QString &baselineHash, const QString &candidateHash, std::optional<double> margin)
{
    const run::PlannedModel &a = baseline.plan.models.at(baseline.model);
    const run::PlannedModel &b = candidate.plan.models.at(candidate.model);
    ComparisonInput input{.model = b.model.name,
        .isSimulated = a.provider.isSimulated() || b.provider.isSimulated(),
        .baseline = sideOf(baseline, baselineHash),
        .candidate = sideOf(candidate, candidateHash),
        .items = comparedItems(candidate.plan.set),
        .margin = margin};
    if (a.model.name != b.model.name) {
        input.baseline.label += u" on "_s + a.model.name;
        input.candidate.label += u" on "_s + b.model.name;
        input.model.clear();
    }
    return input;
}

} // namespace

ComparisonInput comparisonInput(const Column &baseline, const Column &candidate, std::optional<double> margin)
{
    return inputOf(baseline, candidate, hashOfItems(baseline.plan.set), hashOfItems(candidate.plan.set), margin);
}

QList<ComparisonInput> comparisonInputs(const run::RunPlan &plan, const QList<run::CellResult> &cells, int baselineVersion, int candidateVersion, std::optional<double> margin)
{
    const QString hash = hashOfItems(plan.set);
    QList<ComparisonInput> inputs;
    for (int model = 0; model < plan.models.size(); ++model)
        inputs.append(inputOf({plan, cells, baselineVersion, model}, {plan, cells, candidateVersion, model}, hash, hash, margin));
    return inputs;
}

} // namespace assay::compare
