// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compare/labelgate.h"

#include "core/compare/comparison.h"
#include "core/compare/figures.h"
#include "core/compare/fromrun.h"
#include "core/compare/passrate.h"

#include <QSet>

#include <algorithm>

namespace assay::compare {

using namespace Qt::StringLiterals;

namespace {

QString setText(const run::GateEvidence &evidence)
{
    return u"%1 r%2"_s.arg(evidence.gate.set, QString::number(evidence.setRevision));
}

QString adviceOf(const run::GateEvidence &evidence, const QStringList &versions)
{
    return u"Run %1 on it, as \"assay run FILE --set %2 --prompt %3 --model MODEL\" does, or force the label with a reason."_s.arg(
        versions.join(u" and "_s), evidence.gate.set, versions.join(u" --prompt "_s));
}

QString modelText(const run::PlannedModel &model)
{
    return model.provider.isSimulated() ? QString(model.model.name + u" (simulated)"_s) : model.model.name;
}

/// Rates of the candidate's columns: what is too low goes to `verdict.missing`; returns them all as text.
QStringList judgeRates(const run::GateEvidence &evidence, run::GateVerdict &verdict)
{
    const run::GateRun &found = *evidence.candidateRun;
    QStringList texts;
    for (const run::ColumnTotals &column : run::columnTotals(found.plan, found.cells)) {
        if (column.version != found.version)
            continue;
        const QString model = modelText(found.plan.models.at(column.model));
        const run::Totals &totals = column.totals;
        const auto rate = passRate(totals);
        const qint64 n = totals.graded();
        const int ungraded = totals.cells - totals.graded();
        if (ungraded > kLeftOutShare * totals.cells)
            verdict.missing.append(u"%1 of %2 cells on %3 have no grade in run #%4"_s.arg(ungraded).arg(totals.cells).arg(model).arg(found.plan.id.value));
        if (!rate)
            continue;
        const QString text = u"%1 (%2 of %3) on %4"_s.arg(rateText(rate->estimate, n)).arg(totals.passed).arg(n).arg(model);
        texts.append(text);
        if (rate->estimate < evidence.gate.leastPassRate)
            verdict.missing.append(u"its pass rate of %1 is below %2 %"_s.arg(text, QString::number(100 * evidence.gate.leastPassRate, 'g', 4)));
    }
    return texts;
}

/// Without the items, and their cells, that are not in `keys`.
run::GateRun reducedTo(const QSet<QString> &keys, run::GateRun found)
{
    found.plan.set.items.removeIf([&](const evalset::Item &item) { return !keys.contains(item.key); });
    found.cells.removeIf([&](const run::CellResult &cell) { return !keys.contains(cell.itemKey); });
    return found;
}

QSet<QString> keysOf(const run::GateRun &found)
{
    QSet<QString> keys;
    for (const evalset::Item &item : found.plan.set.items)
        keys.insert(item.key);
    return keys;
}

/// Baseline and candidate on every model that both ran on.
QList<Comparison> comparisonsOf(const run::GateEvidence &evidence)
{
    const QSet<QString> common = keysOf(*evidence.candidateRun).intersect(keysOf(*evidence.currentRun));
    const run::GateRun candidate = reducedTo(common, *evidence.candidateRun);
    const run::GateRun current = reducedTo(common, *evidence.currentRun);
    QList<ComparisonInput> inputs;
    for (int model = 0; model < candidate.plan.models.size(); ++model) {
        const auto sameModel = [&](const run::PlannedModel &other) { return other.model.name == candidate.plan.models.at(model).model.name; };
        const auto place = std::ranges::find_if(current.plan.models, sameModel);
        if (place == current.plan.models.end())
            continue;
        const int other = static_cast<int>(place - current.plan.models.begin());
        inputs.append(comparisonInput({current.plan, current.cells, current.version, other}, {candidate.plan, candidate.cells, candidate.version, model}));
    }
    return compareFamily(inputs);
}

QString changesText(const Comparison &comparison)
{
    const stats::PairedTable &table = comparison.evidence.table;
    QStringList parts{countText(table.regressions, u"regression"_s, u"regressions"_s), countText(table.fixes, u"fix"_s, u"fixes"_s)};
    if (comparison.adjustedP)
        parts.append(pText(*comparison.adjustedP));
    return u"%1 on %2"_s.arg(parts.join(u", "_s), comparison.model);
}

QStringList judgeComparisons(const run::GateEvidence &evidence, run::GateVerdict &verdict)
{
    const QList<Comparison> comparisons = comparisonsOf(evidence);
    if (comparisons.isEmpty())
        verdict.missing.append(u"%1 ran on none of the models of run #%2, so that nothing can be compared"_s.arg(evidence.current).arg(evidence.candidateRun->plan.id.value));
    QStringList texts;
    for (const Comparison &comparison : comparisons) {
        if (comparison.verdict == Verdict::worse)
            verdict.missing.append(u"a significant regression against %1: %2"_s.arg(evidence.current, changesText(comparison)));
        else if (comparison.verdict == Verdict::notComparable)
            verdict.missing.append(u"it cannot be compared with %1: %2"_s.arg(evidence.current, comparison.differences.join(u", "_s)));
        else
            texts.append(u"against %1 %2: %3"_s.arg(evidence.current, toText(comparison.verdict), changesText(comparison)));
    }
    return texts;
}

} // namespace

run::GateVerdict judgeGate(const run::GateEvidence &evidence)
{
    run::GateVerdict verdict;
    if (!evidence.candidateRun) {
        verdict.missing = {u"there is no finished run of %1 on %2"_s.arg(evidence.candidate, setText(evidence))};
        verdict.advice = adviceOf(evidence, evidence.current.isEmpty() ? QStringList{evidence.candidate} : QStringList{evidence.current, evidence.candidate});
        return verdict;
    }
    QStringList texts = judgeRates(evidence, verdict);
    if (evidence.currentRun)
        texts += judgeComparisons(evidence, verdict);
    else if (!evidence.current.isEmpty())
        verdict.missing.append(u"there is no finished run of %1, where it stands, on %2 to compare with"_s.arg(evidence.current, setText(evidence)));
    verdict.evidence = u"run #%1 on %2: %3"_s.arg(QString::number(evidence.candidateRun->plan.id.value), setText(evidence), texts.join(u"; "_s));
    if (verdict.passes())
        return verdict;
    const bool lacksRun = !evidence.current.isEmpty() && !evidence.currentRun;
    verdict.advice = lacksRun ? adviceOf(evidence, {evidence.current, evidence.candidate})
                              : u"Look at run #%1, make a better version, or force the label with a reason."_s.arg(evidence.candidateRun->plan.id.value);
    return verdict;
}

} // namespace assay::compare
