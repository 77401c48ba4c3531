// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/batchwords.h"

#include <QStringList>

namespace assay::run {

using namespace Qt::StringLiterals;

namespace {

QString withRest(qint64 whole, const QString &unit, qint64 rest, const QString &restUnit)
{
    return rest == 0 ? u"%1 %2"_s.arg(QString::number(whole), unit) : u"%1 %2 %3 %4"_s.arg(QString::number(whole), unit, QString::number(rest), restUnit);
}

QString lookWords(const std::optional<SteadyTime> &nextLook, SteadyTime now)
{
    const Milliseconds wait = nextLook ? std::chrono::ceil<Milliseconds>(*nextLook - now) : Milliseconds(0);
    return wait > Milliseconds(0) ? u"next look in "_s + roughTime(wait) : u"looking"_s;
}

QString oneBatch(const WatchedBatch &batch, SteadyTime now)
{
    QStringList parts;
    parts.append(batch.isFound ? u"%1 done"_s.arg(batch.done) : u"its job is looked for"_s);
    if (batch.lookedAt)
        parts.append(u"asked %1 ago"_s.arg(roughTime(std::chrono::floor<Milliseconds>(now - *batch.lookedAt))));
    parts.append(lookWords(batch.nextLook, now));
    const QString words = u"batch of %1 at %2: %3"_s.arg(QString::number(batch.requests), batch.provider, parts.join(u", "_s));
    return batch.trouble.isEmpty() ? words : words + u"; the last look failed: "_s + batch.trouble;
}

} // namespace

QString roughTime(Milliseconds time)
{
    const qint64 seconds = std::max<qint64>(0, std::chrono::round<std::chrono::seconds>(time).count());
    if (seconds < 60)
        return u"%1 s"_s.arg(seconds);
    const qint64 minutes = (seconds + 30) / 60;
    if (minutes < 60)
        return u"%1 min"_s.arg(minutes);
    const qint64 hours = minutes / 60;
    return hours < 24 ? withRest(hours, u"h"_s, minutes % 60, u"min"_s) : withRest(hours / 24, u"d"_s, hours % 24, u"h"_s);
}

QString waitingWords(const QList<WatchedBatch> &batches, SteadyTime now)
{
    if (batches.isEmpty())
        return {};
    if (batches.size() == 1)
        return oneBatch(batches.first(), now);
    QStringList providers;
    qint64 requests = 0;
    qint64 done = 0;
    std::optional<SteadyTime> next = batches.first().nextLook;
    for (const WatchedBatch &batch : batches) {
        if (!providers.contains(batch.provider))
            providers.append(batch.provider);
        requests += batch.requests;
        done += batch.done;
        next = next && batch.nextLook ? std::min(next, batch.nextLook) : std::nullopt;
    }
    return u"%1 batches of %2 at %3: %4 done, %5"_s.arg(
        QString::number(batches.size()), QString::number(requests), providers.join(u", "_s), QString::number(done), lookWords(next, now));
}

} // namespace assay::run
