// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faults/faultlists.h"

#include <QDateTime>
#include <QLocale>

namespace assay::test {

using namespace Qt::StringLiterals;
using Met = Fault::Met;
using Reply = std::optional<LoopbackReply>;
using Headers = QList<std::pair<QByteArray, QByteArray>>;

namespace {

QByteArray httpDate(const QDateTime &moment)
{
    return QLocale::c().toString(moment.toUTC(), u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s).toLatin1();
}

Fault refusal(const QString &name, Trouble trouble, Headers (*headers)() = [] { return Headers(); })
{
    return {.name = name, .billed = Fault::Billed::nothing, .reply = [name, trouble, headers](const Met &met) -> Reply {
                return met.dialect.refusal(trouble, faultWords(name)).transform([&](const ApiRefusal &refused) { return refusalReply(met, refused, headers()); });
            }};
}

Fault ofStatus(const QString &name, int status, const QByteArray &type, const QByteArray &body)
{
    return {.name = name, .billed = Fault::Billed::nothing, .reply = [status, type, body](const Met &) -> Reply {
                LoopbackReply reply;
                reply.status = status;
                reply.headers = {{"Content-Type", type}};
                reply.body = {{.bytes = body}};
                return reply;
            }};
}

} // namespace

QList<Fault> refusalFaults()
{
    return {
        refusal(u"rate-limit"_s, Trouble::rateLimit),
        refusal(u"rate-limit-in-seconds"_s, Trouble::rateLimit, [] { return Headers{{"Retry-After", "1"}}; }),
        refusal(u"rate-limit-in-parts-of-seconds"_s, Trouble::rateLimit, [] { return Headers{{"Retry-After", "0.25"}}; }),
        refusal(u"rate-limit-in-ms"_s, Trouble::rateLimit, [] { return Headers{{"retry-after-ms", "120"}, {"Retry-After", "3"}}; }),
        refusal(u"rate-limit-until-a-date"_s, Trouble::rateLimit,
            [] {
                const QDateTime now = QDateTime::currentDateTimeUtc();
                return Headers{{"Date", httpDate(now)}, {"Retry-After", httpDate(now.addSecs(1))}};
            }),
        refusal(u"rate-limit-until-a-date-gone-by"_s, Trouble::rateLimit, [] { return Headers{{"Retry-After", "Wed, 21 Oct 2015 07:28:00 GMT"}}; }),
        refusal(u"rate-limit-for-ages"_s, Trouble::rateLimit, [] { return Headers{{"Retry-After", "99999999999999999999"}}; }),
        refusal(u"rate-limit-in-words"_s, Trouble::rateLimit, [] { return Headers{{"Retry-After", "soon"}}; }),
        refusal(u"rate-limit-of-negative-length"_s, Trouble::rateLimit, [] { return Headers{{"Retry-After", "-30"}}; }),
        refusal(u"quota"_s, Trouble::quota),
        refusal(u"bad-request"_s, Trouble::badRequest),
        refusal(u"key-refused"_s, Trouble::keyRefused),
        refusal(u"forbidden"_s, Trouble::forbidden),
        refusal(u"context-too-long"_s, Trouble::contextTooLong),
        refusal(u"blocked"_s, Trouble::blocked),
        refusal(u"server-error"_s, Trouble::serverError),
        refusal(u"overloaded"_s, Trouble::overloaded),
        ofStatus(u"502-with-a-page"_s, 502, "text/html", "<html><body><h1>502 Bad Gateway</h1></body></html>"),
        ofStatus(u"503-without-words"_s, 503, "text/plain", {}),
        ofStatus(u"529-without-words"_s, 529, "text/plain", {}),
        ofStatus(u"404-with-a-page"_s, 404, "text/html", "<html><body>Not found</body></html>"),
    };
}

} // namespace assay::test
