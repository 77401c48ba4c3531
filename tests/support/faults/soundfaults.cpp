// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faults/faultlists.h"

namespace assay::test {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Met = Fault::Met;
using Reply = std::optional<LoopbackReply>;

namespace {

constexpr qsizetype kDripBytes = 48;

LoopbackReply dripping(const LoopbackReply &whole)
{
    LoopbackReply drip = whole;
    drip.body.clear();
    for (const LoopbackReply::Piece &piece : whole.body) {
        for (qsizetype at = 0; at < piece.bytes.size(); at += kDripBytes)
            drip.body.append({.bytes = piece.bytes.mid(at, kDripBytes), .delay = 2ms});
    }
    return drip;
}

ApiStream withUnknowns(const ApiDialect &dialect, ApiAnswer answer)
{
    answer.extra = R"("novelty":{"deep":[1,{"er":null}]},)";
    ApiStream stream = dialect.stream(answer);
    stream.pieces.insert(1, dialect.unknownEvent());
    return stream;
}

} // namespace

QList<Fault> soundFaults()
{
    return {
        {.name = u"sound"_s, .reply = [](const Met &met) -> Reply { return soundReply(met); }},
        {.name = u"late-head"_s,
            .reply = [](const Met &met) -> Reply {
                LoopbackReply reply = soundReply(met);
                reply.delay = 200ms;
                return reply;
            }},
        {.name = u"drip"_s, .reply = [](const Met &met) -> Reply { return dripping(soundReply(met)); }},
        {.name = u"every-byte-alone"_s, .reply = [](const Met &met) -> Reply { return soundReply(met).cutAtEveryByte(); }},
        {.name = u"unknown-events-and-fields"_s,
            .reply = [](const Met &met) -> Reply {
                ApiAnswer answer = soundAnswer();
                answer.extra = R"("novelty":{"deep":[1,{"er":null}]},)";
                return met.isStreamed ? eventsReply(withUnknowns(met.dialect, answer).all()) : answerReply(met, answer);
            }},
        {.name = u"two-end-marks"_s,
            .reply = [](const Met &met) -> Reply {
                if (!met.isStreamed)
                    return std::nullopt;
                const ApiStream stream = met.dialect.stream(soundAnswer());
                return eventsReply(stream.all() + QList{stream.end.last()});
            }},
        {.name = u"cut-after-the-end-mark"_s,
            .reply = [](const Met &met) -> Reply {
                if (!met.isStreamed)
                    return std::nullopt;
                LoopbackReply reply = soundReply(met);
                reply.end = LoopbackReply::End::cut;
                return reply;
            }},
        {.name = u"cut-before-the-end-mark"_s,
            .reply = [](const Met &met) -> Reply {
                const ApiStream stream = met.dialect.stream(soundAnswer());
                if (!met.isStreamed || stream.end.size() < 2)
                    return std::nullopt;
                LoopbackReply reply = eventsReply(stream.all().first(stream.all().size() - 1));
                reply.end = LoopbackReply::End::cut;
                return reply;
            }},
        {.name = u"finish-length"_s,
            .reply = [](const Met &met) -> Reply {
                ApiAnswer answer = soundAnswer();
                answer.ending = Ending::length;
                return answerReply(met, answer);
            }},
        {.name = u"finish-filtered"_s,
            .reply = [](const Met &met) -> Reply {
                ApiAnswer answer = soundAnswer();
                answer.ending = Ending::filtered;
                return met.dialect.has(answer.ending) ? Reply(answerReply(met, answer)) : std::nullopt;
            }},
        {.name = u"finish-refused"_s,
            .reply = [](const Met &met) -> Reply {
                ApiAnswer answer = soundAnswer();
                answer.ending = Ending::refused;
                return met.dialect.has(answer.ending) ? Reply(answerReply(met, answer)) : std::nullopt;
            }},
    };
}

} // namespace assay::test
