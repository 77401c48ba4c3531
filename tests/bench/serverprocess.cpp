// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/sections.h"
#include "tests/support/loopbackserver.h"
#include "tests/support/openaianswers.h"

#include <cstdio>

namespace assay::bench {

int serve(int chunks, int latencyMs)
{
    const QString text = QStringLiteral("ok ").repeated(chunks > 0 ? chunks : 20);
    test::LoopbackReply reply = chunks > 0 ? test::streamedAnswer(text, chunks) : test::plainAnswer(text);
    reply.delay = std::chrono::milliseconds(latencyMs);
    test::LoopbackServer server([reply](const test::LoopbackRequest &) { return reply; });
    server.forgetRequests(true);
    std::printf("%d\n", server.port());
    std::fflush(stdout);
    while (std::getchar() != EOF) {}
    return 0;
}

} // namespace assay::bench
