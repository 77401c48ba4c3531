// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faults/apidialect.h"

namespace assay::test {

using namespace Qt::StringLiterals;

namespace {

QByteArray part(const ApiAnswer &answer)
{
    const QByteArray text = jsonText(answer.text);
    if (answer.ending == Ending::refused)
        return R"({"type":"refusal","refusal":)" + text + "}";
    return R"({"type":"output_text","text":)" + text + R"(,"annotations":[]})";
}

QByteArray response(const ApiAnswer &answer)
{
    const bool isWhole = answer.ending == Ending::natural || answer.ending == Ending::refused;
    const QByteArray reason = answer.ending == Ending::length ? "max_output_tokens" : "content_filter";
    const QByteArray details = isWhole ? QByteArray("null") : QByteArray(R"({"reason":")" + reason + R"("})");
    const QByteArray usage = answer.usage ? QByteArray(R"({"input_tokens":)" + answer.usage->input + R"(,"output_tokens":)" + answer.usage->output + "}") : QByteArray("null");
    return "{" + answer.extra + R"("id":"resp_loop","object":"response","created_at":1893456000,"status":")" + (isWhole ? "completed" : "incomplete")
        + R"(","error":null,"incomplete_details":)" + details
        + R"(,"model":"loopback-1","output":[{"id":"msg_loop","type":"message","status":"completed","role":"assistant","content":[)" + part(answer) + R"(]}],"usage":)" + usage
        + "}";
}

QByteArray event(const QByteArray &type, const QByteArray &members)
{
    return namedEvent(type, R"({"type":")" + type + R"(",)" + members + "}");
}

QByteArray begun(const QByteArray &type)
{
    return event(type, R"("sequence_number":0,"response":{"id":"resp_loop","object":"response","status":"in_progress","model":"loopback-1","output":[],"usage":null})");
}

class ResponsesDialect final : public ApiDialect {
public:
    ResponsesDialect() : ApiDialect(u"responses"_s, u"openai-responses"_s, u"/v1"_s) {}

    [[nodiscard]] bool has(Ending /*ending*/) const override { return true; }
    [[nodiscard]] QByteArray plain(const ApiAnswer &answer) const override { return response(answer); }

    [[nodiscard]] ApiStream stream(const ApiAnswer &answer) const override
    {
        const QByteArray place = R"("item_id":"msg_loop","output_index":0,"content_index":0,)";
        const QByteArray kind = answer.ending == Ending::refused ? "response.refusal" : "response.output_text";
        ApiStream stream;
        stream.begin = {begun("response.created"), begun("response.in_progress"),
            event("response.output_item.added", R"("output_index":0,"item":{"id":"msg_loop","type":"message","status":"in_progress","role":"assistant","content":[]})")};
        for (const QString &piece : inPieces(answer.text))
            stream.pieces.append(event(kind + ".delta", place + R"("delta":)" + jsonText(piece)));
        const bool isWhole = answer.ending == Ending::natural || answer.ending == Ending::refused;
        stream.end = {event(isWhole ? "response.completed" : "response.incomplete", R"("sequence_number":9,"response":)" + response(answer))};
        return stream;
    }

    [[nodiscard]] std::optional<ApiRefusal> refusal(Trouble trouble, const QByteArray &words) const override { return apiDialect(u"openai")->refusal(trouble, words); }

    [[nodiscard]] QByteArray errorEvent(const QByteArray &words) const override
    {
        return event("error", R"("sequence_number":5,"code":"server_error","message":)" + jsonText(QString::fromUtf8(words)) + R"(,"param":null)");
    }
    [[nodiscard]] QByteArray errorInAnswer(const QByteArray &words) const override
    {
        return R"({"id":"resp_loop","object":"response","status":"failed","error":{"code":"server_error","message":)" + jsonText(QString::fromUtf8(words))
            + R"(},"output":[],"model":"loopback-1"})";
    }
    [[nodiscard]] QByteArray unknownEvent() const override { return ": a comment\nid: 7\nretry: 10\nnovelty: 1\n" + event("response.novelty.delta", R"("delta":{"a":[1,2]})"); }
};

} // namespace

void addResponsesDialect(std::vector<std::unique_ptr<const ApiDialect>> &all)
{
    all.push_back(std::make_unique<ResponsesDialect>());
}

} // namespace assay::test
