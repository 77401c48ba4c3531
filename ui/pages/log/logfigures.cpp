// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/log/logfigures.h"

#include "ui/format/format.h"

#include <QCoreApplication>

namespace assay::ui {

namespace {

QString tr(const char *text, int count = -1)
{
    return QCoreApplication::translate("logfigures", text, nullptr, count);
}

} // namespace

QStringList logFigures(const LogRecords &records, int shown)
{
    Money cost;
    bool isAllKnown = true;
    int requests = 0; // an answer from the cache was not asked for
    for (const run::AttemptRecord &record : records) {
        cost += record.attempt.cost.value_or(Money());
        isAllKnown = isAllKnown && (record.attempt.cost || record.attempt.state != run::Attempt::State::answered);
        requests += !record.isCached();
    }
    QStringList parts{tr("%Ln request(s)", requests)};
    if (shown < records.size())
        parts.append(tr("%1 shown").arg(format::count(shown)));
    parts.append(isAllKnown ? format::money(cost) : tr("%1 + unknown").arg(format::money(cost)));
    return parts;
}

} // namespace assay::ui
