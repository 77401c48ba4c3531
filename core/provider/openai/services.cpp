// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/openai/services.h"

#include "core/provider/openai/address.h"
#include "core/provider/openai/batches.h"
#include "core/provider/openai/serviceanswers.h"

#include <algorithm>

namespace assay::provider::openai {

using namespace Qt::StringLiterals;

namespace {

Json inputOf(const QString &model, const QStringList &texts)
{
    Json body(jsoncons::json_object_arg);
    if (!model.isEmpty())
        body.insert_or_assign("model", jsonString(model));
    Json input(jsoncons::json_array_arg);
    for (const QString &text : texts)
        input.push_back(jsonString(text));
    body.insert_or_assign("input", std::move(input));
    return body;
}

std::unexpected<Error> notOffered(const Dialect &dialect, const QString &what)
{
    return fail(ErrorKind::notFound, u"%1 has no %2"_s.arg(dialect.title, what), u"Choose another provider for it"_s);
}

} // namespace

// Everything that a coroutine needs after its first wait is its own: the object may go away meanwhile.
QCoro::Task<Result<QList<ListedModel>>> AccountServices::models(std::stop_token stop)
{
    const auto answer = co_await wire::Connection::askJson(m_connection, accountCall(m_options, "GET", u"/models"_s), std::move(stop));
    co_return answer.and_then(&modelsOf);
}

QCoro::Task<Result<Embeddings>> AccountServices::embed(QString model, QStringList texts, std::stop_token stop)
{
    if (!m_options.dialect.embeddings)
        co_return notOffered(m_options.dialect, u"embeddings"_s);
    if (std::ranges::any_of(texts, &QString::isEmpty))
        co_return fail(ErrorKind::invalidInput, u"An empty text has no embedding"_s, u"Leave empty texts out"_s);
    if (texts.isEmpty())
        co_return Embeddings();
    Json body = inputOf(model, texts);
    body.insert_or_assign("encoding_format", "float");
    wire::Call call = modelCall(m_options, u"/embeddings"_s, model);
    call.body = toJson(body);
    const auto answer = co_await wire::Connection::askJson(m_connection, std::move(call), std::move(stop));
    co_return answer.and_then([count = texts.size()](const Json &json) { return embeddingsOf(json, count); });
}

QCoro::Task<Result<QList<Moderation>>> AccountServices::moderate(QString model, QStringList texts, std::stop_token stop)
{
    if (!m_options.dialect.moderation)
        co_return notOffered(m_options.dialect, u"moderation"_s);
    if (texts.isEmpty())
        co_return QList<Moderation>();
    wire::Call call = modelCall(m_options, u"/moderations"_s, model);
    call.body = toJson(inputOf(model, texts));
    const auto answer = co_await wire::Connection::askJson(m_connection, std::move(call), std::move(stop));
    co_return answer.and_then([count = texts.size()](const Json &json) { return moderationsOf(json, count); });
}

std::shared_ptr<BatchApi> AccountServices::batches()
{
    return m_options.dialect.batchEndpoint.isEmpty() ? nullptr : std::make_shared<FileBatches>(m_connection, m_options);
}

} // namespace assay::provider::openai
