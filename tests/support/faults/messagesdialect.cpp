// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faults/apidialect.h"

namespace assay::test {

using namespace Qt::StringLiterals;

namespace {

QByteArray stopReason(Ending ending)
{
    switch (ending) {
    case Ending::length:
        return "\"max_tokens\"";
    case Ending::refused:
        return "\"refusal\"";
    default:
        return "\"end_turn\"";
    }
}

QByteArray event(const QByteArray &type, const QByteArray &members = {})
{
    return namedEvent(type, R"({"type":")" + type + R"(")" + (members.isEmpty() ? QByteArray() : QByteArray("," + members)) + "}");
}

QByteArray error(const QByteArray &type, const QByteArray &words)
{
    return R"({"type":"error","error":{"type":")" + type + R"(","message":)" + jsonText(QString::fromUtf8(words)) + R"(},"request_id":"req_loop"})";
}

class MessagesDialect final : public ApiDialect {
public:
    MessagesDialect() : ApiDialect(u"anthropic"_s, u"anthropic"_s, u"/v1"_s) {}

    [[nodiscard]] bool has(Ending ending) const override { return ending != Ending::filtered; }

    [[nodiscard]] QByteArray plain(const ApiAnswer &answer) const override
    {
        const QByteArray usage
            = answer.usage ? QByteArray(R"(,"usage":{"input_tokens":)" + answer.usage->input + R"(,"output_tokens":)" + answer.usage->output + "}") : QByteArray();
        return "{" + answer.extra + R"("id":"msg_loop","type":"message","role":"assistant","model":"loopback-1","content":[{"type":"text","text":)" + jsonText(answer.text)
            + R"(}],"stop_reason":)" + stopReason(answer.ending) + R"(,"stop_sequence":null)" + usage + "}";
    }

    [[nodiscard]] ApiStream stream(const ApiAnswer &answer) const override
    {
        const QByteArray usage = answer.usage ? QByteArray(R"(,"usage":{"input_tokens":)" + answer.usage->input + R"(,"output_tokens":1})") : QByteArray();
        ApiStream stream;
        stream.begin = {event("message_start",
                            answer.extra + R"("message":{"id":"msg_loop","type":"message","role":"assistant","model":"loopback-1","content":[],"stop_reason":null)" + usage + "}"),
            event("content_block_start", R"("index":0,"content_block":{"type":"text","text":""})"), event("ping")};
        for (const QString &piece : inPieces(answer.text))
            stream.pieces.append(event("content_block_delta", R"("index":0,"delta":{"type":"text_delta","text":)" + jsonText(piece) + "}"));
        const QByteArray counted = answer.usage ? QByteArray(R"(,"usage":{"output_tokens":)" + answer.usage->output + "}") : QByteArray();
        stream.end = {event("content_block_stop", R"("index":0)"),
            event("message_delta", R"("delta":{"stop_reason":)" + stopReason(answer.ending) + R"(,"stop_sequence":null})" + counted), event("message_stop")};
        return stream;
    }

    [[nodiscard]] std::optional<ApiRefusal> refusal(Trouble trouble, const QByteArray &words) const override
    {
        switch (trouble) {
        case Trouble::badRequest:
            return ApiRefusal{.status = 400, .body = error("invalid_request_error", words)};
        case Trouble::keyRefused:
            return ApiRefusal{.status = 401, .body = error("authentication_error", words)};
        case Trouble::forbidden:
            return ApiRefusal{.status = 403, .body = error("permission_error", words)};
        case Trouble::quota:
            return ApiRefusal{.status = 400, .body = error("invalid_request_error", "Your credit balance is too low to access the API. " + words)};
        case Trouble::rateLimit:
            return ApiRefusal{.status = 429, .body = error("rate_limit_error", words)};
        case Trouble::contextTooLong:
            return ApiRefusal{.status = 400, .body = error("invalid_request_error", "prompt is too long: 210000 tokens > 200000 maximum. " + words)};
        case Trouble::blocked:
            return ApiRefusal{.status = 400, .body = error("invalid_request_error", "Output blocked by content filtering policy. " + words)};
        case Trouble::serverError:
            return ApiRefusal{.status = 500, .body = error("api_error", words)};
        case Trouble::overloaded:
            return ApiRefusal{.status = 529, .body = error("overloaded_error", words)};
        }
        return std::nullopt;
    }

    [[nodiscard]] QByteArray errorEvent(const QByteArray &words) const override { return namedEvent("error", error("api_error", words)); }
    [[nodiscard]] QByteArray errorInAnswer(const QByteArray &words) const override { return error("api_error", words); }
    [[nodiscard]] QByteArray unknownEvent() const override
    {
        return ": a comment\nid: 7\nretry: 10\nnovelty: 1\n" + event("content_novelty", R"("index":4,"delta":{"type":"novelty_delta"})");
    }
};

} // namespace

void addMessagesDialect(std::vector<std::unique_ptr<const ApiDialect>> &all)
{
    all.push_back(std::make_unique<MessagesDialect>());
}

} // namespace assay::test
