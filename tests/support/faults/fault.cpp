// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faults/fault.h"

#include "tests/support/faults/faultlists.h"

#include <algorithm>

namespace assay::test {

using namespace Qt::StringLiterals;

const QList<Fault> &faults()
{
    static const QList<Fault> all = soundFaults() + wireFaults() + bodyFaults() + refusalFaults() + usageFaults() + redirectFaults();
    return all;
}

const QList<Fault> &echoes()
{
    static const QList<Fault> all = echoFaults();
    return all;
}

const Fault *fault(QStringView name)
{
    for (const QList<Fault> *list : {&faults(), &echoes()}) {
        const auto found = std::ranges::find_if(*list, [&](const Fault &one) { return one.name == name; });
        if (found != list->end())
            return &*found;
    }
    return nullptr;
}

QByteArray faultWords(const QString &name)
{
    return "the API's own words on " + name.toUtf8();
}

LoopbackReply answerReply(const Fault::Met &met, const ApiAnswer &answer)
{
    if (!met.isStreamed)
        return LoopbackReply::json(200, met.dialect.plain(answer), {{"x-request-id", "req-loop"}});
    return eventsReply(met.dialect.stream(answer).all());
}

LoopbackReply soundReply(const Fault::Met &met)
{
    return answerReply(met, soundAnswer());
}

LoopbackReply refusalReply(const Fault::Met &met, const ApiRefusal &refusal, QList<std::pair<QByteArray, QByteArray>> headers)
{
    if (refusal.status == 200 && met.isStreamed)
        return eventsReply({dataEvent(refusal.body)});
    return LoopbackReply::json(refusal.status, refusal.body, std::move(headers));
}

ApiAnswer soundAnswer()
{
    return {.text = kFaultText, .usage = ToldUsage{.input = QByteArray::number(kFaultInput), .output = QByteArray::number(kFaultOutput)}, .extra = {}};
}

LoopbackReply eventsReply(const QList<QByteArray> &events)
{
    LoopbackReply reply = LoopbackReply::events({});
    reply.headers.emplaceBack("x-request-id", "req-loop");
    for (const QByteArray &event : events)
        reply.body.append({.bytes = event});
    return reply;
}

LoopbackReply halfReply(const Fault::Met &met)
{
    if (met.isStreamed) {
        const ApiStream stream = met.dialect.stream(soundAnswer());
        return eventsReply(stream.begin + stream.pieces);
    }
    const QByteArray body = met.dialect.plain(soundAnswer());
    LoopbackReply reply = LoopbackReply::json(200, body.first(body.size() / 2));
    reply.declaredLength = body.size();
    return reply;
}

LoopbackReply rawReply(const QByteArray &bytes, LoopbackReply::End end)
{
    LoopbackReply reply;
    reply.framing = LoopbackReply::Framing::raw;
    reply.body = {{.bytes = bytes}};
    reply.end = end;
    return reply;
}

} // namespace assay::test
