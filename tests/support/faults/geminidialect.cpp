// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faults/apidialect.h"

namespace assay::test {

using namespace Qt::StringLiterals;

namespace {

QByteArray finishOf(Ending ending)
{
    switch (ending) {
    case Ending::length:
        return R"("finishReason":"MAX_TOKENS",)";
    case Ending::filtered:
        return R"("finishReason":"SAFETY",)";
    default:
        return R"("finishReason":"STOP",)";
    }
}

QByteArray response(const ApiAnswer &answer, const QString &text, const QByteArray &finish)
{
    const QByteArray usage
        = answer.usage ? QByteArray(R"("usageMetadata":{"promptTokenCount":)" + answer.usage->input + R"(,"candidatesTokenCount":)" + answer.usage->output + "},") : QByteArray();
    return "{" + answer.extra + R"("candidates":[{"content":{"role":"model","parts":[{"text":)" + jsonText(text) + "}]}," + finish + R"("index":0}],)" + usage
        + R"("modelVersion":"loopback-1","responseId":"loop"})";
}

class GeminiDialect final : public ApiDialect {
public:
    GeminiDialect() : ApiDialect(u"gemini"_s, u"gemini"_s, u"/v1beta"_s) {}

    [[nodiscard]] bool has(Ending ending) const override { return ending != Ending::refused; }
    [[nodiscard]] QByteArray plain(const ApiAnswer &answer) const override { return response(answer, answer.text, finishOf(answer.ending)); }

    [[nodiscard]] ApiStream stream(const ApiAnswer &answer) const override
    {
        ApiStream stream;
        for (const QString &piece : inPieces(answer.text))
            stream.pieces.append(dataEvent(response(answer, piece, {})));
        stream.begin = {stream.pieces.takeFirst()};
        stream.end = {dataEvent(response(answer, {}, finishOf(answer.ending)))};
        return stream;
    }

    [[nodiscard]] std::optional<ApiRefusal> refusal(Trouble trouble, const QByteArray &words) const override
    {
        const auto coded = [&](int status, const QByteArray &name, const QByteArray &details = {}, const QByteArray &before = {}) {
            return ApiRefusal{.status = status,
                .body = R"({"error":{"code":)" + QByteArray::number(status) + R"(,"message":)" + jsonText(QString::fromUtf8(before + words)) + R"(,"status":")" + name
                    + R"(","details":[)" + details + "]}}"};
        };
        switch (trouble) {
        case Trouble::badRequest:
            return coded(400, "INVALID_ARGUMENT");
        case Trouble::keyRefused:
            return coded(400, "INVALID_ARGUMENT", R"({"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID"})");
        case Trouble::forbidden:
            return coded(403, "PERMISSION_DENIED");
        case Trouble::quota:
            return coded(429, "RESOURCE_EXHAUSTED",
                R"({"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[{"quotaMetric":"lab/requests","quotaId":"GenerateRequestsPerDayPerProject"}]})");
        case Trouble::rateLimit:
            return coded(429, "RESOURCE_EXHAUSTED",
                R"({"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[{"quotaMetric":"lab/requests","quotaId":"GenerateRequestsPerMinutePerProject"}]})");
        case Trouble::contextTooLong:
            return coded(400, "INVALID_ARGUMENT", {}, "The input token count (1200000) exceeds the maximum number of tokens allowed (1048576). ");
        case Trouble::blocked:
            return ApiRefusal{.status = 200, .body = R"({"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"},"modelVersion":"loopback-1","responseId":"loop"})"};
        case Trouble::serverError:
            return coded(500, "INTERNAL");
        case Trouble::overloaded:
            return coded(503, "UNAVAILABLE");
        }
        return std::nullopt;
    }

    [[nodiscard]] QByteArray errorEvent(const QByteArray &words) const override { return dataEvent(errorInAnswer(words)); }
    [[nodiscard]] QByteArray errorInAnswer(const QByteArray &words) const override { return refusal(Trouble::serverError, words)->body; }
    [[nodiscard]] QByteArray unknownEvent() const override
    {
        return ": a comment\nid: 7\nretry: 10\nnovelty: 1\n" + dataEvent(R"({"novelty":{"a":[1,2]},"modelVersion":"loopback-1"})");
    }
};

} // namespace

void addGeminiDialect(std::vector<std::unique_ptr<const ApiDialect>> &all)
{
    all.push_back(std::make_unique<GeminiDialect>());
}

} // namespace assay::test
