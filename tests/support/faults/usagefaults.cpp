// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faults/faultlists.h"

namespace assay::test {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Met = Fault::Met;
using Reply = std::optional<LoopbackReply>;

namespace {

Fault told(const QString &name, const std::optional<ToldUsage> &usage)
{
    return {.name = name, .reply = [usage](const Met &met) -> Reply {
                ApiAnswer answer = soundAnswer();
                answer.usage = usage;
                return answerReply(met, answer);
            }};
}

} // namespace

QList<Fault> usageFaults()
{
    return {
        told(u"no-usage"_s, std::nullopt),
        told(u"usage-too-large"_s, ToldUsage{.input = "9", .output = "7000"}),
        told(u"usage-beyond-all-bounds"_s, ToldUsage{.input = "99999999999999999999", .output = "1e300"}),
        told(u"usage-negative"_s, ToldUsage{.input = "-9", .output = "-7"}),
        told(u"usage-in-words"_s, ToldUsage{.input = "\"nine\"", .output = "\"seven\""}),
        told(u"usage-half-in-words"_s, ToldUsage{.input = "9", .output = "\"seven\""}),
        {.name = u"late-usage"_s,
            .reply = [](const Met &met) -> Reply {
                if (!met.isStreamed)
                    return std::nullopt;
                LoopbackReply reply = soundReply(met);
                reply.body[reply.body.size() - std::min<qsizetype>(2, met.dialect.stream(soundAnswer()).end.size())].delay = 200ms;
                return reply;
            }},
    };
}

} // namespace assay::test
