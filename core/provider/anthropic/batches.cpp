// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/anthropic/batches.h"

#include "core/provider/anthropic/batchbody.h"
#include "core/provider/wire/batchrequests.h"

namespace assay::provider::anthropic {

using namespace Qt::StringLiterals;

struct MessageBatches::State {
    std::shared_ptr<const wire::Connection> connection;
    QUrl base;
};

namespace {

using State = std::shared_ptr<const MessageBatches::State>;

const QString kPath = u"/messages/batches"_s;

// Everything that a coroutine needs after its first wait is its own: the object may go away meanwhile.
QCoro::Task<Result<BatchJob>> submitTo(State state, QList<BatchRequest> requests, QString tag, std::stop_token stop)
{
    auto body = batchBody(requests, tag, state->connection->api());
    if (!body)
        co_return std::unexpected(body.error());
    wire::Call call;
    call.path = kPath;
    call.body = *std::move(body);
    call.isFile = true;
    const auto answer = co_await wire::Connection::askJson(state->connection, std::move(call), std::move(stop));
    co_return answer.and_then(&batchJobOf);
}

QCoro::Task<Result<Json>> askOf(State state, QByteArray method, QString id, QString rest, std::stop_token stop)
{
    if (!wire::isBatchId(id))
        co_return fail(ErrorKind::invalidInput, u"\"%1\" is no id of a batch"_s.arg(id.left(40)));
    wire::Call call;
    call.method = method;
    call.path = kPath + u'/' + id + rest;
    co_return co_await wire::Connection::askJson(state->connection, std::move(call), std::move(stop));
}

QCoro::Task<Result<BatchJob>> lookAt(State state, QString id, std::stop_token stop)
{
    const auto answer = co_await askOf(std::move(state), "GET", std::move(id), {}, std::move(stop));
    co_return answer.and_then(&batchJobOf);
}

QCoro::Task<Result<QList<BatchAnswer>>> resultsOf(State state, BatchJob job, std::stop_token stop)
{
    auto call = resultsCall(job, state->base);
    if (!call)
        co_return std::unexpected(call.error());
    const auto reply = co_await wire::Connection::ask(state->connection, *std::move(call), std::move(stop));
    if (!reply)
        co_return std::unexpected(reply.error());
    const qsizetype came = wire::wholeLines(reply->body);
    if (came < job.total) // each request has a line, whatever became of it
        co_return wire::notAllCame(came, job.total, job.id);
    co_return batchAnswersOf(reply->body);
}

QCoro::Task<Result<void>> cancelIt(State state, QString id, std::stop_token stop)
{
    const auto answer = co_await askOf(std::move(state), "POST", std::move(id), u"/cancel"_s, std::move(stop));
    co_return answer.transform([](const Json & /*batch*/) {});
}

QCoro::Task<Result<QList<BatchJob>>> recentOf(State state, std::stop_token stop)
{
    wire::Call call;
    call.method = "GET";
    call.path = kPath;
    call.query = "limit=100";
    const auto answer = co_await wire::Connection::askJson(state->connection, std::move(call), std::move(stop));
    co_return answer.and_then(&batchJobsOf);
}

} // namespace

MessageBatches::MessageBatches(std::shared_ptr<const wire::Connection> connection, QUrl base)
    : m_state(std::make_shared<const State>(State{.connection = std::move(connection), .base = std::move(base)}))
{
}

BatchLimits MessageBatches::limits() const
{
    return kBatchLimits;
}

qint64 MessageBatches::bytesOf(const BatchRequest &request) const
{
    return batchEntry(request, m_state->connection->api()).size() + 1;
}

QCoro::Task<Result<BatchJob>> MessageBatches::submit(QList<BatchRequest> requests, QString tag, std::stop_token stop)
{
    return submitTo(m_state, std::move(requests), std::move(tag), std::move(stop));
}

QCoro::Task<Result<BatchJob>> MessageBatches::look(QString id, std::stop_token stop)
{
    return lookAt(m_state, std::move(id), std::move(stop));
}

QCoro::Task<Result<QList<BatchAnswer>>> MessageBatches::results(BatchJob job, std::stop_token stop)
{
    return resultsOf(m_state, std::move(job), std::move(stop));
}

QCoro::Task<Result<void>> MessageBatches::cancel(QString id, std::stop_token stop)
{
    return cancelIt(m_state, std::move(id), std::move(stop));
}

QCoro::Task<Result<QList<BatchJob>>> MessageBatches::recent(std::stop_token stop)
{
    return recentOf(m_state, std::move(stop));
}

} // namespace assay::provider::anthropic
