// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/gemini/services.h"

#include "core/provider/gemini/batches.h"
#include "core/provider/gemini/requestbody.h"
#include "core/provider/gemini/serviceanswers.h"

#include <algorithm>

namespace assay::provider::gemini {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostPages = 50;

QCoro::Task<Result<QList<ListedModel>>> listAll(std::shared_ptr<const wire::Connection> connection, std::stop_token stop)
{
    QList<ListedModel> models;
    QString token;
    for (int page = 0; page < kMostPages; ++page) {
        wire::Call call;
        call.method = "GET";
        call.path = u"/models"_s;
        call.query = "pageSize=1000";
        if (!token.isEmpty())
            call.query += "&pageToken=" + token.toUtf8().toPercentEncoding();
        const auto answer = co_await wire::Connection::askJson(connection, std::move(call), stop);
        const auto read = answer.and_then(&modelPageOf);
        if (!read)
            co_return std::unexpected(read.error());
        models += read->models;
        if (read->next.isEmpty() || read->next == token)
            break;
        token = read->next;
    }
    co_return models;
}

} // namespace

// Everything that a coroutine needs after its first wait is its own: the object may go away meanwhile.
QCoro::Task<Result<QList<ListedModel>>> AccountServices::models(std::stop_token stop)
{
    return listAll(m_connection, std::move(stop));
}

QCoro::Task<Result<Embeddings>> AccountServices::embed(QString model, QStringList texts, std::stop_token stop)
{
    if (std::ranges::any_of(texts, &QString::isEmpty))
        co_return fail(ErrorKind::invalidInput, u"An empty text has no embedding"_s, u"Leave empty texts out"_s);
    if (texts.size() > kMostTexts)
        co_return fail(
            ErrorKind::invalidInput, u"%1 texts are more than the %2 that one request may hold"_s.arg(texts.size()).arg(kMostTexts), u"Ask for them in several requests"_s);
    if (texts.isEmpty())
        co_return Embeddings();
    wire::Call call;
    call.path = u'/' + resourceOf(model) + u":batchEmbedContents"_s;
    call.body = toJson(embeddingOrder(model, texts));
    const auto answer = co_await wire::Connection::askJson(m_connection, std::move(call), std::move(stop));
    co_return answer.and_then([count = texts.size()](const Json &json) { return embeddingsOf(json, count); });
}

std::shared_ptr<BatchApi> AccountServices::batches()
{
    return std::make_shared<ContentBatches>(m_connection);
}

} // namespace assay::provider::gemini
