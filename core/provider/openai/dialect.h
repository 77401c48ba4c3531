// SPDX-License-Identifier: GPL-3.0-or-later
// How one server or gateway speaks the Chat Completions API: its address, its key, and where its words differ from OpenAI's. Data, not code: read from
// resources/providers/openai-dialects.json and from a file of the same form by the user (dialects.h). The members of an entry are called as here.
#pragma once

#include "core/base/error.h"
#include "core/base/json.h"

#include <QByteArray>
#include <QStringList>

namespace assay::provider::openai {

/// Where a JSON Schema stands in "response_format".
enum class SchemaForm {
    none,      ///< the API has none: JSON mode is asked for instead, where there is one
    openai,    ///< {"type":"json_schema","json_schema":{"name","schema","strict"}}
    jsonObject ///< {"type":"json_object","schema"}
};

/// What the headers that tell of rate limits mean.
enum class LimitHeaders {
    minute,        ///< x-ratelimit-* as OpenAI and Mistral write them: of a minute
    dailyRequests, ///< the same, but requests are counted by the day (Groq)
    epoch,         ///< x-ratelimit-limit, -remaining, -reset of requests, the reset in milliseconds since 1970 (OpenRouter)
    none
};

/// A path of its own for each deployment of a model, and what must then stand in the query (Azure).
struct Deployments {
    QString path;     ///< "/openai/deployments/"; the deployment and the call's own path follow
    QByteArray query; ///< "api-version=…"
    bool operator==(const Deployments &) const = default;
};

/// A server that usually runs on this machine.
struct LocalServer {
    quint16 port = 0;
    QStringList ownedBy;        ///< what its models' "owned_by" says, so that it is known on any port
    bool isKnownByPort = false; ///< nothing else usually answers on this port
    bool operator==(const LocalServer &) const = default;
};

struct Dialect {
    QString kind;                           ///< the provider's kind
    QString title;                          ///< for people
    QString note;                           ///< what people should know about it; may be empty
    QString baseUrl;                        ///< empty: the user must say
    QString keyVariable;                    ///< the usual environment variable; empty: no key is usual
    QByteArray keyHeader = "authorization"; ///< "authorization" carries "Bearer KEY", any other header the key alone
    QString catalogue;                      ///< the family of its models in price and model tables; empty: none
    std::string maxTokensField = "max_tokens";
    std::string seedField = "seed"; ///< empty: no seed
    std::optional<int> stops;       ///< stop texts at most; absent: any number
    std::string effortField;        ///< "reasoning_effort", "reasoning.effort" for a member of an object; empty: none
    std::string budgetField;        ///< of a thinking budget in tokens, likewise
    std::string cacheKeyField;      ///< of a key that calls with a common beginning share; empty: none
    bool tools = true;
    bool toolChoice = true;
    bool json = true;
    SchemaForm jsonSchema = SchemaForm::openai;
    Json streamOptions = Json::null(); ///< sent as "stream_options"; null: not
    bool thinkTags = false;            ///< a text may begin with <think>…</think>
    bool developerRole = false;        ///< reasoning models take "developer" for "system"
    QStringList reasoningModels;       ///< beginnings of names of models that take no temperature, top_p and stop while they reason
    QStringList plainModels;           ///< beginnings of names of models that never reason, and take no effort
    QByteArray clientIdHeader;         ///< takes the client's own name of a request; empty: none
    QByteArray query;                  ///< in the query of every call
    std::optional<Deployments> deployments;
    std::optional<LocalServer> local;
    QList<std::pair<QByteArray, QByteArray>> headers; ///< in every call
    Json body = Json(jsoncons::json_object_arg);      ///< in every chat call
    LimitHeaders rateLimits = LimitHeaders::minute;
    bool embeddings = false;
    bool moderation = false;
    QByteArray batchEndpoint; ///< what a batch is made for: "/v1/chat/completions"; empty: no batches

    bool operator==(const Dialect &) const = default;
};

/// True when this model reasons before it answers, as far as its name tells: "o3", "gpt-5.1-2025-11-13", "ft:o4-mini:lab::x".
[[nodiscard]] bool isReasoningModel(const Dialect &dialect, const QString &model);
/// True when it is known by its name not to reason.
[[nodiscard]] bool isPlainModel(const Dialect &dialect, const QString &model);

/// `base` with what `entry` says. Errors: invalidInput with the member in the context; for a member that is not known or cannot be used.
[[nodiscard]] Result<Dialect> readDialect(const Json &entry, Dialect base);

} // namespace assay::provider::openai
