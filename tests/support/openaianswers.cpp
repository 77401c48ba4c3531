// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/openaianswers.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace assay::test {

using namespace Qt::StringLiterals;

namespace {

QByteArray quoted(const QString &text)
{
    const QByteArray object = QJsonDocument(QJsonObject{{u"t"_s, text}}).toJson(QJsonDocument::Compact);
    return object.sliced(5, object.size() - 6);
}

QByteArray usageObject(FixedUsage usage)
{
    return "{\"prompt_tokens\":" + QByteArray::number(usage.input) + ",\"completion_tokens\":" + QByteArray::number(usage.output)
        + ",\"total_tokens\":" + QByteArray::number(usage.input + usage.output) + "}";
}

QByteArray chunk(const QByteArray &choices, const QByteArray &usage)
{
    return "data: {\"id\":\"chatcmpl-loop\",\"object\":\"chat.completion.chunk\",\"created\":1893456000,\"model\":\"loopback-1\",\"choices\":" + choices + ",\"usage\":" + usage
        + "}\n\n";
}

} // namespace

LoopbackReply plainAnswer(const QString &text, FixedUsage usage)
{
    return LoopbackReply::json(200,
        "{\"id\":\"chatcmpl-loop\",\"object\":\"chat.completion\",\"created\":1893456000,\"model\":\"loopback-1\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
        "\"content\":"
            + quoted(text) + "},\"finish_reason\":\"stop\"}],\"usage\":" + usageObject(usage) + "}",
        {{"x-request-id", "req-loop"}});
}

LoopbackReply streamedAnswer(const QString &text, int chunks, std::chrono::milliseconds between, FixedUsage usage)
{
    QList<LoopbackReply::Piece> pieces;
    for (int i = 0; i < chunks; ++i) {
        const qsizetype begin = text.size() * i / chunks;
        const QString part = text.sliced(begin, text.size() * (i + 1) / chunks - begin);
        pieces.append({.bytes = chunk("[{\"index\":0,\"delta\":{\"content\":" + quoted(part) + "},\"finish_reason\":null}]", "null"), .delay = between});
    }
    pieces.append({.bytes = chunk("[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]", "null")});
    pieces.append({.bytes = chunk("[]", usageObject(usage))});
    pieces.append({.bytes = "data: [DONE]\n\n"});
    LoopbackReply reply = LoopbackReply::events(std::move(pieces));
    reply.headers.emplaceBack("x-request-id", "req-loop");
    return reply;
}

LoopbackReply errorAnswer(int status, const QByteArray &code, const QByteArray &message, QList<std::pair<QByteArray, QByteArray>> headers)
{
    return LoopbackReply::json(
        status, "{\"error\":{\"message\":" + quoted(QString::fromUtf8(message)) + ",\"type\":\"" + code + "\",\"param\":null,\"code\":\"" + code + "\"}}", std::move(headers));
}

} // namespace assay::test
