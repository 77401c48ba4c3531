// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/anthropic/services.h"

#include "core/provider/anthropic/batches.h"
#include "core/provider/wire/jsonfields.h"
#include "core/provider/wire/usagecounts.h"

namespace assay::provider::anthropic {

using wire::member;
using wire::textOf;

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostPages = 50;

QCoro::Task<Result<QList<ListedModel>>> listAll(std::shared_ptr<const wire::Connection> connection, std::stop_token stop)
{
    QList<ListedModel> models;
    QString after;
    for (int page = 0; page < kMostPages; ++page) {
        wire::Call call;
        call.method = "GET";
        call.path = u"/models"_s;
        call.query = "limit=1000";
        if (!after.isEmpty())
            call.query += "&after_id=" + after.toUtf8().toPercentEncoding();
        const auto answer = co_await wire::Connection::askJson(connection, std::move(call), stop);
        const auto read = answer.and_then(&modelPageOf);
        if (!read)
            co_return std::unexpected(read.error());
        models += read->models;
        if (read->next.isEmpty() || read->next == after)
            break;
        after = read->next;
    }
    co_return models;
}

} // namespace

Result<ModelPage> modelPageOf(const Json &answer)
{
    const Json *data = member(answer, "data");
    if (data == nullptr || !data->is_array())
        return fail(ErrorKind::malformed, u"The answer is no list of models"_s, u"Check that the base URL belongs to a Messages API"_s);
    ModelPage page;
    for (const Json &entry : data->array_range()) {
        ListedModel model;
        model.apiName = textOf(entry, "id");
        model.title = textOf(entry, "display_name");
        model.contextWindow = wire::count(entry, "max_input_tokens");
        model.maxOutput = wire::count(entry, "max_tokens");
        const bool isGone = textOf(entry, "lifecycle") == u"retired";
        if (!model.apiName.isEmpty() && !isGone)
            page.models.append(model);
    }
    const Json *hasMore = member(answer, "has_more");
    if (hasMore != nullptr && hasMore->is_bool() && hasMore->as<bool>())
        page.next = textOf(answer, "last_id");
    return page;
}

QCoro::Task<Result<QList<ListedModel>>> AccountServices::models(std::stop_token stop)
{
    return listAll(m_connection, std::move(stop));
}

std::shared_ptr<BatchApi> AccountServices::batches()
{
    return std::make_shared<MessageBatches>(m_connection, m_base);
}

} // namespace assay::provider::anthropic
