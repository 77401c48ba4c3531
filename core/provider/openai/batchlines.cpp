// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/openai/batchlines.h"

#include "core/provider/openai/failures.h"
#include "core/provider/wire/batchrequests.h"
#include "core/provider/wire/jsonfields.h"
#include "core/provider/wire/surrogates.h"
#include "core/provider/wire/usagecounts.h"

#include <algorithm>
#include <array>

namespace assay::provider::openai {

using wire::member;
using wire::textOf;

using namespace Qt::StringLiterals;

namespace {

constexpr auto kTagName = "assay";
constexpr int kMostReasons = 3;

struct Meaning {
    QLatin1StringView raw;
    BatchJob::State state;
};

// Any other word is of a job that is under way.
constexpr std::array kStates{
    Meaning{"completed"_L1, BatchJob::State::ended},
    Meaning{"failed"_L1, BatchJob::State::failed},
    Meaning{"expired"_L1, BatchJob::State::expired},
    Meaning{"cancelled"_L1, BatchJob::State::cancelled},
};

QString reasonOf(const Json &batch)
{
    const Json *errors = member(batch, "errors");
    const Json *data = errors == nullptr ? nullptr : member(*errors, "data");
    QStringList reasons;
    if (data != nullptr && data->is_array()) {
        for (const Json &error : data->array_range()) {
            const QString line = textOf(error, "line");
            const QString message = textOf(error, "message").simplified().left(200);
            reasons.append(line.isEmpty() ? message : u"line %1: %2"_s.arg(line, message));
            if (reasons.size() == kMostReasons)
                break;
        }
    }
    return reasons.join(u"; "_s);
}

Result<Completion> resultOf(const Json &line, const wire::Api &api)
{
    const Json *response = member(line, "response");
    if (response == nullptr) {
        const Json *error = member(line, "error");
        const QString code = error == nullptr ? QString() : textOf(*error, "code");
        if (code == u"batch_expired" || code == u"batch_cancelled")
            return wire::notAnswered();
        return std::unexpected(failureInAnswer(line));
    }
    const int status = static_cast<int>(std::min<qint64>(wire::count(*response, "status_code").value_or(0), 999));
    const Json *body = member(*response, "body");
    const QByteArray text = body == nullptr ? QByteArray() : toJson(*body);
    if (status >= 200 && status < 300)
        return api.newAnswer()->readWhole(text);
    return std::unexpected(api.failureOf(status, text, {}, {}));
}

} // namespace

QByteArray batchLine(const BatchRequest &request, const wire::Api &api, const QByteArray &endpoint)
{
    ChatRequest chat = request.request;
    chat.stream = false;
    return "{\"custom_id\":\"" + request.key + "\",\"method\":\"POST\",\"url\":\"" + endpoint + "\",\"body\":" + api.chat(chat).body + "}\n";
}

Result<QByteArray> batchFile(const QList<BatchRequest> &requests, const QString &tag, const wire::Api &api, const QByteArray &endpoint, BatchLimits limits)
{
    if (const auto checked = wire::checkBatch(requests, tag, limits); !checked)
        return std::unexpected(checked.error());
    QByteArray file;
    for (const BatchRequest &request : requests) {
        file += batchLine(request, api, endpoint);
        if (file.size() > limits.bytes)
            return wire::batchTooLarge(limits);
    }
    return file;
}

Json batchOrder(const QString &fileId, const QByteArray &endpoint, const QString &tag)
{
    Json order(jsoncons::json_object_arg);
    order.insert_or_assign("input_file_id", jsonString(fileId));
    order.insert_or_assign("endpoint", endpoint.toStdString());
    order.insert_or_assign("completion_window", "24h");
    Json metadata(jsoncons::json_object_arg);
    metadata.insert_or_assign(kTagName, jsonString(tag));
    order.insert_or_assign("metadata", std::move(metadata));
    return order;
}

Result<BatchJob> batchJobOf(const Json &batch)
{
    BatchJob job;
    job.id = textOf(batch, "id");
    job.rawState = textOf(batch, "status");
    if (job.id.isEmpty() || job.rawState.isEmpty())
        return fail(ErrorKind::malformed, u"The answer is no batch: it has no id or no status"_s, u"Check the base URL"_s);
    const auto *const meaning = std::ranges::find_if(kStates, [&job](const Meaning &entry) { return job.rawState == entry.raw; });
    if (meaning != kStates.end())
        job.state = meaning->state;
    job.reason = reasonOf(batch);
    const auto countOf = [&batch](std::string_view name) { return static_cast<int>(std::min<qint64>(wire::count(batch, "request_counts", name).value_or(0), 1'000'000)); };
    job.total = countOf("total");
    job.succeeded = countOf("completed");
    job.failed = countOf("failed");
    if (const auto seconds = wire::count(batch, "created_at"))
        job.createdAt = utcFromUnixMs(*seconds * 1000);
    if (const Json *metadata = member(batch, "metadata"))
        job.tag = textOf(*metadata, kTagName);
    for (const auto *name : {"output_file_id", "error_file_id"}) {
        if (const QString file = textOf(batch, name); !file.isEmpty())
            job.resultLocations.append(file);
    }
    return job;
}

Result<QList<BatchJob>> batchJobsOf(const Json &answer)
{
    const Json *data = member(answer, "data");
    if (data == nullptr || !data->is_array())
        return fail(ErrorKind::malformed, u"The answer is no list of batches"_s, u"Check the base URL"_s);
    QList<BatchJob> jobs;
    for (const Json &entry : data->array_range()) {
        auto job = batchJobOf(entry);
        if (!job)
            return std::unexpected(job.error());
        jobs.append(*std::move(job));
    }
    return jobs;
}

QList<BatchAnswer> batchAnswersOf(QByteArrayView lines, const wire::Api &api)
{
    QList<BatchAnswer> answers;
    for (const QByteArrayView text : wire::linesOf(lines)) {
        const auto line = parseJson(QByteArrayView(wire::withMarkedHalves(text)));
        const QString key = line ? textOf(*line, "custom_id") : QString();
        if (key.isEmpty())
            continue;
        const Json *response = member(*line, "response");
        const QString requestId = response == nullptr ? QString() : textOf(*response, "request_id");
        answers.append({.key = key.toUtf8(), .result = resultOf(*line, api), .requestId = wire::withoutHalves(wire::withHalves(requestId))});
    }
    return answers;
}

} // namespace assay::provider::openai
