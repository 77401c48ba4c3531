// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/run/endnotice.h"

#include "core/run/runbudget.h"
#include "ui/format/format.h"

#include <QCoreApplication>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text, int count = -1)
{
    return QCoreApplication::translate("endnotice", text, nullptr, count);
}

QString sentence(const QString &reason)
{
    if (reason.isEmpty())
        return {};
    const QString begun = reason.front().toUpper() + reason.mid(1);
    return begun.endsWith(u'.') ? begun : QString(begun + u'.');
}

EndNotice why(const store::RunSummary &summary, int missing)
{
    const QString cells = tr("%n cell(s) missing", missing);
    switch (summary.state) {
    case run::RunState::capped:
        return {Tone::error, tr("The cap is reached: %1").arg(cells),
            (run::isOfMonthsCap(summary.reason) ? tr("%1 Raise the month's cap (Run, Budget…) and resume: what was answered is neither asked nor paid for again.")
                                                : tr("%1 Raise the cap and resume: what was answered is neither asked nor paid for again."))
                .arg(sentence(summary.reason))};
    case run::RunState::failed:
        return {Tone::fail, tr("The run could not go on: %1").arg(cells),
            tr("%1 Once that is mended, resume: what was answered is neither asked nor paid for again.")
                .arg(sentence(summary.reason))};
    case run::RunState::cancelled:
        return {Tone::neutral, tr("Stopped: %1").arg(cells), tr("Resume when you like: what was answered is neither asked nor paid for again.")};
    case run::RunState::paused:
        if (!summary.reason.isEmpty())
            return {Tone::neutral, tr("The run waits: %1").arg(cells), sentence(summary.reason)};
        [[fallthrough]];
    case run::RunState::running:
        return {Tone::error, tr("The run was interrupted: %1").arg(cells), tr("Assay ended before the run did. Resume: every answer that had arrived is kept.")};
    case run::RunState::finished:
        break;
    }
    return {};
}

} // namespace

std::optional<EndNotice> endNotice(const store::RunSummary &summary, const store::RequestCounts &counts, bool isLive)
{
    const int missing = summary.cells - summary.done;
    if (isLive || (missing <= 0 && counts.lost == 0))
        return std::nullopt;
    EndNotice notice = missing > 0 ? why(summary, missing) : EndNotice();
    if (counts.lost > 0) {
        const QString lost = tr("%n request(s) may have been billed without an answer that anyone saw", counts.lost);
        const QString most = counts.lostAtMost > Money() ? tr(", %1 at most").arg(format::money(counts.lostAtMost)) : QString();
        const QString where = tr(". The log lists them under “maybe billed”.");
        if (notice.title.isEmpty())
            notice = {Tone::error, tr("What this run cost is not wholly known"), {}};
        notice.body += (notice.body.isEmpty() ? QString() : u"\n"_s) + lost + most + where;
    }
    if (notice.title.isEmpty())
        return std::nullopt;
    return notice;
}

} // namespace assay::ui
