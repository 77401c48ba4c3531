// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/loggedrun.h"

#include "core/store/journalrecords.h"
#include "core/store/runrepository.h"
#include "tests/support/workspacesamples.h"

namespace assay::test {

using namespace Qt::StringLiterals;

namespace {

constexpr Milliseconds kApart{137};

struct Recorder {
    store::Database &database;
    const run::RunPlan &plan;
    int cell;

    [[nodiscard]] UtcTime startOf(int number) const { return sampleTime(2) + kApart * cell + Milliseconds(3'000) * (number - 1); }

    [[nodiscard]] Result<void> start(int number) const
    {
        run::Attempt attempt = sentAttempt(cell, number);
        attempt.startedAt = startOf(number);
        return store::recordAttemptStarted(database, plan.id, attempt);
    }
    [[nodiscard]] Result<void> fail(int number, ErrorKind kind, int status, const QString &message, std::optional<Milliseconds> retryAfter = {}) const
    {
        run::Attempt attempt = failedAttempt(cell, number);
        attempt.startedAt = startOf(number);
        attempt.duration = Milliseconds(200 + cell % 97);
        attempt.errorKind = kind;
        attempt.httpStatus = status;
        attempt.errorMessage = message;
        attempt.retryAfter = retryAfter;
        return start(number).and_then([&] { return store::recordAttemptFailed(database, plan.id, attempt); });
    }
    [[nodiscard]] Result<void> answer(int number, run::Outcome outcome, provider::FinishReason finish = provider::FinishReason::completed) const
    {
        run::Attempt attempt = answeredAttempt(cell, number);
        attempt.startedAt = startOf(number);
        attempt.duration = Milliseconds(700 + cell % 911);
        run::Response response = sampleResponse(cell, number);
        response.completion.finish = finish;
        response.completion.finishRaw = finish == provider::FinishReason::length ? u"max_tokens"_s : u"stop"_s;
        return start(number).and_then([&] { return store::recordAttemptAnswered(database, plan.id, attempt, response); }).and_then([&] {
            return store::recordCellEnded(database, plan.id, sampleEnd(cell, outcome));
        });
    }
    [[nodiscard]] Result<void> takeFromCache() const
    {
        run::Response response = sampleResponse(cell, 0);
        response.sourceRun = plan.id.value;
        response.cost = Money();
        return store::recordCellCached(database, plan.id, response).and_then([&] { return store::recordCellEnded(database, plan.id, sampleEnd(cell, run::Outcome::passed)); });
    }
    [[nodiscard]] Result<void> giveUp() const
    {
        for (int number = 1; number <= 3; ++number) {
            if (const auto failed = fail(number, ErrorKind::serverError, 502, hostileMessage()); !failed)
                return failed;
        }
        return store::recordCellEnded(database, plan.id, sampleEnd(cell, run::Outcome::error));
    }

    [[nodiscard]] Result<void> record() const
    {
        switch (cell % kLoggedWays) {
        case 0:
            return fail(1, ErrorKind::rateLimit, 429, u"Rate limit reached for requests."_s, Milliseconds(1'500)).and_then([&] { return answer(2, run::Outcome::passed); });
        case 1:
            return fail(1, ErrorKind::timeout, 0, u"nothing came for 30 s"_s).and_then([&] { return answer(2, run::Outcome::passed); });
        case 2:
            return answer(1, run::Outcome::failed, provider::FinishReason::length);
        case 3:
            return takeFromCache();
        case 4:
            return start(1);
        case 5:
            return giveUp();
        case 6:
            return answer(1, run::Outcome::passed);
        default:
            return answer(1, run::Outcome::failed);
        }
    }
};

} // namespace

QString hostileMessage()
{
    return u"<img src=x onerror=alert(1)> <b>bad</b> gateway %1 %2 & \u202Egnp\n\nsecond line "_s + QString(600, u'x');
}

Result<run::RunPlan> storeLoggedRun(store::Database &database, const LoggedRun &size)
{
    const auto made = storeSamplePlan(database, size.items, size.repeats).and_then([&](const run::RunPlan &plan) { return store::RunRepository(database).create(plan); });
    if (!made)
        return made;
    for (int cell = 0; cell < made->cellCount(); ++cell) {
        if (const auto recorded = Recorder{database, *made, cell}.record(); !recorded)
            return std::unexpected(recorded.error());
    }
    const QList<run::RunEvent> events{{sampleTime(2), u"throttle"_s, u"small: 4 of 8 calls at once after a refusal"_s},
        {sampleTime(3), u"budget"_s, u"25 % of the budget of $2.5 is spent"_s},
        {sampleTime(4), u"warning"_s, u"local: 30 % of the calls failed; look at the reasons before the run goes on"_s}};
    for (const run::RunEvent &event : events) {
        if (const auto kept = store::recordEvent(database, made->id, event); !kept)
            return std::unexpected(kept.error());
    }
    return store::recordRunState(database, made->id, size.state, size.reason, sampleTime(5)).transform([&] { return *made; });
}

} // namespace assay::test
