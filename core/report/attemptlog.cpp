// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/attemptlog.h"

#include "core/base/contenthash.h"

#include <QDateTime>
#include <QTimeZone>

#include <algorithm>

namespace assay::report {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kTraceIdDigits = 32;
constexpr qsizetype kSpanIdDigits = 16;
constexpr int kInternal = 1;
constexpr int kClient = 3;
constexpr int kStatusError = 2;
constexpr qsizetype kRecordsAtOnce = 500;

QString timeText(UtcTime time)
{
    return QDateTime::fromMSecsSinceEpoch(toUnixMs(time), QTimeZone::UTC).toString(Qt::ISODateWithMs);
}

QString stateText(const run::AttemptRecord &record)
{
    if (record.isCached())
        return u"cached"_s;
    switch (record.attempt.state) {
    case run::Attempt::State::sent:
        return u"sent"_s;
    case run::Attempt::State::answered:
        return u"answered"_s;
    case run::Attempt::State::failed:
        return u"failed"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

void addText(Json &json, std::string_view name, const QString &text)
{
    if (!text.isEmpty())
        json.insert_or_assign(name, jsonString(text));
}

void addUsage(Json &json, const tokens::Usage &usage)
{
    json.insert_or_assign("inputTokens", usage.input);
    json.insert_or_assign("cachedTokens", usage.inputCached);
    json.insert_or_assign("cacheWriteTokens", usage.inputCacheWrite);
    json.insert_or_assign("outputTokens", usage.output);
    json.insert_or_assign("reasoningTokens", usage.reasoning);
    if (usage.isEstimate)
        json.insert_or_assign("usageIsEstimate", true);
}

void addExchange(Json &json, const run::Attempt &attempt)
{
    json.insert_or_assign("startedAt", jsonString(timeText(attempt.startedAt)));
    json.insert_or_assign("durationMs", static_cast<qint64>(attempt.duration.count()));
    if (attempt.timeToFirstToken)
        json.insert_or_assign("ttftMs", static_cast<qint64>(attempt.timeToFirstToken->count()));
    if (attempt.httpStatus != 0)
        json.insert_or_assign("httpStatus", attempt.httpStatus);
    addText(json, "requestId", attempt.requestId);
}

// The list of attributes as OTLP writes it in JSON: 64-bit integers are texts.
class Attributes {
public:
    void add(const QString &name, const QString &text)
    {
        if (!text.isEmpty())
            addValue(name, "stringValue", jsonString(text));
    }
    void add(const QString &name, qint64 number) { addValue(name, "intValue", Json(std::to_string(number))); }
    void add(const QString &name, double number) { addValue(name, "doubleValue", Json(number)); }
    void add(const QString &name, bool flag) { addValue(name, "boolValue", Json(flag)); }
    void addList(const QString &name, const QString &only)
    {
        Json value(jsoncons::json_object_arg);
        value.insert_or_assign("stringValue", jsonString(only));
        Json values(jsoncons::json_array_arg);
        values.push_back(std::move(value));
        Json list(jsoncons::json_object_arg);
        list.insert_or_assign("values", std::move(values));
        addValue(name, "arrayValue", std::move(list));
    }
    [[nodiscard]] const Json &json() const { return m_list; }

private:
    void addValue(const QString &name, std::string_view kind, Json content)
    {
        Json value(jsoncons::json_object_arg);
        value.insert_or_assign(kind, std::move(content));
        Json entry(jsoncons::json_object_arg);
        entry.insert_or_assign("key", jsonString(name));
        entry.insert_or_assign("value", std::move(value));
        m_list.push_back(std::move(entry));
    }
    Json m_list{jsoncons::json_array_arg};
};

QString idOf(const QString &what, qsizetype digits)
{
    return contentHash(QByteArrayView(what.toUtf8())).left(digits);
}

QString runName(const run::RunPlan &plan)
{
    return u"assay run %1 of %2"_s.arg(QString::number(plan.id.value), QString::number(toUnixMs(plan.createdAt)));
}

Json nanoseconds(UtcTime time)
{
    return Json(std::to_string(toUnixMs(time)) + "000000");
}

Json spanOf(const run::RunPlan &plan, const QString &name, int kind, UtcTime from, UtcTime to, const QString &spanId)
{
    Json span(jsoncons::json_object_arg);
    span.insert_or_assign("traceId", jsonString(idOf(runName(plan), kTraceIdDigits)));
    span.insert_or_assign("spanId", jsonString(spanId));
    span.insert_or_assign("name", jsonString(name));
    span.insert_or_assign("kind", kind);
    span.insert_or_assign("startTimeUnixNano", nanoseconds(from));
    span.insert_or_assign("endTimeUnixNano", nanoseconds(to));
    return span;
}

QString rootId(const run::RunPlan &plan)
{
    return idOf(runName(plan) + u" itself"_s, kSpanIdDigits);
}

Json rootSpan(const run::RunPlan &plan, const QList<run::AttemptRecord> &records)
{
    UtcTime end = plan.createdAt;
    for (const run::AttemptRecord &record : records)
        end = std::max(end, record.attempt.startedAt + record.attempt.duration);
    Json span = spanOf(plan, u"evaluation %1"_s.arg(plan.set.name), kInternal, plan.createdAt, end, rootId(plan));
    Attributes attributes;
    attributes.add(u"assay.run"_s, plan.id.value);
    attributes.add(u"assay.eval_set"_s, plan.set.name);
    attributes.add(u"assay.eval_set.revision"_s, qint64(plan.set.revision));
    attributes.add(u"assay.simulated"_s, plan.isSimulated());
    span.insert_or_assign("attributes", attributes.json());
    return span;
}

Json attemptSpan(const run::RunPlan &plan, const run::AttemptRecord &record)
{
    const run::Attempt &attempt = record.attempt;
    const QString id = idOf(u"%1 %2.%3"_s.arg(runName(plan), QString::number(attempt.cell), QString::number(attempt.number)), kSpanIdDigits);
    Json span = spanOf(plan, u"chat "_s + record.requestModel, kClient, attempt.startedAt, attempt.startedAt + attempt.duration, id);
    span.insert_or_assign("parentSpanId", jsonString(rootId(plan)));
    Attributes attributes;
    attributes.add(u"gen_ai.operation.name"_s, u"chat"_s);
    attributes.add(u"gen_ai.provider.name"_s, record.providerKind);
    attributes.add(u"gen_ai.request.model"_s, record.requestModel);
    attributes.add(u"gen_ai.response.model"_s, record.responseModel);
    if (record.usage) {
        attributes.add(u"gen_ai.usage.input_tokens"_s, record.usage->input);
        attributes.add(u"gen_ai.usage.output_tokens"_s, record.usage->output);
        attributes.add(u"gen_ai.usage.cache_read.input_tokens"_s, record.usage->inputCached);
        attributes.add(u"gen_ai.usage.cache_creation.input_tokens"_s, record.usage->inputCacheWrite);
        attributes.add(u"assay.usage.reasoning_tokens"_s, record.usage->reasoning);
    }
    if (!record.finish.isEmpty())
        attributes.addList(u"gen_ai.response.finish_reasons"_s, record.finish);
    attributes.add(u"server.address"_s, record.host);
    if (attempt.httpStatus != 0)
        attributes.add(u"http.response.status_code"_s, qint64(attempt.httpStatus));
    attributes.add(u"error.type"_s, attempt.errorKind ? assay::toText(*attempt.errorKind) : QString());
    attributes.add(u"assay.item"_s, record.itemKey);
    attributes.add(u"assay.prompt"_s, record.version);
    attributes.add(u"assay.repeat"_s, qint64(record.key.repeat));
    attributes.add(u"assay.attempt"_s, qint64(attempt.number));
    attributes.add(u"assay.request_id"_s, attempt.requestId);
    attributes.add(u"assay.batch"_s, record.batch);
    attributes.add(u"assay.outcome"_s, record.outcome ? run::toText(*record.outcome) : QString());
    if (attempt.timeToFirstToken)
        attributes.add(u"assay.time_to_first_token"_s, static_cast<double>(attempt.timeToFirstToken->count()) / 1000.0);
    if (attempt.cost)
        attributes.add(u"assay.cost_usd"_s, attempt.cost->usd());
    if (record.mayHaveBeenBilled)
        attributes.add(u"assay.may_have_been_billed"_s, true);
    span.insert_or_assign("attributes", attributes.json());
    if (attempt.errorKind) {
        Json status(jsoncons::json_object_arg);
        status.insert_or_assign("code", kStatusError);
        status.insert_or_assign("message", jsonString(attempt.errorMessage));
        span.insert_or_assign("status", std::move(status));
    }
    return span;
}

Json listOf(Json only)
{
    Json list(jsoncons::json_array_arg);
    list.push_back(std::move(only));
    return list;
}

} // namespace

Json attemptToJson(run::RunId run, const run::AttemptRecord &record)
{
    const run::Attempt &attempt = record.attempt;
    Json json(jsoncons::json_object_arg);
    json.insert_or_assign("run", run.value);
    json.insert_or_assign("item", jsonString(record.itemKey));
    json.insert_or_assign("version", jsonString(record.version));
    json.insert_or_assign("model", jsonString(record.model));
    json.insert_or_assign("repeat", record.key.repeat);
    json.insert_or_assign("attempt", attempt.number);
    json.insert_or_assign("state", jsonString(stateText(record)));
    addExchange(json, attempt);
    addText(json, "batch", record.batch);
    addText(json, "requestModel", record.requestModel);
    addText(json, "responseModel", record.responseModel);
    if (record.usage)
        addUsage(json, *record.usage);
    if (attempt.cost)
        json.insert_or_assign("costUsd", jsonString(attempt.cost->toDecimal()));
    addText(json, "finish", record.finish);
    if (record.finishReason)
        json.insert_or_assign("finishReason", jsonString(provider::toText(*record.finishReason)));
    if (record.outcome)
        json.insert_or_assign("outcome", jsonString(run::toText(*record.outcome)));
    if (attempt.errorKind)
        json.insert_or_assign("error", jsonString(assay::toText(*attempt.errorKind)));
    addText(json, "message", attempt.errorMessage);
    if (attempt.retryAfter)
        json.insert_or_assign("retryAfterMs", static_cast<qint64>(attempt.retryAfter->count()));
    if (record.mayHaveBeenBilled) {
        json.insert_or_assign("mayHaveBeenBilled", true);
        json.insert_or_assign("worstCostUsd", jsonString(attempt.reserved.toDecimal()));
    }
    return json;
}

QByteArray attemptsToJsonLines(run::RunId run, const QList<run::AttemptRecord> &records)
{
    QByteArray lines;
    for (const run::AttemptRecord &record : records)
        lines += toJson(attemptToJson(run, record)) + '\n';
    return lines;
}

Json attemptsToOtlp(const run::RunPlan &plan, const QList<run::AttemptRecord> &records, qsizetype first)
{
    Json spans(jsoncons::json_array_arg);
    if (first == 0)
        spans.push_back(rootSpan(plan, records));
    for (const run::AttemptRecord &record : records) {
        if (!record.isCached())
            spans.push_back(attemptSpan(plan, record));
    }
    Json scope(jsoncons::json_object_arg);
    scope.insert_or_assign("name", "assay");
    scope.insert_or_assign("version", ASSAY_VERSION);
    Json scopeSpans(jsoncons::json_object_arg);
    scopeSpans.insert_or_assign("scope", std::move(scope));
    scopeSpans.insert_or_assign("spans", std::move(spans));
    Attributes service;
    service.add(u"service.name"_s, u"assay"_s);
    service.add(u"service.version"_s, QStringLiteral(ASSAY_VERSION));
    Json resource(jsoncons::json_object_arg);
    resource.insert_or_assign("attributes", service.json());
    Json resourceSpans(jsoncons::json_object_arg);
    resourceSpans.insert_or_assign("resource", std::move(resource));
    resourceSpans.insert_or_assign("scopeSpans", listOf(std::move(scopeSpans)));
    Json body(jsoncons::json_object_arg);
    body.insert_or_assign("resourceSpans", listOf(std::move(resourceSpans)));
    return body;
}

Result<qsizetype> sendTraces(const run::RunPlan &plan, const QList<run::AttemptRecord> &records, const TracePost &post, const std::stop_token &stop)
{
    for (qsizetype first = 0; first == 0 || first < records.size(); first += kRecordsAtOnce) {
        if (stop.stop_requested())
            return fail(ErrorKind::cancelled, u"stopped after %1 of %2 requests were sent"_s.arg(first).arg(records.size()));
        const auto status = post(toJson(attemptsToOtlp(plan, records.mid(first, kRecordsAtOnce), first)));
        if (!status)
            return std::unexpected(status.error());
        if (*status < 200 || *status >= 300)
            return fail(ErrorKind::serverError, u"the collector answered with status %1"_s.arg(*status), u"Check the address; it usually ends in /v1/traces."_s);
    }
    return std::ranges::count_if(records, [](const run::AttemptRecord &record) { return !record.isCached(); }) + 1;
}

} // namespace assay::report
