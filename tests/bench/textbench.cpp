// SPDX-License-Identifier: GPL-3.0-or-later
// What every call runs through: counting tokens, reading event streams.
#include "core/net/eventstream.h"
#include "core/tokens/encoding.h"
#include "tests/bench/sections.h"

#include <QElapsedTimer>
#include <QFile>

#include <random>

namespace assay::bench {

namespace {

constexpr qsizetype kBytes = 32 * 1024 * 1024;
constexpr double kMega = 1e6;

// English prose, word by word: what people write to models, without a rhythm that a cache could learn.
QByteArray english(qsizetype bytes)
{
    static const QList<QByteArray> words
        = QByteArray("the of and to in is that it for was on are as with they at be this from have or by one had not but what all were when we there can an your which their said "
                     "if do will each about "
                     "how up out them then she many some so these would other into has more her two like him see time could no make than first been its who now people my made "
                     "over did down only way find "
                     "use may water long little very after words called just where most know get through back much before go good new write our used me man too any day same right "
                     "look think also around "
                     "another came come work three word must because does part even place well such here take why things help put years different away again off went old number "
                     "great tell men say small "
                     "every found still between name should home big give air line set own under read last never us left end along while might next sound below saw something "
                     "thought both few those always "
                     "looked show large often together asked house world going want school important until form food keep children feet land side without boy once animals life "
                     "enough took sometimes four "
                     "customer refund order delivery account password invoice please describe category urgency summary answer response language model prompt evaluation regression")
              .split(' ');
    std::mt19937 random(5); // NOLINT: the same text every time
    QByteArray text;
    text.reserve(bytes + 32);
    int inSentence = 0;
    while (text.size() < bytes) {
        QByteArray word = words.at(std::uniform_int_distribution<qsizetype>(0, words.size() - 1)(random));
        if (inSentence == 0)
            word[0] = static_cast<char>(word.at(0) - 32);
        text += word;
        ++inSentence;
        const int next = std::uniform_int_distribution(0, 99)(random);
        if (inSentence > 4 && next < 10) {
            text += next == 0 ? ".\n\n" : ". ";
            inSentence = 0;
        } else {
            text += next > 95 ? ", " : " ";
        }
    }
    return text;
}

double megabytesPerSecond(qsizetype bytes, const QElapsedTimer &timer)
{
    return static_cast<double>(bytes) / kMega / (static_cast<double>(timer.nsecsElapsed()) / 1e9);
}

} // namespace

Json tokens()
{
    Json json(jsoncons::json_object_arg);
    const QByteArray text = english(kBytes);
    for (const auto name : {assay::tokens::EncodingName::o200kBase, assay::tokens::EncodingName::cl100kBase}) {
        QElapsedTimer timer;
        timer.start();
        const auto encoding = assay::tokens::Encoding::get(name);
        if (!encoding) {
            json.insert_or_assign("error", jsonString(encoding.error().describe()));
            return json;
        }
        const std::string prefix = assay::tokens::toText(name).toStdString();
        json.insert_or_assign(prefix + " load ms", static_cast<double>(timer.nsecsElapsed()) / 1e6);
        timer.restart();
        const qint64 count = (*encoding)->count(text);
        json.insert_or_assign(prefix + " MB/s", megabytesPerSecond(text.size(), timer));
        json.insert_or_assign(prefix + " bytes a token", static_cast<double>(text.size()) / static_cast<double>(count));
    }
    json.insert_or_assign("limit", "o200k_base at least 30 MB/s on English text");
    return json;
}

namespace {

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
