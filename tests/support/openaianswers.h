// SPDX-License-Identifier: GPL-3.0-or-later
// Answers of a Chat Completions API, for the loopback server.
#pragma once

#include "tests/support/loopbackserver.h"

namespace assay::test {

struct FixedUsage {
    qint64 input = 12;
    qint64 output = 3;
};

/// One JSON body with this text.
[[nodiscard]] LoopbackReply plainAnswer(const QString &text, FixedUsage usage = {});
/// The text in `chunks` pieces of content with `between` before each, then a finish chunk, a usage chunk and [DONE].
[[nodiscard]] LoopbackReply streamedAnswer(const QString &text, int chunks, std::chrono::milliseconds between = {}, FixedUsage usage = {});
/// {"error":{…}} with this status.
[[nodiscard]] LoopbackReply errorAnswer(int status, const QByteArray &code, const QByteArray &message, QList<std::pair<QByteArray, QByteArray>> headers = {});

} // namespace assay::test
