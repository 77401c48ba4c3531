// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faults/faultlists.h"

namespace assay::test {

using namespace Qt::StringLiterals;
using Met = Fault::Met;
using Reply = std::optional<LoopbackReply>;

namespace {

LoopbackReply redirect(int status, const QByteArray &where)
{
    return LoopbackReply::json(status, "{}", {{"Location", where}});
}

} // namespace

QList<Fault> redirectFaults()
{
    return {
        // The same machine by another name is another host.
        {.name = u"redirect-elsewhere"_s,
            .billed = Fault::Billed::nothing,
            .reply = [](const Met &met) -> Reply {
                return redirect(307, "http://localhost:" + QByteArray::number(met.server.port()) + met.path + "?key=" + met.key.toPercentEncoding());
            }},
        {.name = u"redirect-to-nowhere"_s, .billed = Fault::Billed::nothing, .reply = [](const Met &) -> Reply { return LoopbackReply::json(307, "{}"); }},
        {.name = u"redirect-that-drops-the-body"_s, .billed = Fault::Billed::nothing, .reply = [](const Met &met) -> Reply { return redirect(302, met.path); }},
        // Followed: what comes then is sound.
        {.name = u"redirect-here"_s,
            .reply = [](const Met &met) -> Reply {
                const bool isFollowed = met.path.contains("followed=1");
                return isFollowed ? soundReply(met) : redirect(307, met.path + (met.path.contains('?') ? "&" : "?") + "followed=1");
            }},
    };
}

} // namespace assay::test
