// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/attemptwords.h"

#include "ui/format/format.h"

#include <QCoreApplication>

namespace assay::ui {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("attempts", text);
}

AttemptWords wordsOfAnswer(std::optional<provider::FinishReason> finish)
{
    switch (finish.value_or(provider::FinishReason::completed)) {
    case provider::FinishReason::length:
        return {Tone::error, tr("answered, cut off")};
    case provider::FinishReason::refusal:
        return {Tone::pass, tr("answered: the model refused")};
    case provider::FinishReason::contentFilter:
        return {Tone::error, tr("answered, filtered")};
    case provider::FinishReason::completed:
    case provider::FinishReason::stopSequence:
    case provider::FinishReason::toolCall:
    case provider::FinishReason::paused:
    case provider::FinishReason::unknown:
        return {Tone::pass, tr("answered")};
    }
    Q_UNREACHABLE_RETURN({});
}

} // namespace

AttemptWords attemptWords(const run::AttemptRecord &record)
{
    const run::Attempt &attempt = record.attempt;
    if (record.isCached())
        return {Tone::neutral, tr("from the cache")};
    switch (attempt.state) {
    case run::Attempt::State::answered:
        return wordsOfAnswer(record.finishReason);
    case run::Attempt::State::failed: {
        const QString what = attempt.errorKind ? format::errorTitle(*attempt.errorKind) : tr("failed");
        const bool isStopped = attempt.errorKind == ErrorKind::cancelled;
        return {isStopped ? Tone::skipped : Tone::fail, attempt.retryAfter ? tr("%1, wait %2").arg(what, format::duration(*attempt.retryAfter, true)) : what};
    }
    case run::Attempt::State::sent:
        if (record.mayHaveBeenBilled)
            return {Tone::error, tr("may have been billed")};
        return {Tone::running, record.batch.isEmpty() ? tr("under way") : tr("waits in a batch")};
    }
    Q_UNREACHABLE_RETURN({});
}

QString attemptExplanation(const run::AttemptRecord &record)
{
    if (record.isCached())
        return tr("The answer was in the workspace: nothing was sent, nothing was paid.");
    if (record.mayHaveBeenBilled && record.attempt.state == run::Attempt::State::failed)
        return tr("It broke off: the provider may have billed it.");
    if (record.mayHaveBeenBilled)
        return tr("It was sent, and nobody saw its end: the provider may have answered and billed it.");
    if (record.finishReason == provider::FinishReason::length)
        return tr("The answer was cut off by the cap on output; raise it if answers should end.");
    if (record.attempt.retryAfter)
        return tr("The provider asked to wait %1.").arg(format::duration(*record.attempt.retryAfter, true));
    return {};
}

QString attemptMessage(const run::Attempt &attempt)
{
    return attempt.errorMessage.simplified();
}

std::optional<Milliseconds> waitedBetween(const run::Attempt &attempt, const run::Attempt &next)
{
    const UtcTime end = attempt.startedAt + attempt.duration;
    if (attempt.state == run::Attempt::State::sent || next.startedAt < end)
        return std::nullopt;
    return next.startedAt - end;
}

} // namespace assay::ui
