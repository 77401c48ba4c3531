// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faults/faultlists.h"

namespace assay::test {

using namespace Qt::StringLiterals;
using Met = Fault::Met;
using Reply = std::optional<LoopbackReply>;

namespace {

constexpr qsizetype kHugeLine = 1'200'000; // a line may have 1 MiB

LoopbackReply typed(const QByteArray &type, const QByteArray &body)
{
    LoopbackReply reply;
    reply.headers = {{"Content-Type", type}};
    reply.body = {{.bytes = body}};
    return reply;
}

QByteArray everyByte()
{
    QByteArray bytes;
    for (int byte = 255; byte >= 0; --byte)
        bytes.append(static_cast<char>(byte));
    return bytes;
}

// As it is, or as the data of an event after some that were sound.
LoopbackReply instead(const Met &met, const QByteArray &body)
{
    if (!met.isStreamed)
        return LoopbackReply::json(200, body);
    const ApiStream stream = met.dialect.stream(soundAnswer());
    return eventsReply(stream.begin + stream.pieces + QList{dataEvent(body)} + stream.end);
}

} // namespace

QList<Fault> bodyFaults()
{
    return {
        {.name = u"words-for-json"_s, .reply = [](const Met &) -> Reply { return typed("text/plain", "upstream connect error or disconnect before headers"); }},
        {.name = u"a-page-for-json"_s, .reply = [](const Met &) -> Reply { return typed("text/html", "<!DOCTYPE html><html><body>Sign in to go on</body></html>"); }},
        {.name = u"half-json"_s,
            .reply = [](const Met &met) -> Reply {
                const QByteArray whole = met.dialect.plain(soundAnswer());
                return instead(met, whole.first(whole.size() / 2));
            }},
        {.name = u"broken-json"_s, .reply = [](const Met &met) -> Reply { return instead(met, R"({"id":"x","choices":[nonsense]})"); }},
        {.name = u"json-of-another-kind"_s,
            .reply = [](const Met &met) -> Reply { return met.isStreamed ? Reply() : Reply(LoopbackReply::json(200, R"({"status":"fine","items":[1,2]})")); }},
        {.name = u"binary"_s, .reply = [](const Met &) -> Reply { return typed("application/octet-stream", everyByte()); }},
        {.name = u"nothing-at-all"_s, .reply = [](const Met &) -> Reply { return typed("application/json", {}); }},
        {.name = u"no-end-mark"_s,
            .reply = [](const Met &met) -> Reply {
                if (!met.isStreamed)
                    return std::nullopt;
                const ApiStream stream = met.dialect.stream(soundAnswer());
                return eventsReply(stream.begin + stream.pieces);
            }},
        {.name = u"huge-line"_s, .reply = [](const Met &met) -> Reply { return met.isStreamed ? Reply(instead(met, QByteArray(kHugeLine, 'x'))) : std::nullopt; }},
        {.name = u"error-in-mid-stream"_s,
            .reply = [](const Met &met) -> Reply {
                if (!met.isStreamed)
                    return std::nullopt;
                const ApiStream stream = met.dialect.stream(soundAnswer());
                return eventsReply(stream.begin + stream.pieces + QList{met.dialect.errorEvent(faultWords(u"error-in-mid-stream"_s))});
            }},
        {.name = u"error-in-the-answer"_s,
            .billed = Fault::Billed::nothing,
            .reply = [](const Met &met) -> Reply {
                return met.isStreamed ? std::nullopt : Reply(LoopbackReply::json(200, met.dialect.errorInAnswer(faultWords(u"error-in-the-answer"_s))));
            }},
    };
}

} // namespace assay::test
