// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/gemini/batchbody.h"

#include "core/provider/gemini/contentanswer.h"
#include "core/provider/gemini/failures.h"
#include "core/provider/wire/batchrequests.h"
#include "core/provider/wire/instant.h"
#include "core/provider/wire/jsonfields.h"
#include "core/provider/wire/surrogates.h"

#include <algorithm>
#include <array>

namespace assay::provider::gemini {

using wire::member;
using wire::textOf;

using namespace Qt::StringLiterals;

namespace {

struct Meaning {
    QLatin1StringView word;
    BatchJob::State state;
};

// Behind "BATCH_STATE_" or "JOB_STATE_"; any other word is of a job that is under way.
constexpr std::array kStates{
    Meaning{"SUCCEEDED"_L1, BatchJob::State::ended},
    Meaning{"PARTIALLY_SUCCEEDED"_L1, BatchJob::State::ended},
    Meaning{"FAILED"_L1, BatchJob::State::failed},
    Meaning{"CANCELLED"_L1, BatchJob::State::cancelled},
    Meaning{"EXPIRED"_L1, BatchJob::State::expired},
};
constexpr QLatin1StringView kPrefixEnd("STATE_");
constexpr int kMostRequests = 1'000'000;
constexpr qint64 kCancelled = 1; // google.rpc.Code
constexpr QByteArrayView kClosing = "]}}}}";

std::unexpected<Error> malformed(const QString &what)
{
    return fail(ErrorKind::malformed, what, u"Check that the base URL belongs to a Gemini API"_s);
}

// Numbers of 64 bits are written as text.
int statOf(const Json &batch, std::string_view name)
{
    const Json *stats = member(batch, "batchStats");
    const qint64 number = stats == nullptr ? 0 : textOf(*stats, name).toLongLong();
    return static_cast<int>(std::clamp<qint64>(number, 0, kMostRequests));
}

BatchJob::State stateOf(const QString &raw, const Json &operation)
{
    const qsizetype prefix = raw.indexOf(kPrefixEnd);
    const QString word = prefix < 0 ? raw : raw.sliced(prefix + kPrefixEnd.size());
    const auto *found = std::ranges::find_if(kStates, [&](const Meaning &meaning) { return word == meaning.word; });
    if (found != kStates.end())
        return found->state;
    const Json *done = member(operation, "done");
    const bool isDone = done != nullptr && done->is_bool() && done->as<bool>();
    if (!raw.isEmpty() || !isDone)
        return BatchJob::State::working;
    return member(operation, "error") != nullptr ? BatchJob::State::failed : BatchJob::State::ended;
}

const Json *outputOf(const Json &operation)
{
    if (const Json *response = member(operation, "response"))
        return response;
    const Json *metadata = member(operation, "metadata");
    return member(metadata == nullptr ? operation : *metadata, "output");
}

QString keyOf(const Json &entry)
{
    const Json *metadata = member(entry, "metadata");
    const QString key = metadata == nullptr ? QString() : textOf(*metadata, "key");
    return key.isEmpty() ? textOf(entry, "key") : key;
}

BatchAnswer answerOf(const QString &key, const Json &entry)
{
    BatchAnswer answer{.key = key.toUtf8(), .result = wire::notAnswered(), .requestId = {}};
    if (const Json *response = member(entry, "response")) {
        answer.result = completionOf(*response);
        answer.requestId = textOf(*response, "responseId").left(200);
    } else if (const Json *error = member(entry, "error")) {
        const Json *code = member(*error, "code");
        const bool isCancelled = code != nullptr && code->is<qint64>() && code->as<qint64>() == kCancelled;
        if (!isCancelled)
            answer.result = std::unexpected(failureIn(*error));
    } else {
        answer.result = malformed(u"The batch tells no result for this request"_s);
    }
    return answer;
}

} // namespace

QByteArray batchEntry(const BatchRequest &request, const wire::Api &api)
{
    ChatRequest chat = request.request;
    chat.stream = false;
    return "{\"request\":" + api.chat(chat).body + ",\"metadata\":{\"key\":\"" + request.key + "\"}}";
}

Result<QByteArray> batchBody(const QList<BatchRequest> &requests, const QString &tag, const wire::Api &api, BatchLimits limits)
{
    if (const auto checked = wire::checkBatch(requests, tag, limits); !checked)
        return std::unexpected(checked.error());
    QByteArray body = "{\"batch\":{\"displayName\":\"" + tag.toLatin1() + "\",\"inputConfig\":{\"requests\":{\"requests\":[";
    for (const BatchRequest &request : requests) {
        body += batchEntry(request, api);
        body += ',';
        if (body.size() - 1 + kClosing.size() > limits.bytes)
            return wire::batchTooLarge(limits);
    }
    body.chop(1);
    return QByteArray(body + kClosing);
}

Result<BatchJob> batchJobOf(const Json &operation)
{
    const Json *metadata = member(operation, "metadata");
    const Json &batch = metadata == nullptr ? operation : *metadata;
    BatchJob job;
    job.id = textOf(operation, "name");
    if (!isResource(job.id, "batches/"_L1))
        return malformed(u"The answer is no batch: it has no name"_s);
    job.rawState = textOf(batch, "state");
    job.state = stateOf(job.rawState, operation);
    job.tag = textOf(batch, "displayName");
    job.total = statOf(batch, "requestCount");
    job.succeeded = statOf(batch, "successfulRequestCount");
    job.failed = statOf(batch, "failedRequestCount");
    job.createdAt = wire::instant(textOf(batch, "createTime").toLatin1());
    if (const Json *error = member(operation, "error"))
        job.reason = textOf(*error, "message").simplified().left(400);
    if (const Json *output = outputOf(operation)) {
        if (const QString file = textOf(*output, "responsesFile"); !file.isEmpty())
            job.resultLocations = {file};
    }
    return job;
}

Result<QList<BatchJob>> batchJobsOf(const Json &answer)
{
    const Json *entries = member(answer, "operations");
    if (!answer.is_object() || (entries != nullptr && !entries->is_array()))
        return malformed(u"The answer is no list of batches"_s);
    QList<BatchJob> jobs;
    if (entries == nullptr) // an empty list is left out
        return jobs;
    for (const Json &entry : entries->array_range()) {
        auto job = batchJobOf(entry);
        if (!job)
            return std::unexpected(job.error());
        jobs.append(*std::move(job));
    }
    std::ranges::stable_sort(jobs, std::greater(), [](const BatchJob &job) { return job.createdAt.value_or(UtcTime()); });
    return jobs;
}

Result<QList<BatchAnswer>> inlineAnswersOf(const Json &operation)
{
    const Json *output = outputOf(operation);
    const Json *list = output == nullptr ? nullptr : member(*output, "inlinedResponses");
    if (list != nullptr && list->is_object())
        list = member(*list, "inlinedResponses");
    QList<BatchAnswer> answers;
    if (list == nullptr || !list->is_array())
        return answers;
    for (const Json &entry : list->array_range()) {
        const QString key = keyOf(entry);
        if (key.isEmpty())
            return malformed(u"The API returned answers of the batch without the keys of their requests, so that none can be told to whom it belongs"_s);
        answers.append(answerOf(key, entry));
    }
    return answers;
}

QList<BatchAnswer> batchAnswersOf(QByteArrayView lines)
{
    QList<BatchAnswer> answers;
    for (const QByteArrayView text : wire::linesOf(lines)) {
        const auto line = parseJson(QByteArrayView(wire::withMarkedHalves(text)));
        const QString key = line ? keyOf(*line) : QString();
        if (!key.isEmpty())
            answers.append(answerOf(key, *line));
    }
    return answers;
}

bool isResource(QStringView name, QLatin1StringView folder)
{
    return name.startsWith(folder) && wire::isBatchId(name.sliced(folder.size()));
}

} // namespace assay::provider::gemini
