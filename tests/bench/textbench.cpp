// SPDX-License-Identifier: GPL-3.0-or-later
// What every streamed call runs through: reading event streams.
#include "core/net/eventstream.h"
#include "tests/bench/sections.h"

#include <QElapsedTimer>

namespace assay::bench {

namespace {

constexpr qsizetype kBytes = 32 * 1024 * 1024;
constexpr double kMega = 1e6;

double megabytesPerSecond(qsizetype bytes, const QElapsedTimer &timer)
{
    return static_cast<double>(bytes) / kMega / (static_cast<double>(timer.nsecsElapsed()) / 1e9);
}

// Chunks of a chat of about that many bytes an event.
QByteArray chatStream(qsizetype bytesAnEvent, const QByteArray &lineEnd)
{
    QByteArray stream;
    stream.reserve(kBytes + 2 * bytesAnEvent);
    for (int event = 0; stream.size() < kBytes; ++event) {
        const QByteArray head = R"(data: {"id":"chatcmpl-1","model":"m","choices":[{"index":0,"delta":{"content":")" + QByteArray::number(event);
        const QByteArray tail = "\"},\"finish_reason\":null}]}" + lineEnd + lineEnd;
        stream += head + QByteArray(std::max<qsizetype>(0, bytesAnEvent - head.size() - tail.size()), 'w') + tail;
    }
    return stream;
}

QByteArray hugeEvents()
{
    return QByteArray("data: {\"text\":\"" + QByteArray(1'000'000, 'w') + "\"}\n\n").repeated(kBytes / 1'000'000);
}

// As read from a connection: in pieces of 16 KiB.
template<typename Feed> double speed(const QByteArray &stream, Feed feed)
{
    constexpr qsizetype kRead = 16 * 1024;
    QElapsedTimer timer;
    timer.start();
    for (qsizetype from = 0; from < stream.size(); from += kRead)
        feed(QByteArrayView(stream).sliced(from, std::min(kRead, stream.size() - from)));
    return megabytesPerSecond(stream.size(), timer);
}

void measure(Json &json, const std::string &name, const QByteArray &stream)
{
    qsizetype bytes = 0;
    net::EventStreamParser viewing;
    const net::EventStreamParser::Sink sink = [&bytes](const net::ServerEventView &event) { bytes += event.data.size(); };
    json.insert_or_assign(name + ", views MB/s", speed(stream, [&](QByteArrayView piece) { viewing.feed(piece, sink); }));
    net::EventStreamParser copying;
    json.insert_or_assign(name + ", copies MB/s", speed(stream, [&](QByteArrayView piece) {
        for (const net::ServerEvent &event : copying.feed(piece))
            bytes += event.data.size();
    }));
    json.insert_or_assign(name + ", share that is data", static_cast<double>(bytes) / static_cast<double>(2 * stream.size()));
}

} // namespace

Json eventStream()
{
    Json json(jsoncons::json_object_arg);
    measure(json, "120 bytes", chatStream(120, "\n"));
    measure(json, "300 bytes", chatStream(300, "\n"));
    measure(json, "200 bytes, CRLF", chatStream(200, "\r\n"));
    measure(json, "200 bytes, CR", chatStream(200, "\r"));
    measure(json, "1 MB", hugeEvents());
    json.insert_or_assign("limit", "at least 400 MB/s each");
    return json;
}

} // namespace assay::bench
