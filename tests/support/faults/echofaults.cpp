// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faults/faultlists.h"
#include "tests/support/faults/keyforms.h"

namespace assay::test {

using namespace Qt::StringLiterals;
using Met = Fault::Met;
using Reply = std::optional<LoopbackReply>;

namespace {

ApiAnswer echoingAnswer(const Met &met)
{
    ApiAnswer answer = soundAnswer();
    answer.text = u"ok, you sent "_s + everyFormOf(met.key);
    const QByteArray key = jsonText(everyFormOf(met.key));
    answer.extra = R"("system_fingerprint":)" + key + R"(,"service_tier":)" + key + R"(,"modelVersion":)" + key + ",";
    return answer;
}

QByteArray oneLine(const QString &text)
{
    return text.toUtf8();
}

Fault refused(const QString &name, Trouble trouble)
{
    return {.name = name, .billed = Fault::Billed::nothing, .reply = [trouble](const Met &met) -> Reply {
                return met.dialect.refusal(trouble, "you sent " + oneLine(everyFormOf(met.key))).transform([&](const ApiRefusal &refusal) {
                    return refusalReply(met, refusal, {{"x-request-id", met.key}});
                });
            }};
}

} // namespace

QList<Fault> echoFaults()
{
    return {
        {.name = u"echo-in-the-answer"_s, .reply = [](const Met &met) -> Reply { return answerReply(met, echoingAnswer(met)); }},
        {.name = u"echo-byte-by-byte"_s, .reply = [](const Met &met) -> Reply { return answerReply(met, echoingAnswer(met)).cutAtEveryByte(); }},
        {.name = u"echo-in-a-refusal-of-the-model"_s,
            .reply = [](const Met &met) -> Reply {
                ApiAnswer answer = echoingAnswer(met);
                answer.ending = met.dialect.has(Ending::refused) ? Ending::refused : Ending::natural;
                return answerReply(met, answer);
            }},
        {.name = u"echo-in-headers"_s,
            .reply = [](const Met &met) -> Reply {
                LoopbackReply reply = soundReply(met);
                const QByteArray all = oneLine(everyFormOf(met.key));
                reply.headers = {{"Content-Type", reply.headers.first().second}};
                for (const auto *name : {"x-request-id", "request-id", "apim-request-id", "Set-Cookie", "x-ratelimit-remaining-requests", "Server", "X-Custom"})
                    reply.headers.emplaceBack(name, all);
                return reply;
            }},
        {.name = u"echo-in-usage"_s,
            .reply = [](const Met &met) -> Reply {
                ApiAnswer answer = soundAnswer();
                answer.usage->output += R"(,"note":)" + jsonText(everyFormOf(met.key));
                return answerReply(met, answer);
            }},
        refused(u"echo-in-a-bad-request"_s, Trouble::badRequest),
        refused(u"echo-in-a-long-context"_s, Trouble::contextTooLong),
        refused(u"echo-in-a-rate-limit"_s, Trouble::rateLimit),
        refused(u"echo-in-a-refused-key"_s, Trouble::keyRefused),
        {.name = u"echo-in-a-page"_s,
            .billed = Fault::Billed::nothing,
            .reply = [](const Met &met) -> Reply {
                LoopbackReply reply = LoopbackReply::json(502, "<html><body>" + oneLine(everyFormOf(met.key)) + "</body></html>");
                return reply;
            }},
        {.name = u"echo-in-mid-stream"_s,
            .reply = [](const Met &met) -> Reply {
                const QByteArray words = "you sent " + oneLine(everyFormOf(met.key));
                if (!met.isStreamed)
                    return LoopbackReply::json(200, met.dialect.errorInAnswer(words));
                const ApiStream stream = met.dialect.stream(echoingAnswer(met));
                return eventsReply(stream.begin + stream.pieces + QList{met.dialect.errorEvent(words)});
            }},
        {.name = u"echo-cut-off"_s,
            .reply = [](const Met &met) -> Reply {
                if (!met.isStreamed)
                    return std::nullopt;
                const ApiStream stream = met.dialect.stream(echoingAnswer(met));
                LoopbackReply reply = eventsReply(stream.begin + stream.pieces);
                reply.end = LoopbackReply::End::cut;
                return reply;
            }},
        {.name = u"echo-in-broken-json"_s,
            .reply = [](const Met &met) -> Reply {
                const QByteArray broken = R"({"you sent": )" + oneLine(everyFormOf(met.key)) + "}";
                return met.isStreamed ? eventsReply({dataEvent(broken)}) : LoopbackReply::json(200, broken);
            }},
        {.name = u"echo-in-a-redirect"_s,
            .billed = Fault::Billed::nothing,
            .reply = [](const Met &met) -> Reply {
                return LoopbackReply::json(307, "{}", {{"Location", "http://" + met.key.toHex() + ".example/" + met.key.toPercentEncoding() + "?key=" + met.key.toBase64()}});
            }},
    };
}

} // namespace assay::test
