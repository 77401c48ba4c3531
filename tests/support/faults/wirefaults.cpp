// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faults/faultlists.h"

namespace assay::test {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Met = Fault::Met;
using Reply = std::optional<LoopbackReply>;
using End = LoopbackReply::End;

namespace {

constexpr int kLong = 2'000; // pieces, more than any clock waits for

LoopbackReply ended(LoopbackReply reply, End end)
{
    reply.end = end;
    return reply;
}

// Something every 20 ms that never comes to anything.
LoopbackReply forEver(LoopbackReply begin, const QByteArray &bytes)
{
    begin.framing = LoopbackReply::Framing::chunked;
    begin.declaredLength.reset();
    for (int i = 0; i < kLong; ++i)
        begin.body.append({.bytes = bytes, .delay = 20ms});
    begin.end = End::stall;
    return begin;
}

LoopbackReply empty(const Met &met)
{
    LoopbackReply reply = LoopbackReply::events({});
    if (!met.isStreamed)
        reply.headers = {{"Content-Type", "application/json"}};
    return reply;
}

} // namespace

QList<Fault> wireFaults()
{
    return {
        {.name = u"stall-before-the-head"_s, .reply = [](const Met &) -> Reply { return LoopbackReply::stallWithoutAnswer(); }},
        {.name = u"stall-in-the-head"_s, .reply = [](const Met &) -> Reply { return rawReply("HTTP/1.1 200 OK\r\nContent-Type: te", End::stall); }},
        {.name = u"stall-in-the-body"_s, .reply = [](const Met &met) -> Reply { return ended(halfReply(met), End::stall); }},
        {.name = u"keep-alive-and-nothing-else"_s, .reply = [](const Met &met) -> Reply { return forEver(empty(met), met.isStreamed ? ": still here\n\n" : "\n"); }},
        {.name = u"a-byte-now-and-then-for-ever"_s, .reply = [](const Met &met) -> Reply { return forEver(halfReply(met), "x"); }},
        {.name = u"reset-before-the-head"_s, .reply = [](const Met &) -> Reply { return rawReply({}, End::reset); }},
        {.name = u"closed-without-an-answer"_s, .reply = [](const Met &) -> Reply { return LoopbackReply::closeWithoutAnswer(); }},
        {.name = u"cut-in-the-head"_s, .reply = [](const Met &) -> Reply { return rawReply("HTTP/1.1 200 OK\r\nContent-Type: te", End::cut); }},
        {.name = u"cut-in-the-body"_s, .reply = [](const Met &met) -> Reply { return ended(halfReply(met), End::cut); }},
        {.name = u"reset-in-the-body"_s, .reply = [](const Met &met) -> Reply { return ended(halfReply(met), End::reset); }},
        {.name = u"chunk-that-is-none"_s,
            .reply = [](const Met &) -> Reply {
                return rawReply("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nnonsense\r\n", End::close);
            }},
    };
}

} // namespace assay::test
