// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/openai/batches.h"

#include "core/provider/openai/address.h"
#include "core/provider/openai/batchlines.h"
#include "core/provider/openai/multipart.h"
#include "core/provider/wire/batchrequests.h"
#include "core/provider/wire/jsonfields.h"

namespace assay::provider::openai {

using namespace Qt::StringLiterals;

struct FileBatches::State {
    std::shared_ptr<const wire::Connection> connection;
    Options options;

    [[nodiscard]] const QByteArray &endpoint() const { return options.dialect.batchEndpoint; }
};

namespace {

using State = std::shared_ptr<const FileBatches::State>;

// An id of the API is a part of a path: nothing else may get into it.
Result<QString> pathOf(const QString &folder, const QString &id, const QString &rest = {})
{
    if (!wire::isBatchId(id))
        return fail(ErrorKind::invalidInput, u"\"%1\" is no id of a batch or a file"_s.arg(id.left(40)));
    return QString(folder + id + rest);
}

QCoro::Task<Result<QString>> upload(State state, QByteArray lines, QString tag, std::stop_token stop)
{
    const MultipartForm form = multipartForm({{"purpose", "batch"}}, "assay-" + tag.toUtf8() + ".jsonl", "application/jsonl", lines);
    wire::Call call = accountCall(state->options, "POST", u"/files"_s);
    call.body = form.body;
    call.contentType = form.contentType;
    call.isFile = true;
    const auto answer = co_await wire::Connection::askJson(state->connection, std::move(call), std::move(stop));
    if (!answer)
        co_return std::unexpected(answer.error());
    const QString id = wire::textOf(*answer, "id");
    if (id.isEmpty())
        co_return fail(ErrorKind::malformed, u"The uploaded file of requests got no id"_s, u"Check the base URL"_s);
    co_return id;
}

QCoro::Task<Result<BatchJob>> submitTo(State state, QList<BatchRequest> requests, QString tag, std::stop_token stop)
{
    auto lines = batchFile(requests, tag, state->connection->api(), state->endpoint());
    if (!lines)
        co_return std::unexpected(lines.error());
    const auto file = co_await upload(state, *std::move(lines), tag, stop);
    if (!file)
        co_return std::unexpected(file.error());
    wire::Call call = accountCall(state->options, "POST", u"/batches"_s);
    call.body = toJson(batchOrder(*file, state->endpoint(), tag));
    const auto answer = co_await wire::Connection::askJson(state->connection, std::move(call), std::move(stop));
    co_return answer.and_then(&batchJobOf);
}

QCoro::Task<Result<QByteArray>> download(State state, QString id, std::stop_token stop)
{
    const auto path = pathOf(u"/files/"_s, id, u"/content"_s);
    if (!path)
        co_return std::unexpected(path.error());
    wire::Call call = accountCall(state->options, "GET", *path);
    call.isFile = true;
    const auto reply = co_await wire::Connection::ask(state->connection, std::move(call), std::move(stop));
    co_return reply.transform([](const wire::Reply &whole) { return whole.body; });
}

QCoro::Task<Result<QList<BatchAnswer>>> resultsOf(State state, BatchJob job, std::stop_token stop)
{
    QList<BatchAnswer> answers;
    qsizetype came = 0;
    for (const QString &location : std::as_const(job.resultLocations)) {
        const auto lines = co_await download(state, location, stop);
        if (!lines)
            co_return std::unexpected(lines.error());
        came += wire::wholeLines(*lines);
        answers += batchAnswersOf(*lines, state->connection->api());
    }
    if (job.state == BatchJob::State::ended && came < job.succeeded)
        co_return wire::notAllCame(came, job.succeeded, job.id);
    co_return answers;
}

QCoro::Task<Result<Json>> askOf(State state, QByteArray method, QString id, QString rest, std::stop_token stop)
{
    const auto path = pathOf(u"/batches/"_s, id, rest);
    if (!path)
        co_return std::unexpected(path.error());
    co_return co_await wire::Connection::askJson(state->connection, accountCall(state->options, method, *path), std::move(stop));
}

QCoro::Task<Result<BatchJob>> lookAt(State state, QString id, std::stop_token stop)
{
    const auto answer = co_await askOf(std::move(state), "GET", std::move(id), {}, std::move(stop));
    co_return answer.and_then(&batchJobOf);
}

QCoro::Task<Result<void>> cancelIt(State state, QString id, std::stop_token stop)
{
    const auto answer = co_await askOf(std::move(state), "POST", std::move(id), u"/cancel"_s, std::move(stop));
    co_return answer.transform([](const Json & /*batch*/) {});
}

QCoro::Task<Result<QList<BatchJob>>> recentOf(State state, std::stop_token stop)
{
    wire::Call call = accountCall(state->options, "GET", u"/batches"_s);
    call.query += call.query.isEmpty() ? "limit=100" : "&limit=100";
    const auto answer = co_await wire::Connection::askJson(state->connection, std::move(call), std::move(stop));
    co_return answer.and_then(&batchJobsOf);
}

} // namespace

FileBatches::FileBatches(std::shared_ptr<const wire::Connection> connection, Options options)
    : m_state(std::make_shared<const State>(State{.connection = std::move(connection), .options = std::move(options)}))
{
}

BatchLimits FileBatches::limits() const
{
    return kBatchLimits;
}

qint64 FileBatches::bytesOf(const BatchRequest &request) const
{
    return batchLine(request, m_state->connection->api(), m_state->endpoint()).size();
}

QCoro::Task<Result<BatchJob>> FileBatches::submit(QList<BatchRequest> requests, QString tag, std::stop_token stop)
{
    return submitTo(m_state, std::move(requests), std::move(tag), std::move(stop));
}

QCoro::Task<Result<BatchJob>> FileBatches::look(QString id, std::stop_token stop)
{
    return lookAt(m_state, std::move(id), std::move(stop));
}

QCoro::Task<Result<QList<BatchAnswer>>> FileBatches::results(BatchJob job, std::stop_token stop)
{
    return resultsOf(m_state, std::move(job), std::move(stop));
}

QCoro::Task<Result<void>> FileBatches::cancel(QString id, std::stop_token stop)
{
    return cancelIt(m_state, std::move(id), std::move(stop));
}

QCoro::Task<Result<QList<BatchJob>>> FileBatches::recent(std::stop_token stop)
{
    return recentOf(m_state, std::move(stop));
}

} // namespace assay::provider::openai
