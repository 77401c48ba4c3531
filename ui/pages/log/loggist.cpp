// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/log/loggist.h"

#include "ui/format/format.h"
#include "ui/widgets/attemptwords.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLineLength = 160;

QString tr(const char *text)
{
    return QCoreApplication::translate("log", text);
}

QString unknown()
{
    return u"–"_s;
}

QString tokensText(const std::optional<tokens::Usage> &usage, qint64 tokens::Usage::*part)
{
    return usage ? (usage->isEstimate ? u"≈ "_s : QString()) + format::count((*usage).*part) : unknown();
}

} // namespace

QString columnTitle(LogColumn column)
{
    switch (column) {
    case LogColumn::time:
        return tr("time");
    case LogColumn::item:
        return tr("item");
    case LogColumn::version:
        return tr("version");
    case LogColumn::model:
        return tr("model");
    case LogColumn::attempt:
        return tr("#");
    case LogColumn::outcome:
        return tr("outcome");
    case LogColumn::status:
        return tr("HTTP");
    case LogColumn::took:
        return tr("took");
    case LogColumn::firstToken:
        return tr("first token");
    case LogColumn::input:
        return tr("in");
    case LogColumn::output:
        return tr("out");
    case LogColumn::cached:
        return tr("cached");
    case LogColumn::reasoning:
        return tr("reasoning");
    case LogColumn::cost:
        return tr("cost");
    case LogColumn::error:
        return tr("error");
    case LogColumn::message:
        return tr("message");
    case LogColumn::request:
        return tr("request id");
    }
    Q_UNREACHABLE_RETURN({});
}

QString columnToolTip(LogColumn column)
{
    switch (column) {
    case LogColumn::time:
        return tr("When it was sent, in local time");
    case LogColumn::attempt:
        return tr("Which try of its cell it was; 0 for an answer from the cache");
    case LogColumn::outcome:
        return tr("What came of the request. Whether the answer was right stands on the Results page.");
    case LogColumn::status:
        return tr("The status of the HTTP answer; – when none came");
    case LogColumn::took:
        return tr("From the request to the end of the answer");
    case LogColumn::firstToken:
        return tr("From the request to the first piece of the answer");
    case LogColumn::input:
        return tr("Input tokens, with those from the provider's cache; ≈ when the provider did not tell");
    case LogColumn::output:
        return tr("Output tokens, with reasoning");
    case LogColumn::cached:
        return tr("Input tokens that the provider read from its own cache");
    case LogColumn::reasoning:
        return tr("Output tokens that were reasoning");
    case LogColumn::cost:
        return tr("– when the model has no price or the end was not seen");
    case LogColumn::message:
        return tr("What the provider said, without keys");
    case LogColumn::request:
        return tr("The provider's own name of the request: its support asks for it");
    case LogColumn::item:
    case LogColumn::version:
    case LogColumn::model:
    case LogColumn::error:
        break;
    }
    return {};
}

bool isNumber(LogColumn column)
{
    return column == LogColumn::attempt || (column >= LogColumn::status && column <= LogColumn::cost);
}

QString kindTitle(LogKind kind)
{
    switch (kind) {
    case LogKind::all:
        return tr("all");
    case LogKind::ok:
        return tr("answered");
    case LogKind::retried:
        return tr("retried");
    case LogKind::failed:
        return tr("failed");
    case LogKind::unknown:
        return tr("maybe billed");
    case LogKind::underWay:
        return tr("under way");
    case LogKind::cached:
        return tr("from cache");
    case LogKind::rateLimited:
        return tr("rate limited");
    case LogKind::timedOut:
        return tr("timed out");
    case LogKind::truncated:
        return tr("cut off");
    }
    Q_UNREACHABLE_RETURN({});
}

QString kindToolTip(LogKind kind)
{
    switch (kind) {
    case LogKind::all:
        return tr("Every request of the run");
    case LogKind::ok:
        return tr("A whole answer came");
    case LogKind::retried:
        return tr("Second and later tries of a cell");
    case LogKind::failed:
        return tr("Without a whole answer");
    case LogKind::unknown:
        return tr("Nobody knows whether they were billed: their end was not seen, or they broke off");
    case LogKind::underWay:
        return tr("Sent, and waited for");
    case LogKind::cached:
        return tr("The answer was in the workspace: nothing was sent, nothing was paid");
    case LogKind::rateLimited:
        return tr("Refused as too many");
    case LogKind::timedOut:
        return tr("No answer in time");
    case LogKind::truncated:
        return tr("The answer was cut off by the cap on output");
    }
    Q_UNREACHABLE_RETURN({});
}

QString wholeTime(UtcTime time)
{
    const QDateTime local = QDateTime::fromMSecsSinceEpoch(toUnixMs(time));
    return QLocale().toString(local.date(), QLocale::ShortFormat) + u" "_s + local.time().toString(u"HH:mm:ss.zzz"_s);
}

Tone gistTone(const run::AttemptRecord &record)
{
    return attemptWords(record).tone;
}

QString gist(const run::AttemptRecord &record, LogColumn column)
{
    const run::Attempt &attempt = record.attempt;
    switch (column) {
    case LogColumn::time:
        return QDateTime::fromMSecsSinceEpoch(toUnixMs(attempt.startedAt)).time().toString(u"HH:mm:ss.zzz"_s);
    case LogColumn::item:
        return format::oneLine(record.itemKey, kLineLength);
    case LogColumn::version:
        return record.version;
    case LogColumn::model:
        return record.model;
    case LogColumn::attempt:
        return QString::number(attempt.number);
    case LogColumn::outcome: {
        const AttemptWords words = attemptWords(record);
        return theme::mark(words.tone) + u" "_s + words.text;
    }
    case LogColumn::status:
        return attempt.httpStatus == 0 ? unknown() : QString::number(attempt.httpStatus);
    case LogColumn::took:
        return attempt.state == run::Attempt::State::sent || record.isCached() ? unknown() : format::duration(attempt.duration, true);
    case LogColumn::firstToken:
        return attempt.timeToFirstToken ? format::duration(*attempt.timeToFirstToken, true) : unknown();
    case LogColumn::input:
        return tokensText(record.usage, &tokens::Usage::input);
    case LogColumn::output:
        return tokensText(record.usage, &tokens::Usage::output);
    case LogColumn::cached:
        return tokensText(record.usage, &tokens::Usage::inputCached);
    case LogColumn::reasoning:
        return tokensText(record.usage, &tokens::Usage::reasoning);
    case LogColumn::cost:
        return attempt.cost ? format::money(*attempt.cost) : unknown();
    case LogColumn::error:
        return attempt.errorKind ? assay::toText(*attempt.errorKind) : QString();
    case LogColumn::message:
        return format::oneLine(attemptMessage(attempt), kLineLength);
    case LogColumn::request:
        return format::oneLine(attempt.requestId, kLineLength);
    }
    Q_UNREACHABLE_RETURN({});
}

QString gistToolTip(const run::AttemptRecord &record, LogColumn column)
{
    switch (column) {
    case LogColumn::time:
        return wholeTime(record.attempt.startedAt);
    case LogColumn::item:
        return format::toolTip(record.itemKey);
    case LogColumn::outcome:
        return format::toolTip(attemptExplanation(record));
    case LogColumn::message:
        return format::toolTip(record.attempt.errorMessage);
    case LogColumn::request:
        return format::toolTip(record.attempt.requestId);
    default:
        return {};
    }
}

} // namespace assay::ui
