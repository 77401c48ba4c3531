// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/jsonwriter.h"

#include <QDateTime>
#include <QTimeZone>

namespace assay::report {

using namespace Qt::StringLiterals;

namespace {

Json object()
{
    return Json(jsoncons::json_object_arg);
}

Json array()
{
    return Json(jsoncons::json_array_arg);
}

Json text(const QString &value)
{
    return jsonString(value);
}

Json optional(const std::optional<double> &value)
{
    return value ? Json(*value) : Json::null();
}

/// Exact dollars as text: a double would round.
Json optional(const std::optional<Money> &value)
{
    return value ? text(value->toDecimal()) : Json::null();
}

Json isoTime(UtcTime time)
{
    return text(QDateTime::fromMSecsSinceEpoch(toUnixMs(time), QTimeZone::UTC).toString(Qt::ISODateWithMs));
}

Json interval(const std::optional<stats::Interval> &value)
{
    if (!value)
        return Json::null();
    Json json = object();
    json.insert_or_assign("lower", value->lower);
    json.insert_or_assign("upper", value->upper);
    return json;
}

Json columnJson(const ColumnRow &row)
{
    const run::Totals &totals = row.totals;
    Json json = object();
    json.insert_or_assign("version", text(row.version));
    json.insert_or_assign("model", text(row.model));
    json.insert_or_assign("tier", text(row.tier));
    json.insert_or_assign("cells", totals.cells);
    json.insert_or_assign("passed", totals.passed);
    json.insert_or_assign("failed", totals.failed);
    json.insert_or_assign("errors", totals.errors);
    json.insert_or_assign("skipped", totals.skipped);
    json.insert_or_assign("retries", totals.retries);
    json.insert_or_assign("passRate", row.rate ? Json(row.rate->estimate) : Json::null());
    json.insert_or_assign("passRateInterval", interval(row.rate ? std::optional(row.rate->interval) : std::nullopt));
    json.insert_or_assign("inputTokens", totals.usage.input);
    json.insert_or_assign("cachedInputTokens", totals.usage.inputCached);
    json.insert_or_assign("outputTokens", totals.usage.output);
    json.insert_or_assign("costUsd", text(totals.settled.toDecimal()));
    json.insert_or_assign("costPerPassedUsd", optional(row.costPerPassed));
    json.insert_or_assign("latencyP50Ms", optional(row.latencyP50Ms));
    json.insert_or_assign("latencyP95Ms", optional(row.latencyP95Ms));
    json.insert_or_assign("timeToFirstTokenP50Ms", optional(row.timeToFirstTokenP50Ms));
    return json;
}

Json keys(const QList<PairRow> &rows)
{
    Json list = array();
    for (const PairRow &row : rows)
        list.push_back(text(row.item));
    return list;
}

Json comparisonJson(const ComparisonSection &section)
{
    const compare::Comparison &comparison = section.comparison;
    const stats::PairedTable &table = comparison.evidence.table;
    Json json = object();
    json.insert_or_assign("baseline", text(comparison.baseline.label));
    json.insert_or_assign("candidate", text(comparison.candidate.label));
    json.insert_or_assign("model", text(comparison.model));
    json.insert_or_assign("verdict", text(compare::toText(comparison.verdict)));
    json.insert_or_assign("borderline", comparison.isBorderline);
    json.insert_or_assign("sentence", text(section.sentence));
    Json pairs = object();
    pairs.insert_or_assign("bothPass", table.bothPass);
    pairs.insert_or_assign("regressions", table.regressions);
    pairs.insert_or_assign("fixes", table.fixes);
    pairs.insert_or_assign("bothFail", table.bothFail);
    pairs.insert_or_assign("leftOut", comparison.leftOut.size());
    json.insert_or_assign("pairs", pairs);
    json.insert_or_assign("difference", comparison.evidence.delta);
    json.insert_or_assign("differenceInterval", interval(comparison.evidence.interval));
    json.insert_or_assign("p", optional(comparison.evidence.p));
    json.insert_or_assign("adjustedP", optional(comparison.adjustedP));
    json.insert_or_assign("familySize", comparison.familySize);
    json.insert_or_assign("smallestVisibleDifference", optional(comparison.evidence.smallestVisible));
    json.insert_or_assign("costChangeUsd", optional(comparison.costChange));
    json.insert_or_assign("latencyP50ChangeMs", optional(comparison.latencyP50ChangeMs));
    json.insert_or_assign("regressions", keys(section.regressions));
    json.insert_or_assign("fixes", keys(section.fixes));
    return json;
}

Json errorJson(const ErrorRow &row)
{
    Json json = object();
    json.insert_or_assign("version", text(row.version));
    json.insert_or_assign("model", text(row.model));
    json.insert_or_assign("cells", row.cells);
    json.insert_or_assign("firstItem", text(row.firstItem));
    json.insert_or_assign("reason", text(row.reason));
    return json;
}

Json versionJson(const prompt::Version &version)
{
    Json json = object();
    json.insert_or_assign("label", text(version.label()));
    json.insert_or_assign("note", text(version.note));
    json.insert_or_assign("contentHash", text(version.contentHash));
    return json;
}

} // namespace

Json toJson(const ReportModel &model)
{
    Json json = object();
    json.insert_or_assign("format", kJsonFormat);
    json.insert_or_assign("assay", text(model.assayVersion));
    json.insert_or_assign("run", model.run.value);
    json.insert_or_assign("state", text(run::toText(model.state)));
    json.insert_or_assign("simulated", model.isSimulated);
    json.insert_or_assign("createdAt", isoTime(model.createdAt));
    json.insert_or_assign("writtenAt", isoTime(model.writtenAt));
    Json set = object();
    set.insert_or_assign("name", text(model.setName));
    set.insert_or_assign("revision", model.setRevision);
    set.insert_or_assign("items", model.items);
    if (!model.leftOut.isEmpty()) {
        Json leftOut(jsoncons::json_array_arg);
        for (const QString &key : model.leftOut)
            leftOut.push_back(text(key));
        set.insert_or_assign("leftOut", std::move(leftOut));
    }
    json.insert_or_assign("set", set);
    json.insert_or_assign("repeats", model.repeats);
    json.insert_or_assign("seed", model.seed);
    json.insert_or_assign("budgetUsd", optional(model.budget));
    json.insert_or_assign("costUsd", text(model.all.settled.toDecimal()));
    Json versions = array();
    for (const prompt::Version &version : model.versions)
        versions.push_back(versionJson(version));
    json.insert_or_assign("versions", versions);
    Json columns = array();
    for (const ColumnRow &row : model.columns)
        columns.push_back(columnJson(row));
    json.insert_or_assign("columns", columns);
    Json errors = array();
    for (const ErrorRow &row : model.errors)
        errors.push_back(errorJson(row));
    json.insert_or_assign("errors", errors);
    Json comparisons = array();
    for (const ComparisonSection &section : model.comparisons)
        comparisons.push_back(comparisonJson(section));
    json.insert_or_assign("comparisons", comparisons);
    return json;
}

} // namespace assay::report
