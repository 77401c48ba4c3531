// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/anthropic/batchbody.h"

#include "core/provider/anthropic/failures.h"
#include "core/provider/anthropic/messageparts.h"
#include "core/provider/wire/batchrequests.h"
#include "core/provider/wire/instant.h"
#include "core/provider/wire/jsonfields.h"
#include "core/provider/wire/surrogates.h"
#include "core/provider/wire/usagecounts.h"

#include <algorithm>

namespace assay::provider::anthropic {

using wire::member;
using wire::textOf;

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kMostRequests = 1'000'000;
constexpr QByteArrayView kOpening = "{\"requests\":[";
constexpr QByteArrayView kClosing = "]}";

std::unexpected<Error> malformed(const QString &what)
{
    return fail(ErrorKind::malformed, what, u"Check that the base URL belongs to a Messages API"_s);
}

BatchJob::State stateOf(const Json &batch, int cancelled, int expired)
{
    // "in_progress", "canceling", and any word that comes later.
    if (textOf(batch, "processing_status") != u"ended")
        return BatchJob::State::working;
    if (cancelled > 0 || (member(batch, "cancel_initiated_at") != nullptr && expired == 0))
        return BatchJob::State::cancelled;
    return expired > 0 ? BatchJob::State::expired : BatchJob::State::ended;
}

Result<Completion> resultOf(const Json &result)
{
    const QString type = textOf(result, "type");
    if (type == u"canceled" || type == u"expired")
        return wire::notAnswered();
    if (const Json *message = member(result, "message"))
        return completionOf(*message);
    const Json *error = member(result, "error");
    return error == nullptr ? Result<Completion>(malformed(u"The batch tells no result for this request"_s)) : std::unexpected(failureIn(*error));
}

QString requestIdOf(const Json &result)
{
    const Json *message = member(result, "message");
    const Json *error = member(result, "error");
    return (message != nullptr ? textOf(*message, "id") : error != nullptr ? textOf(*error, "request_id") : QString()).left(200);
}

bool isSameOrigin(const QUrl &url, const QUrl &base)
{
    const auto port = [](const QUrl &of) { return of.port(of.scheme() == u"https" ? 443 : 80); };
    return url.scheme() == base.scheme() && url.host() == base.host() && port(url) == port(base) && url.userInfo().isEmpty();
}

} // namespace

QByteArray batchEntry(const BatchRequest &request, const wire::Api &api)
{
    ChatRequest chat = request.request;
    chat.stream = false;
    return "{\"custom_id\":\"" + request.key + "\",\"params\":" + api.chat(chat).body + "}";
}

Result<QByteArray> batchBody(const QList<BatchRequest> &requests, const QString &tag, const wire::Api &api, BatchLimits limits)
{
    if (const auto checked = wire::checkBatch(requests, tag, limits); !checked)
        return std::unexpected(checked.error());
    QByteArray body = kOpening.toByteArray();
    for (const BatchRequest &request : requests) {
        body += batchEntry(request, api);
        body += ',';
        if (body.size() - 1 + kClosing.size() > limits.bytes)
            return wire::batchTooLarge(limits);
    }
    body.chop(1);
    return QByteArray(body + kClosing);
}

Result<BatchJob> batchJobOf(const Json &batch)
{
    BatchJob job;
    job.id = textOf(batch, "id");
    job.rawState = textOf(batch, "processing_status");
    if (job.id.isEmpty() || job.rawState.isEmpty())
        return malformed(u"The answer is no batch: it has no id or no status"_s);
    const auto countOf = [&batch](std::string_view name) { return static_cast<int>(std::min(wire::count(batch, "request_counts", name).value_or(0), kMostRequests)); };
    const int cancelled = countOf("canceled");
    const int expired = countOf("expired");
    job.succeeded = countOf("succeeded");
    job.failed = countOf("errored");
    job.total = countOf("processing") + job.succeeded + job.failed + cancelled + expired;
    job.state = stateOf(batch, cancelled, expired);
    job.createdAt = wire::instant(textOf(batch, "created_at").toLatin1());
    if (const QString url = textOf(batch, "results_url"); !url.isEmpty())
        job.resultLocations = {url};
    return job;
}

Result<QList<BatchJob>> batchJobsOf(const Json &answer)
{
    const Json *data = member(answer, "data");
    if (data == nullptr || !data->is_array())
        return malformed(u"The answer is no list of batches"_s);
    QList<BatchJob> jobs;
    for (const Json &entry : data->array_range()) {
        auto job = batchJobOf(entry);
        if (!job)
            return std::unexpected(job.error());
        jobs.append(*std::move(job));
    }
    return jobs;
}

Result<wire::Call> resultsCall(const BatchJob &job, const QUrl &base)
{
    if (!wire::isBatchId(job.id))
        return fail(ErrorKind::invalidInput, u"\"%1\" is no id of a batch"_s.arg(job.id.left(40)));
    wire::Call call;
    call.method = "GET";
    call.path = u"/messages/batches/%1/results"_s.arg(job.id);
    call.isFile = true;
    if (job.resultLocations.isEmpty())
        return call;
    const QUrl url(job.resultLocations.first(), QUrl::StrictMode);
    const QString path = url.path(QUrl::FullyDecoded);
    const bool isBelow = path.startsWith(QString(base.path() + u'/')) && !path.contains(u"/."_s);
    if (!url.isValid() || !isSameOrigin(url, base) || !isBelow)
        return fail(ErrorKind::malformed, u"The results of batch %1 are said to be at %2, outside the base URL; the key is not sent there"_s.arg(job.id, url.host()),
            u"Check the base URL; if it is a gateway's, use the API's own"_s);
    call.path = path.sliced(base.path().size());
    call.query = url.query(QUrl::FullyEncoded).toLatin1();
    return call;
}

QList<BatchAnswer> batchAnswersOf(QByteArrayView lines)
{
    QList<BatchAnswer> answers;
    for (const QByteArrayView text : wire::linesOf(lines)) {
        const auto line = parseJson(QByteArrayView(wire::withMarkedHalves(text)));
        const QString key = line ? textOf(*line, "custom_id") : QString();
        const Json *result = line ? member(*line, "result") : nullptr;
        if (!key.isEmpty() && result != nullptr)
            answers.append({.key = key.toUtf8(), .result = resultOf(*result), .requestId = requestIdOf(*result)});
    }
    return answers;
}

} // namespace assay::provider::anthropic
