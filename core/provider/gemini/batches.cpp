// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/gemini/batches.h"

#include "core/provider/gemini/batchbody.h"
#include "core/provider/gemini/requestbody.h"
#include "core/provider/wire/answerjson.h"
#include "core/provider/wire/batchrequests.h"

namespace assay::provider::gemini {

using namespace Qt::StringLiterals;

namespace {

using Connection = std::shared_ptr<const wire::Connection>;

std::unexpected<Error> noId(const QString &id)
{
    return fail(ErrorKind::invalidInput, u"\"%1\" is no name of a batch or a file"_s.arg(id.left(40)));
}

// A job that is done holds all its answers: as much as a file.
wire::Call getCall(const QString &path, const QByteArray &query = {})
{
    wire::Call call;
    call.method = "GET";
    call.path = path;
    call.query = query;
    call.isFile = true;
    return call;
}

// Everything that a coroutine needs after its first wait is its own: the object may go away meanwhile.
QCoro::Task<Result<BatchJob>> submitTo(Connection connection, QList<BatchRequest> requests, QString tag, std::stop_token stop)
{
    auto body = batchBody(requests, tag, connection->api());
    if (!body)
        co_return std::unexpected(body.error());
    wire::Call call;
    call.path = u'/' + resourceOf(requests.first().request.model) + u":batchGenerateContent"_s;
    call.body = *std::move(body);
    call.isFile = true;
    const auto answer = co_await wire::Connection::askJson(std::move(connection), std::move(call), std::move(stop));
    co_return answer.and_then(&batchJobOf);
}

QCoro::Task<Result<Json>> operationOf(Connection connection, QString id, std::stop_token stop)
{
    if (!isResource(id, "batches/"_L1))
        co_return noId(id);
    const auto reply = co_await wire::Connection::ask(std::move(connection), getCall(u'/' + id), std::move(stop));
    co_return reply.and_then([](const wire::Reply &whole) { return wire::answerJson(whole.body, u"Check the base URL"_s); });
}

QCoro::Task<Result<BatchJob>> lookAt(Connection connection, QString id, std::stop_token stop)
{
    const auto operation = co_await operationOf(std::move(connection), std::move(id), std::move(stop));
    co_return operation.and_then(&batchJobOf);
}

QCoro::Task<Result<QList<BatchAnswer>>> inlineAnswers(Connection connection, BatchJob job, std::stop_token stop)
{
    const auto operation = co_await operationOf(std::move(connection), job.id, std::move(stop));
    const auto answers = operation.and_then(&inlineAnswersOf);
    if (answers && answers->size() < job.succeeded)
        co_return wire::notAllCame(answers->size(), job.succeeded, job.id);
    co_return answers;
}

QCoro::Task<Result<QList<BatchAnswer>>> resultsOf(Connection connection, BatchJob job, std::stop_token stop)
{
    if (job.resultLocations.isEmpty())
        co_return co_await inlineAnswers(std::move(connection), std::move(job), std::move(stop));
    const QString file = job.resultLocations.first();
    if (!isResource(file, "files/"_L1))
        co_return noId(file);
    const auto reply = co_await wire::Connection::ask(std::move(connection), getCall(u'/' + file + u":download"_s, "alt=media"), std::move(stop));
    if (!reply)
        co_return std::unexpected(reply.error());
    const qsizetype came = wire::wholeLines(reply->body);
    if (came < job.succeeded)
        co_return wire::notAllCame(came, job.succeeded, job.id);
    co_return batchAnswersOf(reply->body);
}

QCoro::Task<Result<void>> cancelIt(Connection connection, QString id, std::stop_token stop)
{
    if (!isResource(id, "batches/"_L1))
        co_return noId(id);
    wire::Call call;
    call.path = u'/' + id + u":cancel"_s;
    call.body = "{}";
    const auto answer = co_await wire::Connection::ask(std::move(connection), std::move(call), std::move(stop));
    co_return answer.transform([](const wire::Reply & /*reply*/) {});
}

QCoro::Task<Result<QList<BatchJob>>> recentOf(Connection connection, std::stop_token stop)
{
    const auto reply = co_await wire::Connection::ask(std::move(connection), getCall(u"/batches"_s, "pageSize=50"), std::move(stop));
    const auto json = reply.and_then([](const wire::Reply &whole) { return wire::answerJson(whole.body, u"Check the base URL"_s); });
    co_return json.and_then(&batchJobsOf);
}

} // namespace

BatchLimits ContentBatches::limits() const
{
    return kBatchLimits;
}

qint64 ContentBatches::bytesOf(const BatchRequest &request) const
{
    return batchEntry(request, m_connection->api()).size() + 1;
}

QCoro::Task<Result<BatchJob>> ContentBatches::submit(QList<BatchRequest> requests, QString tag, std::stop_token stop)
{
    return submitTo(m_connection, std::move(requests), std::move(tag), std::move(stop));
}

QCoro::Task<Result<BatchJob>> ContentBatches::look(QString id, std::stop_token stop)
{
    return lookAt(m_connection, std::move(id), std::move(stop));
}

QCoro::Task<Result<QList<BatchAnswer>>> ContentBatches::results(BatchJob job, std::stop_token stop)
{
    return resultsOf(m_connection, std::move(job), std::move(stop));
}

QCoro::Task<Result<void>> ContentBatches::cancel(QString id, std::stop_token stop)
{
    return cancelIt(m_connection, std::move(id), std::move(stop));
}

QCoro::Task<Result<QList<BatchJob>>> ContentBatches::recent(std::stop_token stop)
{
    return recentOf(m_connection, std::move(stop));
}

} // namespace assay::provider::gemini
