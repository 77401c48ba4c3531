// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faults/apidialect.h"

namespace assay::test {

using namespace Qt::StringLiterals;

namespace {

QByteArray finishOf(Ending ending)
{
    switch (ending) {
    case Ending::length:
        return "\"length\"";
    case Ending::filtered:
        return "\"content_filter\"";
    default:
        return "\"stop\"";
    }
}

QByteArray usageOf(const std::optional<ToldUsage> &usage)
{
    return usage ? QByteArray(R"({"prompt_tokens":)" + usage->input + R"(,"completion_tokens":)" + usage->output + "}") : QByteArray("null");
}

// {"error":{"message","type","param","code"}}
ApiRefusal refused(int status, const QByteArray &words, const QByteArray &type, const QByteArray &code)
{
    return {.status = status, .body = R"({"error":{"message":)" + jsonText(QString::fromUtf8(words)) + R"(,"type":")" + type + R"(","param":null,"code":)" + code + "}}"};
}

/// As OpenAI writes it; others override what differs.
class ChatDialect : public ApiDialect {
public:
    using ApiDialect::ApiDialect;

    [[nodiscard]] bool has(Ending /*ending*/) const override { return true; }

    [[nodiscard]] QByteArray plain(const ApiAnswer &answer) const override
    {
        const bool isRefused = answer.ending == Ending::refused;
        const QByteArray text = jsonText(answer.text);
        return "{" + answer.extra
            + R"("id":"chatcmpl-loop","object":"chat.completion","created":1893456000,"model":"loopback-1","choices":[{"index":0,"message":{"role":"assistant","content":)"
            + (isRefused ? QByteArray("null") : text) + R"(,"refusal":)" + (isRefused ? text : QByteArray("null")) + R"(},"finish_reason":)" + finishOf(answer.ending)
            + R"(}],"usage":)" + usageOf(answer.usage) + "}";
    }

    [[nodiscard]] ApiStream stream(const ApiAnswer &answer) const override
    {
        const QByteArray field = answer.ending == Ending::refused ? "refusal" : "content";
        ApiStream stream;
        stream.begin = {chunk(answer, R"([{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}])")};
        for (const QString &piece : inPieces(answer.text))
            stream.pieces.append(chunk(answer, R"([{"index":0,"delta":{")" + field + R"(":)" + jsonText(piece) + R"(},"finish_reason":null}])"));
        stream.end = {chunk(answer, R"([{"index":0,"delta":{},"finish_reason":)" + finishOf(answer.ending) + "}]")};
        if (answer.usage)
            stream.end.append(chunk(answer, "[]", usageOf(answer.usage)));
        stream.end.append(dataEvent("[DONE]"));
        return stream;
    }

    [[nodiscard]] std::optional<ApiRefusal> refusal(Trouble trouble, const QByteArray &words) const override
    {
        switch (trouble) {
        case Trouble::badRequest:
            return refused(400, words, "invalid_request_error", "\"unsupported_value\"");
        case Trouble::keyRefused:
            return refused(401, words, "invalid_request_error", "\"invalid_api_key\"");
        case Trouble::forbidden:
            return refused(403, words, "request_forbidden", "\"unsupported_country_region_territory\"");
        case Trouble::quota:
            return refused(429, words, "insufficient_quota", "\"insufficient_quota\"");
        case Trouble::rateLimit:
            return refused(429, words, "tokens", "\"rate_limit_exceeded\"");
        case Trouble::contextTooLong:
            return refused(400, words, "invalid_request_error", "\"context_length_exceeded\"");
        case Trouble::blocked:
            return refused(400, words, "invalid_request_error", "\"content_policy_violation\"");
        case Trouble::serverError:
            return refused(500, words, "server_error", "null");
        case Trouble::overloaded:
            return refused(503, words, "service_unavailable", "null");
        }
        return std::nullopt;
    }

    [[nodiscard]] QByteArray errorEvent(const QByteArray &words) const override { return dataEvent(errorInAnswer(words)); }
    [[nodiscard]] QByteArray errorInAnswer(const QByteArray &words) const override { return refused(200, words, "server_error", "null").body; }
    [[nodiscard]] QByteArray unknownEvent() const override
    {
        return ": a comment\nid: 7\nretry: 10\nnovelty: 1\n" + dataEvent(R"({"object":"chat.completion.novelty","choices":[],"novelty":{"a":[1,2]}})");
    }

protected:
    [[nodiscard]] static QByteArray chunk(const ApiAnswer &answer, const QByteArray &choices, const QByteArray &usage = "null")
    {
        return dataEvent("{" + answer.extra + R"("id":"chatcmpl-loop","object":"chat.completion.chunk","created":1893456000,"model":"loopback-1","choices":)" + choices
            + R"(,"usage":)" + usage + "}");
    }
};

class AzureDialect final : public ChatDialect {
public:
    AzureDialect() : ChatDialect(u"azure"_s, u"azure-openai"_s, {}) {}

    [[nodiscard]] ApiStream stream(const ApiAnswer &answer) const override
    {
        ApiStream stream = ChatDialect::stream(answer);
        stream.begin.prepend(dataEvent(R"({"id":"","object":"","created":0,"model":"","choices":[],"prompt_filter_results":[{"prompt_index":0,"content_filter_results":{}}]})"));
        return stream;
    }
    [[nodiscard]] std::optional<ApiRefusal> refusal(Trouble trouble, const QByteArray &words) const override
    {
        const auto coded = [&](int status, const QByteArray &code, const QByteArray &rest = {}) {
            return ApiRefusal{.status = status, .body = R"({"error":{"code":")" + code + R"(","message":)" + jsonText(QString::fromUtf8(words)) + rest + "}}"};
        };
        switch (trouble) {
        case Trouble::keyRefused:
            return coded(401, "401");
        case Trouble::forbidden:
            return coded(403, "AccessDenied");
        case Trouble::rateLimit:
            return coded(429, "429");
        case Trouble::blocked:
            return coded(400, "content_filter", R"(,"status":400,"innererror":{"code":"ResponsibleAIPolicyViolation","content_filter_result":{}})");
        case Trouble::serverError:
            return coded(500, "InternalServerError");
        case Trouble::overloaded:
            return coded(503, "ServiceUnavailable");
        default:
            return ChatDialect::refusal(trouble, words);
        }
    }
};

class MistralDialect final : public ChatDialect {
public:
    MistralDialect() : ChatDialect(u"mistral"_s, u"mistral"_s, u"/v1"_s) {}

    [[nodiscard]] bool has(Ending ending) const override { return ending == Ending::natural || ending == Ending::length; }
    [[nodiscard]] ApiStream stream(const ApiAnswer &answer) const override
    {
        ApiStream stream = ChatDialect::stream(answer);
        stream.end = {chunk(answer, R"([{"index":0,"delta":{"content":""},"finish_reason":)" + finishOf(answer.ending) + "}]", usageOf(answer.usage)), dataEvent("[DONE]")};
        return stream;
    }
    [[nodiscard]] std::optional<ApiRefusal> refusal(Trouble trouble, const QByteArray &words) const override
    {
        const QByteArray text = jsonText(QString::fromUtf8(words));
        const auto typed = [&](int status, const QByteArray &type, const QByteArray &code) {
            return ApiRefusal{.status = status, .body = R"({"object":"error","message":)" + text + R"(,"type":")" + type + R"(","param":null,"code":")" + code + R"("})"};
        };
        switch (trouble) {
        case Trouble::badRequest:
            return ApiRefusal{.status = 422, .body = R"({"detail":[{"type":"missing","loc":["body","messages"],"msg":)" + text + "}]}"};
        case Trouble::keyRefused:
            return ApiRefusal{.status = 401, .body = R"({"message":)" + text + R"(,"request_id":"req-loop"})"};
        case Trouble::forbidden:
            return ApiRefusal{.status = 403, .body = R"({"detail":)" + text + "}"};
        case Trouble::quota:
            return ApiRefusal{.status = 402, .body = R"({"detail":)" + text + "}"};
        case Trouble::rateLimit:
            return typed(429, "rate_limited", "1300");
        case Trouble::contextTooLong:
            return ApiRefusal{.status = 400,
                .body = R"({"object":"error","message":)" + jsonText(u"too large for model with 32768 maximum context length; "_s + QString::fromUtf8(words))
                    + R"(,"type":"invalid_request_error","param":null,"code":"3051"})"};
        case Trouble::blocked:
            return std::nullopt;
        case Trouble::serverError:
            return typed(500, "internal_server_error", "1000");
        case Trouble::overloaded:
            return typed(503, "service_unavailable", "1001");
        }
        return std::nullopt;
    }
};

class OpenRouterDialect final : public ChatDialect {
public:
    OpenRouterDialect() : ChatDialect(u"openrouter"_s, u"openrouter"_s, u"/api/v1"_s) {}

    [[nodiscard]] ApiStream stream(const ApiAnswer &answer) const override
    {
        ApiStream stream = ChatDialect::stream(answer);
        stream.begin.prepend(": OPENROUTER PROCESSING\n\n");
        return stream;
    }
    [[nodiscard]] std::optional<ApiRefusal> refusal(Trouble trouble, const QByteArray &words) const override
    {
        const auto coded = [&](int status, const QByteArray &before = {}, const QByteArray &metadata = "{}") {
            return ApiRefusal{.status = status,
                .body = R"({"error":{"code":)" + QByteArray::number(status) + R"(,"message":)" + jsonText(QString::fromUtf8(before + words)) + R"(,"metadata":)" + metadata + "}}"};
        };
        switch (trouble) {
        case Trouble::badRequest:
            return coded(400);
        case Trouble::keyRefused:
            return coded(401);
        case Trouble::forbidden:
            return coded(403);
        case Trouble::quota:
            return coded(402);
        case Trouble::rateLimit:
            return coded(429);
        case Trouble::contextTooLong:
            return coded(400, "This endpoint's maximum context length is 8192 tokens. ");
        case Trouble::blocked:
            return coded(403, {}, R"({"reasons":["violence"],"flagged_input":"a part of it","provider_name":"lab"})");
        case Trouble::serverError:
            return coded(502);
        case Trouble::overloaded:
            return coded(503);
        }
        return std::nullopt;
    }
    [[nodiscard]] QByteArray errorEvent(const QByteArray &words) const override
    {
        return dataEvent(R"({"id":"gen-loop","object":"chat.completion.chunk","error":{"code":502,"message":)" + jsonText(QString::fromUtf8(words))
            + R"(},"choices":[{"index":0,"delta":{"content":""},"finish_reason":"error"}]})");
    }
    [[nodiscard]] QByteArray errorInAnswer(const QByteArray &words) const override { return R"({"error":{"code":502,"message":)" + jsonText(QString::fromUtf8(words)) + "}}"; }
};

/// vLLM, llama.cpp, Ollama.
class LocalDialect final : public ChatDialect {
public:
    LocalDialect() : ChatDialect(u"local"_s, u"openai-compatible"_s, u"/v1"_s) {}

    [[nodiscard]] bool has(Ending ending) const override { return ending == Ending::natural || ending == Ending::length; }
    [[nodiscard]] std::optional<ApiRefusal> refusal(Trouble trouble, const QByteArray &words) const override
    {
        const auto typed = [&](int status, const QByteArray &type, const QByteArray &before = {}) {
            return ApiRefusal{.status = status,
                .body = R"({"object":"error","message":)" + jsonText(QString::fromUtf8(before + words)) + R"(,"type":")" + type + R"(","param":null,"code":)"
                    + QByteArray::number(status) + "}"};
        };
        switch (trouble) {
        case Trouble::badRequest:
            return typed(400, "BadRequestError");
        case Trouble::keyRefused:
            return ApiRefusal{.status = 401, .body = R"({"error":)" + jsonText(QString::fromUtf8(words)) + "}"};
        case Trouble::forbidden:
            return typed(403, "PermissionDenied");
        case Trouble::rateLimit:
            return ApiRefusal{.status = 429, .body = R"({"error":)" + jsonText(QString::fromUtf8(words)) + "}"};
        case Trouble::contextTooLong:
            return typed(400, "BadRequestError", "This model's maximum context length is 2048 tokens. ");
        case Trouble::serverError:
            return typed(500, "InternalServerError");
        case Trouble::overloaded:
            return ApiRefusal{.status = 503, .body = R"({"error":{"code":503,"message":)" + jsonText(QString::fromUtf8(words)) + R"(,"type":"unavailable_error"}})"};
        case Trouble::quota:
        case Trouble::blocked:
            return std::nullopt;
        }
        return std::nullopt;
    }
};

} // namespace

void addChatDialects(std::vector<std::unique_ptr<const ApiDialect>> &all)
{
    all.push_back(std::make_unique<ChatDialect>(u"openai"_s, u"openai"_s, u"/v1"_s));
    all.push_back(std::make_unique<AzureDialect>());
    all.push_back(std::make_unique<MistralDialect>());
    all.push_back(std::make_unique<OpenRouterDialect>());
    all.push_back(std::make_unique<LocalDialect>());
}

} // namespace assay::test
