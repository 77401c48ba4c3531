// SPDX-License-Identifier: GPL-3.0-or-later
// An answer as one line of text, so that a failing test shows the whole difference.
#pragma once

#include "core/provider/wire/answerreader.h"

namespace assay::test {

/// "fresh+cached(write) -> output (reasoning)" or "no usage".
inline QString usageText(const std::optional<tokens::Usage> &usage)
{
    if (!usage)
        return QStringLiteral("no usage");
    return QStringLiteral("%1+%2(%3) -> %4 (%5)").arg(usage->inputFresh()).arg(usage->inputCached).arg(usage->inputCacheWrite).arg(usage->output).arg(usage->reasoning);
}

/// "text | finish (raw) | model | usage | refusal=… | calls" or "kind".
inline QString answerText(const Result<provider::Completion> &completion)
{
    if (!completion)
        return toText(completion.error().kind);
    QString text = QStringLiteral("%1 | %2 (%3) | %4 | %5")
                       .arg(completion->text, toText(completion->finish), completion->finishRaw, completion->modelReturned, usageText(completion->usage));
    if (!completion->refusal.isEmpty())
        text += QStringLiteral(" | refusal=") + completion->refusal;
    for (const provider::ToolCall &call : completion->toolCalls)
        text += QStringLiteral(" | %1 %2 %3").arg(call.id, call.name, call.arguments);
    return text;
}

/// As answerText(), after a failure "kind: partial text". What streamed must be what was kept.
template<typename Parts> QString readAnswer(const QList<QByteArray> &pieces)
{
    QString streamed;
    provider::wire::AnswerReader reader(std::make_unique<Parts>(), [&](const QString &piece) { streamed += piece; });
    for (const QByteArray &piece : pieces) {
        if (!reader.feed(piece))
            break;
    }
    const QString partial = reader.partialText();
    if (partial != streamed)
        return QStringLiteral("streamed %1 but kept %2").arg(streamed, partial);
    const auto completion = reader.finish();
    return completion ? answerText(completion) : QString(answerText(completion) + QStringLiteral(": ") + partial);
}

inline QList<QByteArray> singleBytes(const QByteArray &bytes)
{
    QList<QByteArray> pieces;
    for (const char byte : bytes)
        pieces.append(QByteArray(1, byte));
    return pieces;
}

/// The same stream with other line ends, with a byte order mark, and without its last blank line.
inline QList<QByteArray> formsOf(const QByteArray &stream)
{
    return {stream, QByteArray(stream).replace('\n', "\r\n"), QByteArray(stream).replace('\n', '\r'), QByteArray("\xEF\xBB\xBF" + stream), stream.chopped(1)};
}

} // namespace assay::test
