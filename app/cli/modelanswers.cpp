// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/modelanswers.h"

#include "app/cli/figures.h"
#include "app/pricebook.h"
#include "core/provider/catalog.h"
#include "core/run/billing.h"

#include <QDate>

namespace assay::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr double kMicroUsd = 1e6;

QString dollars(qint64 microUsd)
{
    return u"$"_s + QString::number(static_cast<double>(microUsd) / kMicroUsd);
}

Json object(std::initializer_list<std::pair<const char *, QString>> texts)
{
    Json json(jsoncons::json_object_arg);
    for (const auto &[name, text] : texts)
        json.insert_or_assign(name, jsonString(text));
    return json;
}

Json modelJson(const run::PlannedModel &model)
{
    Json json = object({{"name", model.model.name}, {"apiName", model.model.apiName}, {"provider", model.provider.name}, {"kind", model.provider.kind},
        {"baseUrl", model.provider.baseUrl}, {"key", model.provider.keySource}, {"tier", model.model.tier}});
    json.insert_or_assign("concurrency", model.model.concurrency);
    json.insert_or_assign("maxOutputTokens", model.model.maxOutputTokens);
    json.insert_or_assign("stream", model.model.stream);
    if (model.model.requestsPerMinute)
        json.insert_or_assign("requestsPerMinute", *model.model.requestsPerMinute);
    if (model.model.tokensPerMinute)
        json.insert_or_assign("tokensPerMinute", *model.model.tokensPerMinute);
    json.insert_or_assign("options", model.model.options);
    json.insert_or_assign("providerOptions", model.provider.options);
    json.insert_or_assign("price", model.model.price.value_or(Json::null()));
    return json;
}

Json listedJson(const provider::ListedModel &model)
{
    Json json = object({{"apiName", model.apiName}, {"title", model.title}});
    if (model.contextWindow)
        json.insert_or_assign("contextWindow", *model.contextWindow);
    if (model.maxOutput)
        json.insert_or_assign("maxOutput", *model.maxOutput);
    return json;
}

Json usageJson(const tokens::Usage &usage)
{
    Json json(jsoncons::json_object_arg);
    json.insert_or_assign("input", usage.input);
    json.insert_or_assign("inputCached", usage.inputCached);
    json.insert_or_assign("output", usage.output);
    json.insert_or_assign("reasoning", usage.reasoning);
    return json;
}

Json testJson(const run::PlannedModel &model, const provider::Exchange &exchange, std::optional<Money> cost)
{
    Json json = object({{"model", model.model.name}, {"requestId", exchange.requestId}});
    json.insert_or_assign("answered", exchange.result.has_value());
    json.insert_or_assign("latencyMs", exchange.duration.count());
    if (exchange.timeToFirstToken)
        json.insert_or_assign("timeToFirstTokenMs", exchange.timeToFirstToken->count());
    json.insert_or_assign("costUsd", cost ? Json(cost->usd()) : Json::null());
    if (!exchange.result) {
        const Error &error = exchange.result.error();
        json.insert_or_assign("error", object({{"kind", toText(error.kind)}, {"message", error.message}, {"hint", error.hint}}));
        return json;
    }
    const provider::Completion &completion = *exchange.result;
    json.insert_or_assign("text", jsonString(completion.text));
    json.insert_or_assign("finish", jsonString(provider::toText(completion.finish)));
    json.insert_or_assign("modelReturned", jsonString(completion.modelReturned));
    json.insert_or_assign("usage", completion.usage ? usageJson(*completion.usage) : Json::null());
    return json;
}

void printAnswer(const Console &console, const run::PlannedModel &model, const provider::Exchange &exchange, std::optional<Money> cost)
{
    const provider::Completion &completion = *exchange.result;
    const QString text = completion.text.simplified();
    if (completion.isSpentOnReasoning())
        console.print(u"%1 answers; the few tokens of a test all went into reasoning"_s.arg(model.model.name));
    else if (text.isEmpty())
        console.print(u"%1 answers, with an empty text (%2)"_s.arg(model.model.name, provider::toText(completion.finish)));
    else
        console.print(u"%1 answers \"%2\""_s.arg(model.model.name, text.left(200)));
    const QString first = exchange.timeToFirstToken ? u", first token after %1 ms"_s.arg(exchange.timeToFirstToken->count()) : QString();
    console.print(u"  time     %1 ms%2"_s.arg(exchange.duration.count()).arg(first));
    if (!completion.modelReturned.isEmpty())
        console.print(u"  model    %1"_s.arg(completion.modelReturned));
    if (completion.usage)
        console.print(u"  tokens   %1 in, %2 out"_s.arg(completion.usage->input).arg(completion.usage->output));
    console.print(u"  cost     %1"_s.arg(cost ? moneyText(*cost) : u"unknown, since the model has no price"_s));
    if (!exchange.requestId.isEmpty())
        console.print(u"  request  %1"_s.arg(exchange.requestId));
}

} // namespace

QString priceText(const std::optional<pricing::Price> &price)
{
    return price ? QString(dollars(price->inputMicroUsdPerMTok) + u" / "_s + dollars(price->outputMicroUsdPerMTok)) : u"unknown"_s;
}

void printKinds(const Context &context, AnswerForm form)
{
    Json list(jsoncons::json_array_arg);
    for (const QString &kind : context.composition.providerKinds()) {
        const provider::KindInfo info = context.composition.kindInfo(kind);
        if (form.isJson)
            list.push_back(object({{"kind", kind}, {"title", info.title}, {"baseUrl", info.baseUrl}, {"keyVariable", info.keyVariable}, {"note", info.note}}));
        else
            context.console.print(padded(kind, 20) + padded(info.title, 24) + padded(info.baseUrl, 52) + info.keyVariable);
    }
    if (form.isJson)
        context.console.printJson(list);
}

void printModels(const Context &context, AnswerForm form, const QList<run::PlannedModel> &models)
{
    Json list(jsoncons::json_array_arg);
    if (!form.isJson)
        context.console.print(padded(u"model"_s, 28) + padded(u"asked as"_s, 30) + padded(u"provider"_s, 24) + padded(u"tier"_s, 9) + u"$ in / out per million tokens"_s);
    for (const run::PlannedModel &model : models) {
        if (form.isJson)
            list.push_back(modelJson(model));
        else
            context.console.print(
                padded(model.model.name, 28) + padded(model.model.apiName, 30) + padded(model.provider.name, 24) + padded(model.model.tier, 9) + priceText(model.price));
    }
    if (form.isJson)
        context.console.printJson(list);
}

void printServers(const Context &context, AnswerForm form, const QList<provider::openai::DetectedServer> &servers)
{
    Json list(jsoncons::json_array_arg);
    for (const provider::openai::DetectedServer &server : servers) {
        QStringList names;
        Json models(jsoncons::json_array_arg);
        for (const provider::ListedModel &model : server.models) {
            names.append(model.apiName);
            models.push_back(listedJson(model));
        }
        if (!form.isJson) {
            context.console.print(padded(server.title, 16) + padded(server.baseUrl, 32) + (names.isEmpty() ? u"no models"_s : names.join(u", "_s)));
            continue;
        }
        Json entry = object({{"kind", server.kind}, {"title", server.title}, {"baseUrl", server.baseUrl}});
        entry.insert_or_assign("models", std::move(models));
        list.push_back(std::move(entry));
    }
    if (form.isJson)
        context.console.printJson(list);
    else if (servers.isEmpty())
        context.console.note(u"no server of models answers on this machine's usual ports; name another with --base-url"_s);
    else
        context.console.note(u"add one with: assay model FILE --kind KIND --base-url ADDRESS --name MODEL"_s);
}

Result<void> printRemoteModels(
    const Context &context, AnswerForm form, const provider::ProviderConfig &provider, const QList<provider::ListedModel> &models, const QStringList &here)
{
    const auto book = app::priceBook();
    if (!book)
        return std::unexpected(book.error());
    const QString family = context.composition.familyOf(provider.kind);
    Json list(jsoncons::json_array_arg);
    for (const provider::ListedModel &model : models) {
        const auto price = book->price(family, model.apiName, QDate::currentDate());
        const bool isHere = here.contains(model.apiName);
        if (!form.isJson) {
            context.console.print(padded(model.apiName, 44) + padded(model.contextWindow ? tokenText(*model.contextWindow) : u"-"_s, 9, true) + u"  "_s
                + padded(priceText(price), 18) + (isHere ? u"here already"_s : QString()));
            continue;
        }
        Json entry = listedJson(model);
        entry.insert_or_assign("isHere", isHere);
        entry.insert_or_assign("price", price ? pricing::toJson(*price) : Json::null());
        list.push_back(std::move(entry));
    }
    if (form.isJson)
        context.console.printJson(list);
    else
        context.console.note(u"%1 models; add one with: assay model FILE --provider \"%2\" --name MODEL"_s.arg(QString::number(models.size()), provider.name));
    return {};
}

int printTest(const Context &context, AnswerForm form, const run::PlannedModel &model, const provider::ChatRequest &request, const provider::Exchange &exchange)
{
    const auto cost = model.provider.isSimulated() ? std::optional(Money()) : run::costOf(request, exchange, model);
    if (form.isJson)
        context.console.printJson(testJson(model, exchange, cost));
    else if (exchange.result)
        printAnswer(context.console, model, exchange, cost);
    if (exchange.result)
        return kDone;
    if (!form.isJson)
        context.console.complain(exchange.result.error().with(u"model"_s, model.model.name));
    return exchange.result.error().kind == ErrorKind::cancelled ? kInterrupted : kNotComplete;
}

} // namespace assay::cli
