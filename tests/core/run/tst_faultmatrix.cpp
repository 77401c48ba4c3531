// SPDX-License-Identifier: GPL-3.0-or-later
// Every fault of every API, streamed and not, through the whole engine with a real workspace: what the server counted and billed is what the
// journal tells, each cell ends as it should and says why, and nothing is left behind.
#include "tests/support/faults/faultrun.h"

#include <QDir>
#include <QTest>

#include <sys/resource.h>

using namespace assay;
using namespace assay::run;
using namespace assay::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int kAhead = 4; // runs at once
const QStringList kMarks{u"always"_s, u"once"_s, u"never"_s};

enum class Way {
    passes,     ///< the fault does no harm
    ungraded,   ///< answered, without the text that was asked for
    retried,    ///< a second try helps, if the fault has gone by then
    refused,    ///< asked once, never again
    stopsModel, ///< likewise, and no other cell of the model is asked
    byClock     ///< a clock ends each call; nothing else would
};

struct Expected {
    Way way = Way::passes;
    ErrorKind kind = ErrorKind::internal;
    QString says; ///< part of the reason
};

const QHash<ErrorKind, QString> &hints()
{
    static const QHash<ErrorKind, QString> all{
        {ErrorKind::rateLimit, u"Lower the model's concurrency|Resume the run then: the provider asks to wait for 1440 min"_s},
        {ErrorKind::quota, u"Check the account's credit"_s},
        {ErrorKind::auth, u"Check the provider's key source"_s},
        {ErrorKind::contextTooLong, u"Shorten the prompt or the item"_s},
        {ErrorKind::contentFilter, u"change the item or the prompt"_s},
        {ErrorKind::badRequest, u"the base URL|Check the prompt version's parameters"_s},
        {ErrorKind::malformed, u"Check that the base URL belongs to a"_s},
        {ErrorKind::tooLarge, u"Check that the base URL belongs to a"_s},
        {ErrorKind::timeout, u"raise the provider's option"_s},
        {ErrorKind::reset, u"may have been billed"_s},
        {ErrorKind::serverError, u"Run it again later"_s},
        {ErrorKind::overloaded, u"Run it again later"_s},
    };
    return all;
}

const QHash<QString, Expected> &table()
{
    const auto words = [](const QString &name) { return QString::fromUtf8(faultWords(name)); };
    const QString broke = u"broke before the answer was whole"_s;
    const QString silence = u"Nothing came from"_s;
    const QString tooLong = u"was not whole after"_s;
    static const QHash<QString, Expected> all = [&] {
        QHash<QString, Expected> rows{
            {u"finish-refused"_s, {Way::ungraded, {}, {}}},
            {u"stall-before-the-head"_s, {Way::byClock, ErrorKind::timeout, silence}},
            {u"stall-in-the-head"_s, {Way::byClock, ErrorKind::timeout, silence}},
            {u"stall-in-the-body"_s, {Way::byClock, ErrorKind::timeout, silence}},
            {u"keep-alive-and-nothing-else"_s, {Way::byClock, ErrorKind::timeout, tooLong}},
            {u"a-byte-now-and-then-for-ever"_s, {Way::byClock, ErrorKind::timeout, tooLong}},
            {u"reset-before-the-head"_s, {Way::retried, ErrorKind::reset, broke}},
            {u"closed-without-an-answer"_s, {Way::retried, ErrorKind::reset, broke}},
            {u"cut-in-the-head"_s, {Way::retried, ErrorKind::reset, broke}},
            {u"cut-in-the-body"_s, {Way::retried, ErrorKind::reset, broke}},
            {u"reset-in-the-body"_s, {Way::retried, ErrorKind::reset, broke}},
            {u"chunk-that-is-none"_s, {Way::retried, ErrorKind::reset, u"before the answer was whole"_s}},
            {u"words-for-json"_s, {Way::refused, ErrorKind::malformed, u"neither JSON nor a stream of events"_s}},
            {u"a-page-for-json"_s, {Way::refused, ErrorKind::malformed, u"is not JSON"_s}},
            {u"half-json"_s, {Way::refused, ErrorKind::malformed, u"is not a JSON object"_s}},
            {u"broken-json"_s, {Way::refused, ErrorKind::malformed, u"JSON"_s}},
            {u"json-of-another-kind"_s, {Way::refused, ErrorKind::malformed, u"The answer is JSON but"_s}},
            {u"binary"_s, {Way::refused, ErrorKind::malformed, u"neither JSON nor a stream of events"_s}},
            {u"nothing-at-all"_s, {Way::retried, ErrorKind::reset, u"ended before the answer was whole"_s}},
            {u"no-end-mark"_s, {Way::retried, ErrorKind::reset, u"ended before the answer was whole"_s}},
            {u"huge-line"_s, {Way::refused, ErrorKind::tooLarge, u"larger than"_s}},
            {u"redirect-elsewhere"_s, {Way::refused, ErrorKind::badRequest, u"it is not followed, since it would carry the key along"_s}},
            {u"redirect-to-nowhere"_s, {Way::refused, ErrorKind::badRequest, u"that names no place"_s}},
            {u"redirect-that-drops-the-body"_s, {Way::refused, ErrorKind::badRequest, u"would not send the same request again"_s}},
            {u"502-with-a-page"_s, {Way::retried, ErrorKind::serverError, u"status 502"_s}},
            {u"503-without-words"_s, {Way::retried, ErrorKind::overloaded, u"status 503"_s}},
            {u"529-without-words"_s, {Way::retried, ErrorKind::overloaded, u"status 529"_s}},
            {u"404-with-a-page"_s, {Way::refused, ErrorKind::badRequest, u"status 404"_s}},
            {u"rate-limit-for-ages"_s, {Way::stopsModel, ErrorKind::rateLimit, words(u"rate-limit-for-ages"_s)}},
            {u"error-in-mid-stream"_s, {Way::retried, ErrorKind::serverError, words(u"error-in-mid-stream"_s)}},
            {u"error-in-the-answer"_s, {Way::retried, ErrorKind::serverError, words(u"error-in-the-answer"_s)}},
            {u"quota"_s, {Way::stopsModel, ErrorKind::quota, words(u"quota"_s)}},
            {u"key-refused"_s, {Way::stopsModel, ErrorKind::auth, words(u"key-refused"_s)}},
            {u"forbidden"_s, {Way::stopsModel, ErrorKind::auth, words(u"forbidden"_s)}},
            {u"bad-request"_s, {Way::refused, ErrorKind::badRequest, words(u"bad-request"_s)}},
            {u"context-too-long"_s, {Way::refused, ErrorKind::contextTooLong, words(u"context-too-long"_s)}},
            {u"blocked"_s, {Way::refused, ErrorKind::contentFilter, words(u"blocked"_s)}},
            {u"server-error"_s, {Way::retried, ErrorKind::serverError, words(u"server-error"_s)}},
            {u"overloaded"_s, {Way::retried, ErrorKind::overloaded, words(u"overloaded"_s)}},
        };
        for (const QString &how :
            {u""_s, u"-in-seconds"_s, u"-in-parts-of-seconds"_s, u"-in-ms"_s, u"-until-a-date"_s, u"-until-a-date-gone-by"_s, u"-in-words"_s, u"-of-negative-length"_s})
            rows.insert(u"rate-limit"_s + how, {Way::retried, ErrorKind::rateLimit, words(u"rate-limit"_s + how)});
        for (const QString &sound : {u"sound"_s, u"late-head"_s, u"drip"_s, u"every-byte-alone"_s, u"unknown-events-and-fields"_s, u"two-end-marks"_s, u"cut-after-the-end-mark"_s,
                 u"cut-before-the-end-mark"_s, u"finish-length"_s, u"finish-filtered"_s, u"redirect-here"_s, u"late-usage"_s, u"no-usage"_s, u"usage-too-large"_s,
                 u"usage-beyond-all-bounds"_s, u"usage-negative"_s, u"usage-in-words"_s, u"usage-half-in-words"_s})
            rows.insert(sound, {});
        return rows;
    }();
    return all;
}

std::optional<Expected> expectedOf(const QString &fault, const ApiDialect &dialect, bool isStreamed)
{
    if (!table().contains(fault))
        return std::nullopt;
    Expected expected = table().value(fault);
    if (fault == u"half-json" && !isStreamed)
        expected = {Way::retried, ErrorKind::reset, u"broke off after"_s};
    if (fault == u"nothing-at-all" && !isStreamed)
        expected.says = u"answer"_s;
    if (fault == u"blocked" && dialect.name() == u"gemini")
        expected.says = u"The API blocked the prompt: PROHIBITED_CONTENT"_s;
    return expected;
}

/// What a Retry-After told, as far as it is known beforehand.
std::optional<Milliseconds> toldDelay(const QString &fault)
{
    static const QHash<QString, int> told{{u"rate-limit-in-seconds"_s, 1000}, {u"rate-limit-in-parts-of-seconds"_s, 250}, {u"rate-limit-in-ms"_s, 120},
        {u"rate-limit-until-a-date"_s, 1000}, {u"rate-limit-until-a-date-gone-by"_s, 0}, {u"rate-limit-for-ages"_s, 24 * 3600 * 1000}};
    return told.contains(fault) ? std::optional(Milliseconds(told.value(fault))) : std::nullopt;
}

bool isOfClock(const QString &fault)
{
    return table().value(fault).way == Way::byClock;
}

QString clocksOf(const QString &fault)
{
    return table().value(fault).says.startsWith(u"Nothing") ? uR"({"idleTimeoutMs":700,"totalTimeoutMs":90000})"_s : uR"({"idleTimeoutMs":90000,"totalTimeoutMs":1500})"_s;
}

// A sound call could be slower than a clock that is set short, so there all cells meet the fault.
QString choose(const AskedCell &asked)
{
    return isOfClock(asked.model) ? asked.model : FaultServer::byModelAndMark(asked);
}

struct Row {
    const ApiDialect *dialect = nullptr;
    bool isStreamed = true;

    [[nodiscard]] QString name() const { return u"%1, %2"_s.arg(dialect->name(), isStreamed ? u"streamed"_s : u"plain"_s); }
    [[nodiscard]] QStringList faults() const
    {
        QStringList possible;
        for (const Fault &fault : test::faults()) {
            if (fault.reply({.dialect = *dialect, .isStreamed = isStreamed, .path = "/x", .server = QUrl(u"http://127.0.0.1:1"_s), .key = {}}))
                possible.append(fault.name);
        }
        return possible;
    }
};

QList<Row> rows()
{
    QList<Row> all;
    for (const auto &dialect : apiDialects()) {
        for (const bool isStreamed : {true, false})
            all.append({.dialect = dialect.get(), .isStreamed = isStreamed});
    }
    return all;
}

FaultRunSpec specOf(const Row &row)
{
    FaultRunSpec spec{.dialect = row.dialect, .isStreamed = row.isStreamed, .models = row.faults(), .marks = kMarks, .budget = {}, .clocks = {}, .options = faultRunOptions()};
    for (const QString &fault : std::as_const(spec.models)) {
        if (isOfClock(fault))
            spec.clocks.insert(fault, clocksOf(fault));
    }
    return spec;
}

/// How one cell ends.
struct CellEnding {
    QString outcome = u"passed"_s; ///< "error reset"
    int attempts = 1;
};

CellEnding endingOf(const Expected &expected, const QString &mark)
{
    const bool isMet = mark == u"always" || expected.way == Way::byClock || (mark == u"once" && expected.way != Way::retried);
    const bool isAskedAgain = expected.way == Way::byClock || (expected.way == Way::retried && mark != u"never");
    const int attempts = isAskedAgain ? 2 : 1;
    if (!isMet || expected.way == Way::passes)
        return {.attempts = attempts};
    if (expected.way == Way::ungraded)
        return {.outcome = u"failed"_s};
    return {.outcome = QString((expected.way == Way::stopsModel ? u"skipped "_s : u"error "_s) + toText(expected.kind)), .attempts = attempts};
}

/// Of every cell by index; the cells of a model are asked one after the other, and none after the one that stops it.
QList<CellEnding> endings(const RunPlan &plan, const Row &row)
{
    QList<CellEnding> all(plan.cellCount());
    QSet<int> stopped;
    for (const int cell : plan.order()) {
        const CellKey key = plan.cellKey(cell);
        const Expected expected = *expectedOf(plan.models.at(key.model).model.apiName, *row.dialect, row.isStreamed);
        all[cell] = endingOf(expected, plan.set.items.at(key.item).key);
        if (stopped.contains(key.model))
            all[cell] = {.outcome = u"skipped "_s + toText(expected.kind), .attempts = 0};
        else if (all.at(cell).outcome.startsWith(u"skipped"))
            stopped.insert(key.model);
    }
    return all;
}

/// By the attempts of a cell. One that costs nothing was not billed; of any other the provider may have charged all that was reserved.
struct Spent {
    Money cost;
    Money atMost;

    void take(const Attempt &attempt)
    {
        const Money told = attempt.cost.value_or(Money());
        cost += told;
        atMost += told == Money() ? told : std::max(told, attempt.reserved);
    }
};

/// An attempt is put on record while it still waits to leave, and taken back when the model is stopped meanwhile.
bool hasLeft(const Attempt &attempt)
{
    return !(attempt.errorKind == ErrorKind::cancelled && attempt.duration == Milliseconds(0));
}

int entries(const QString &folder)
{
    return static_cast<int>(QDir(folder).entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot).size());
}

} // namespace

class TestFaultMatrix : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        // Both ends of some hundred connections are in this process.
        rlimit files{};
        getrlimit(RLIMIT_NOFILE, &files);
        files.rlim_cur = files.rlim_max;
        QCOMPARE(setrlimit(RLIMIT_NOFILE, &files), 0);
        QVERIFY(FaultRun(m_server, {.dialect = apiDialect(u"openai"), .models = {u"sound"_s}, .marks = {u"never"_s}, .budget = {}, .clocks = {}, .options = faultRunOptions()})
                .plan()
                .id.isValid());
        m_threads = entries(u"/proc/self/task"_s);
        m_files = entries(u"/proc/self/fd"_s);
        m_rows = rows();
        m_runs.resize(static_cast<std::size_t>(m_rows.size()));
    }

    void everyFaultHasAnExpectation()
    {
        QStringList names;
        for (const Fault &fault : faults()) {
            names.append(fault.name);
            QVERIFY2(table().contains(fault.name), qPrintable(fault.name));
        }
        QCOMPARE(names.removeDuplicates(), 0);
        QCOMPARE(names.size(), table().size());
    }

    void theJournalTellsWhatTheServerSaw_data()
    {
        QTest::addColumn<int>("row");
        for (int row = 0; row < m_rows.size(); ++row)
            QTest::newRow(qPrintable(m_rows.at(row).name())) << row;
    }

    void theJournalTellsWhatTheServerSaw()
    {
        QFETCH(const int, row);
        startUpTo(row + kAhead);
        FaultRun &run = *m_runs[static_cast<std::size_t>(row)];
        QVERIFY2(run.finish(), "the run hangs");
        // A model without a valid key ends its run as failed, and leaves the others alone.
        QCOMPARE(run.end().state, RunState::failed);
        m_wrong.clear();
        compareCells(m_rows.at(row), run);
        compareAttempts(run);
        QVERIFY2(m_wrong.isEmpty(), qPrintable(u"\n  "_s + m_wrong.join(u"\n  "_s)));
        m_runs[static_cast<std::size_t>(row)].reset();
    }

    void nothingIsLeft()
    {
        m_runs.clear();
        QCOMPARE(m_server.strays(), QStringList());
        QTRY_COMPARE(m_server.wire().openConnections(), 0);
        QTRY_COMPARE(entries(u"/proc/self/task"_s), m_threads);
        QTRY_COMPARE(entries(u"/proc/self/fd"_s), m_files);
    }

private:
    void startUpTo(int end)
    {
        for (int row = 0; row < std::min<int>(end, static_cast<int>(m_rows.size())); ++row) {
            if (m_isStarted.contains(row))
                continue;
            m_isStarted.insert(row);
            auto &run = m_runs[static_cast<std::size_t>(row)];
            run = std::make_unique<FaultRun>(m_server, specOf(m_rows.at(row)));
            run->start();
        }
    }

    void check(bool isRight, const QString &what)
    {
        if (!isRight)
            m_wrong.append(what);
    }

    void compareCells(const Row &row, const FaultRun &run)
    {
        const QMap<QString, FaultCell> served = m_server.cells();
        QHash<int, int> recorded;
        QHash<int, Spent> costs;
        for (const AttemptRecord &record : run.log()) {
            recorded[record.attempt.cell] += hasLeft(record.attempt);
            costs[record.attempt.cell].take(record.attempt);
        }
        const QList<CellEnding> expectedEndings = endings(run.plan(), row);
        for (const CellResult &result : run.cells()) {
            const CellEnding &ending = expectedEndings.at(result.cell);
            const QString fault = run.plan().models.at(result.key.model).model.apiName;
            const auto expected = *expectedOf(fault, *row.dialect, row.isStreamed);
            const FaultCell seen = served.value(run.cellName(result.key));
            const QString outcome
                = result.outcome ? QStringList{toText(*result.outcome), result.errorKind ? toText(*result.errorKind) : QString()}.join(u' ').trimmed() : u"open"_s;
            const QString name = fault + u'/' + result.itemKey + u": "_s;
            check(outcome == ending.outcome, name + u"%1 instead of %2 (%3)"_s.arg(outcome, ending.outcome, result.reason));
            check(recorded.value(result.cell) == seen.requests, name + u"%1 attempts on record, %2 requests at the server"_s.arg(recorded.value(result.cell)).arg(seen.requests));
            check(seen.requests == ending.attempts, name + u"asked %1 times instead of %2"_s.arg(seen.requests).arg(ending.attempts));
            check(seen.redirected == (fault == u"redirect-here" && result.itemKey != u"never"), name + u"%1 redirects"_s.arg(seen.redirected));
            compareMoney(name, fault, result, costs.value(result.cell), Money::fromMicroUsd(seen.tokens));
            compareReason(name, expected, result);
        }
    }

    // Told usage is believed; where nobody knows, what was reserved is enough.
    void compareMoney(const QString &name, const QString &fault, const CellResult &result, const Spent &spent, Money billed)
    {
        static const QStringList untold{u"no-usage"_s, u"usage-too-large"_s, u"usage-beyond-all-bounds"_s, u"usage-negative"_s, u"usage-in-words"_s, u"usage-half-in-words"_s};
        const bool isTold
            = (result.outcome == Outcome::passed || result.outcome == Outcome::failed) && result.attempts == 1 && !(untold.contains(fault) && result.itemKey != u"never");
        const bool isRight = isTold ? spent.cost == billed : spent.atMost >= billed;
        check(isRight, name + u"$%1 on record, $%2 at most, $%3 billed"_s.arg(spent.cost.toDecimal(), spent.atMost.toDecimal(), billed.toDecimal()));
        const Money ofCell = result.cost.value_or(Money());
        check(ofCell == spent.cost, name + u"the cell costs $%1, its attempts $%2"_s.arg(ofCell.toDecimal(), spent.cost.toDecimal()));
    }

    void compareReason(const QString &name, const Expected &expected, const CellResult &result)
    {
        if (!result.errorKind)
            return;
        check(result.reason.contains(expected.says), name + u"\"%1\" does not say \"%2\""_s.arg(result.reason, expected.says));
        const QStringList allowed = hints().value(*result.errorKind).split(u'|', Qt::SkipEmptyParts);
        check(std::ranges::any_of(allowed, [&](const QString &hint) { return result.reason.contains(hint); }), name + u"\"%1\" does not say what to do"_s.arg(result.reason));
    }

    // Nothing is left without an end, and a retry waits as long as it was told.
    void compareAttempts(const FaultRun &run)
    {
        std::map<std::pair<int, int>, Attempt> attempts;
        for (const AttemptRecord &record : run.log())
            attempts[{record.attempt.cell, record.attempt.number}] = record.attempt;
        for (const auto &[key, attempt] : attempts) {
            const QString fault = run.plan().models.at(run.plan().cellKey(attempt.cell).model).model.apiName;
            const QString name = u"%1, attempt %2 of cell %3: "_s.arg(fault).arg(attempt.number).arg(attempt.cell);
            check(attempt.state != Attempt::State::sent, name + u"has no end"_s);
            if (attempt.errorKind != ErrorKind::rateLimit)
                continue;
            const auto told = toldDelay(fault);
            const bool isTold = attempt.retryAfter.has_value() == told.has_value() && attempt.retryAfter.value_or(Milliseconds(0)) <= told.value_or(Milliseconds(0));
            check(isTold, name + u"told %1 ms"_s.arg(attempt.retryAfter.value_or(Milliseconds(-1)).count()));
            const auto next = attempts.find({key.first, key.second + 1});
            if (next == attempts.end() || !attempt.retryAfter)
                continue;
            const auto waited = std::chrono::duration_cast<Milliseconds>(next->second.startedAt - attempt.startedAt);
            check(waited >= *attempt.retryAfter, name + u"asked again after %1 of %2 ms"_s.arg(waited.count()).arg(attempt.retryAfter->count()));
        }
    }

    FaultServer m_server{&choose};
    QList<Row> m_rows;
    QSet<int> m_isStarted;
    std::vector<std::unique_ptr<FaultRun>> m_runs;
    QStringList m_wrong;
    int m_threads = 0;
    int m_files = 0;
};

QTEST_GUILESS_MAIN(TestFaultMatrix)
#include "tst_faultmatrix.moc"
