// SPDX-License-Identifier: GPL-3.0-or-later
// The month's cap over several programs, with kills in the middle: what the server charged, counted by its requests, never passes it, and the
// ledger never says less than was charged.
#include "core/base/json.h"
#include "core/base/money.h"
#include "tests/cli/smalljob.h"
#include "tests/support/openaianswers.h"

#include <QFile>

#include <csignal>
#include <random>

using namespace assay;
using namespace assay::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kItems = 60;
const QStringList kPriced{u"--concurrency"_s, u"64"_s, u"--input-price"_s, u"1000"_s, u"--output-price"_s, u"1000"_s};
const Money kCharge = Money::fromMicroUsd(8'000); // 5 tokens in and 3 out, at 1,000 micro-dollars each

LoopbackReply slowAnswer(const LoopbackRequest &)
{
    LoopbackReply reply = streamedAnswer(u"ok"_s, 3, 10ms, {.input = 5, .output = 3});
    reply.delay = 20ms;
    return reply;
}

struct Counted {
    Money spent;
    Money reserved;
    Money reservedByDead;
};

Money amountOf(const Json &json, const char *name)
{
    return Money::fromDecimal(toQString(json.at(name))).value();
}

Counted countedBy(const Program &assay)
{
    const Ended told = assay.run({u"budget"_s, u"--json"_s});
    const auto json = parseJson(QByteArrayView(told.out));
    if (told.code != 0 || !json)
        qFatal("%s%s", told.out.constData(), told.err.constData());
    return {amountOf(*json, "spentUsd"), amountOf(*json, "reservedUsd"), amountOf(*json, "reservedByDeadUsd")};
}

QStringList runOf(const QString &workspace, bool isResumed)
{
    if (isResumed)
        return {u"run"_s, workspace, u"--resume"_s, u"last"_s};
    QStringList arguments = runArguments({u"--cache"_s, u"off"_s});
    arguments[1] = workspace;
    return arguments;
}

} // namespace

class TestMonthCap : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aTestCallIsUnderTheCapToo()
    {
        const LoopbackServer server(slowAnswer);
        const Program assay;
        QVERIFY(makeWorkspace(assay, server, 1, kPriced));
        const QStringList test{u"model"_s, kWorkspace, u"--name"_s, u"m"_s, u"--test"_s};
        QCOMPARE(assay.run({u"budget"_s, u"--month-cap"_s, u"0.001"_s}).code, 0);
        const Ended refused = assay.run(test);
        const QByteArray said = refused.err + refused.out;
        QVERIFY2(refused.code != 0 && said.contains("month's cap"), said.constData());
        QCOMPARE(server.requestCount(), 0);
        QCOMPARE(assay.run({u"budget"_s, u"--month-cap"_s, u"1"_s}).code, 0);
        QCOMPARE(assay.run(test).code, 0);
        const Counted counted = countedBy(assay);
        QCOMPARE(counted.spent, kCharge);
        QCOMPARE(counted.reserved, Money());
    }

    void killsAndCompanyNeverPassTheCap_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 4; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }

    void killsAndCompanyNeverPassTheCap()
    {
        QFETCH(const quint32, seed);
        std::mt19937 random(seed);
        const LoopbackServer server(slowAnswer);
        const Program assay;
        QVERIFY(makeWorkspace(assay, server, kItems, kPriced));
        const QStringList workspaces{kWorkspace, u"other.assay"_s};
        QVERIFY(QFile::copy(assay.path(workspaces.first()), assay.path(workspaces.last())));
        const Money cap = kCharge * static_cast<qint64>(60 + random() % 50) + Money::fromMicroUsd(static_cast<qint64>(random() % 8'000));
        QCOMPARE(assay.run({u"budget"_s, u"--month-cap"_s, cap.toDecimal()}).code, 0);
        const auto checkCounts = [&] {
            const Money charged = kCharge * server.requestCount();
            const Counted counted = countedBy(assay);
            const QString told = u"charged %1, counted %2 + %3, cap %4"_s.arg(charged.toDecimal(), counted.spent.toDecimal(), counted.reserved.toDecimal(), cap.toDecimal());
            QVERIFY2(charged <= counted.spent + counted.reserved, qPrintable(told));
            QVERIFY2(counted.spent + counted.reserved <= cap, qPrintable(told));
            QVERIFY2(kCharge * server.requestCount() <= cap, qPrintable(told));
        };
        std::array<bool, 2> isBegun{};
        for (int kill = 0; kill < 4; ++kill) {
            std::array<std::unique_ptr<QProcess>, 2> running;
            const int enough = server.requestCount() + 1 + static_cast<int>(random() % 12);
            for (std::size_t i = 0; i < running.size(); ++i)
                running[i] = assay.start(runOf(workspaces.at(static_cast<qsizetype>(i)), std::exchange(isBegun[i], true)));
            const auto haveEnded = [&] { return std::ranges::all_of(running, [](const auto &process) { return process->state() == QProcess::NotRunning; }); };
            QTRY_VERIFY_WITH_TIMEOUT(server.requestCount() >= enough || haveEnded(), 60'000);
            checkCounts();
            for (const auto &process : running) {
                if (process->state() != QProcess::NotRunning)
                    ::kill(static_cast<pid_t>(process->processId()), SIGKILL);
                static_cast<void>(Program::endOf(*process));
            }
            QTRY_COMPARE(server.openRequests(), 0);
            checkCounts();
            // Killed before its run was stored: there is nothing to go on with.
            for (std::size_t i = 0; i < isBegun.size(); ++i)
                isBegun[i] = rawColumn(assay.path(workspaces.at(static_cast<qsizetype>(i))), u"SELECT count(*) FROM runs"_s).first() != u"0";
        }
        for (std::size_t i = 0; i < isBegun.size(); ++i) {
            const Ended ended = assay.run(runOf(workspaces.at(static_cast<qsizetype>(i)), isBegun[i]));
            QVERIFY2(ended.code == 3, ended.err.constData());
            QVERIFY2(ended.err.contains("the month's cap of $"), ended.err.constData());
        }
        checkCounts();
        // Nobody died holding anything that its journal could not settle.
        const Counted counted = countedBy(assay);
        QCOMPARE(counted.reserved, Money());
        QVERIFY(server.requestCount() > 0);
    }

    void sixtyFourAtOnceStayUnderTheCapToTheEnd()
    {
        const LoopbackServer server(slowAnswer);
        const Program assay;
        QVERIFY(makeWorkspace(assay, server, kItems, kPriced));
        const Money cap = Money::fromMicroUsd(500'001);
        QCOMPARE(assay.run({u"budget"_s, u"--month-cap"_s, cap.toDecimal()}).code, 0);
        const Ended capped = assay.run(runArguments());
        QCOMPARE(capped.code, 3);
        QVERIFY2(capped.err.contains("% of the month's cap of $0.500001 is spent"), capped.err.constData());
        const Money charged = kCharge * server.requestCount();
        QCOMPARE(countedBy(assay).spent, charged);
        QVERIFY(charged <= cap);
        QVERIFY(charged > cap - Money::fromMicroUsd(60'000)); // less than a worst case is left

        QCOMPARE(assay.run({u"budget"_s, u"--month-cap"_s, u"50"_s}).code, 0);
        QCOMPARE(assay.run(runOf(kWorkspace, true)).code, 0);
        QCOMPARE(countedBy(assay).spent, kCharge * 2 * kItems);
        QCOMPARE(server.requestCount(), 2 * kItems);
    }

    void whatMayHaveBeenBilledIsListed()
    {
        const LoopbackServer server([](const LoopbackRequest &) { return LoopbackReply::stallWithoutAnswer(); });
        const Program assay;
        QVERIFY(makeWorkspace(assay, server, kItems, {u"--concurrency"_s, u"3"_s, u"--input-price"_s, u"1000"_s, u"--output-price"_s, u"1000"_s}));
        const auto running = assay.start(runArguments());
        QTRY_COMPARE_WITH_TIMEOUT(server.requestCount(), 3, 60'000);
        ::kill(static_cast<pid_t>(running->processId()), SIGKILL);
        static_cast<void>(Program::endOf(*running));
        const Counted dead = countedBy(assay);
        QVERIFY(dead.reservedByDead > Money());
        const Ended listed = assay.run({u"budget"_s});
        QVERIFY2(listed.out.contains("died") && listed.out.contains("w.assay") && listed.out.contains("assay budget release"), listed.out.constData());

        const auto resumed = assay.start(runOf(kWorkspace, true));
        QTRY_COMPARE_WITH_TIMEOUT(server.requestCount(), 6, 60'000);
        ::kill(static_cast<pid_t>(resumed->processId()), SIGINT);
        const Ended stopped = Program::endOf(*resumed);
        // One more can have been on record for the place that would be free next: nobody knows that it never left.
        const int lost = stopped.err.contains("4 calls may have been billed") ? 4 : 3;
        const auto said = [](int calls) { return QByteArray(QByteArray::number(calls) + " calls may have been billed without an answer: up to $"); };
        QVERIFY2(stopped.err.contains(said(lost)), stopped.err.constData());
        QVERIFY2(stopped.err.contains(said(lost + 3)), stopped.err.constData());
        const Ended log = assay.run({u"log"_s, kWorkspace, u"last"_s, u"--unknown"_s});
        QCOMPARE(log.out.count('\n'), lost + 3);
        QCOMPARE(log.out.count("nobody saw its end"), lost);
        QCOMPARE(log.out.count("it broke off"), 3);
        QVERIFY2(log.out.contains("i-000") || log.out.contains("i-0"), log.out.constData());
        const Ended lines = assay.run({u"log"_s, kWorkspace, u"last"_s, u"--unknown"_s, u"--format"_s, u"jsonl"_s});
        QCOMPARE(lines.out.count("worstCostUsd"), lost + 3);

        const Ended released = assay.run({u"budget"_s, u"release"_s});
        QVERIFY2(released.out.contains("No run that died"), released.out.constData());
        QCOMPARE(countedBy(assay).reservedByDead, Money());
    }

    void theUserMayReleaseWhatADeadRunHolds()
    {
        const LoopbackServer server([](const LoopbackRequest &) { return LoopbackReply::stallWithoutAnswer(); });
        const Program assay;
        QVERIFY(makeWorkspace(assay, server, kItems, kPriced));
        const auto running = assay.start(runArguments());
        QTRY_VERIFY_WITH_TIMEOUT(server.requestCount() >= 1, 60'000);
        const Ended tooEarly = assay.run({u"budget"_s, u"release"_s, u"1"_s});
        QCOMPARE(tooEarly.code, 2);
        QVERIFY2(tooEarly.err.contains("in use by a run that goes on"), tooEarly.err.constData());
        ::kill(static_cast<pid_t>(running->processId()), SIGKILL);
        static_cast<void>(Program::endOf(*running));
        const Ended released = assay.run({u"budget"_s, u"release"_s, u"1"_s});
        QVERIFY2(released.out.contains("1 reservation is no longer counted"), released.out.constData());
        QCOMPARE(countedBy(assay).reserved, Money());
    }

    void simulatedMoneyDoesNotCount()
    {
        const LoopbackServer server(slowAnswer);
        const Program assay;
        QVERIFY(makeWorkspace(assay, server, 3));
        QCOMPARE(assay.run({u"model"_s, kWorkspace, u"--simulated"_s}).code, 0);
        QCOMPARE(assay.run({u"budget"_s, u"--month-cap"_s, u"0.000001"_s}).code, 0);
        const Ended simulated = assay.run({u"run"_s, kWorkspace, u"--set"_s, u"items"_s, u"--prompt"_s, u"p@1"_s, u"--model"_s, u"sim-small"_s});
        QVERIFY2(simulated.code == 0, simulated.err.constData());
        QCOMPARE(countedBy(assay).spent, Money());
    }

    void aCapAndAModelWithoutAPriceDoNotGoTogether()
    {
        const LoopbackServer server(slowAnswer);
        const Program assay;
        QVERIFY(makeWorkspace(assay, server, 3));
        QCOMPARE(assay.run({u"budget"_s, u"--month-cap"_s, u"5"_s}).code, 0);
        const Ended refused = assay.run(runArguments());
        QCOMPARE(refused.code, 2);
        QVERIFY2(refused.err.contains("has no price, so the month's cap of $5 cannot be kept"), refused.err.constData());
        QCOMPARE(server.requestCount(), 0);
        QCOMPARE(assay.run({u"budget"_s, u"--no-month-cap"_s}).code, 0);
        QCOMPARE(assay.run(runArguments()).code, 0);
        const Ended told = assay.run({u"budget"_s});
        QVERIFY2(told.out.contains("cost unknown for 6 of them"), told.out.constData());
    }

    void aLedgerThatCannotBeWrittenStopsPaidCallsUnderACap()
    {
        const LoopbackServer server(slowAnswer);
        const Program assay;
        QVERIFY(makeWorkspace(assay, server, 3, kPriced));
        const Ended first = assay.run(runArguments({u"--cache"_s, u"off"_s}));
        QCOMPARE(first.code, 0);
        const QString ledger = QFile::exists(assay.path(u"assay/assay/spending.db"_s)) ? u"assay/assay/spending.db"_s : u"assay/spending.db"_s;
        assay.write(ledger, QByteArray(8'192, 'x'));
        const int before = server.requestCount();
        const Ended uncapped = assay.run(runArguments({u"--cache"_s, u"off"_s}));
        QVERIFY2(uncapped.code == 0, uncapped.err.constData());
        QVERIFY2(uncapped.err.contains("is not in the month's ledger"), uncapped.err.constData());
        QCOMPARE(server.requestCount(), before + 6);
        QCOMPARE(assay.run({u"settings"_s, u"set"_s, u"budget.month-cap-usd"_s, u"5"_s}).code, 0);
        const Ended capped = assay.run(runArguments({u"--cache"_s, u"off"_s}));
        QCOMPARE(capped.code, 3);
        QVERIFY2(capped.err.contains("no paid call can leave under the month's cap of $5") && capped.err.contains("spending.db"), capped.err.constData());
        QCOMPARE(server.requestCount(), before + 6);
    }

    void anOldKeyIsRemindedOf()
    {
        Program assay;
        assay.setVariable(u"MY_KEY"_s, u"sk-canary-0123456789"_s);
        const Ended first = assay.run({u"key"_s, u"test"_s, u"env:MY_KEY"_s});
        QVERIFY2(first.code == 0 && first.err.contains("env:MY_KEY: first seen on "), first.err.constData());
        QVERIFY2(!first.err.contains("days ago"), first.err.constData());
        // As if that had been long ago.
        const QString dates = QFile::exists(assay.path(u"assay/assay/key-dates.json"_s)) ? u"assay/assay/key-dates.json"_s : u"assay/key-dates.json"_s;
        QByteArray kept = assay.read(dates);
        QVERIFY(!kept.contains("canary"));
        kept.replace(QDate::currentDate().toString(Qt::ISODate).toUtf8(), QDate::currentDate().addDays(-95).toString(Qt::ISODate).toUtf8());
        assay.write(dates, kept);
        const Ended later = assay.run({u"key"_s, u"test"_s, u"env:MY_KEY"_s});
        QVERIFY2(later.err.contains("was first seen 95 days ago"), later.err.constData());
        QVERIFY(makeWorkspace(assay, LoopbackServer(slowAnswer), 1));
        const Ended model = assay.run({u"model"_s, kWorkspace, u"--name"_s, u"k"_s, u"--kind"_s, u"openai"_s, u"--key"_s, u"env:MY_KEY"_s});
        QVERIFY2(model.code == 0 && model.err.contains("was first seen 95 days ago"), model.err.constData());
        QCOMPARE(assay.run({u"settings"_s, u"set"_s, u"keys.old-after-days"_s, u"120"_s}).code, 0);
        QVERIFY(!assay.run({u"key"_s, u"test"_s, u"env:MY_KEY"_s}).err.contains("days ago"));
        assay.setVariable(u"MY_KEY"_s, u"sk-another-0123456789"_s);
        QVERIFY(assay.run({u"key"_s, u"test"_s, u"env:MY_KEY"_s}).err.contains(QDate::currentDate().toString(Qt::ISODate).toUtf8()));
    }

    void settingsAreListedChangedAndReset()
    {
        const Program assay;
        const Ended list = assay.run({u"settings"_s});
        QCOMPARE(list.code, 0);
        for (const char *name : {"budget.month-cap-usd", "keys.old-after-days", "notifications.desktop"})
            QVERIFY2(list.out.contains(name), name);
        QCOMPARE(assay.run({u"settings"_s, u"get"_s, u"keys.old-after-days"_s}).out, QByteArray("90\n"));
        QCOMPARE(assay.run({u"settings"_s, u"set"_s, u"keys.old-after-days"_s, u"30"_s}).code, 0);
        QCOMPARE(assay.run({u"settings"_s, u"get"_s, u"keys.old-after-days"_s}).out, QByteArray("30\n"));
        const Ended refused = assay.run({u"settings"_s, u"set"_s, u"keys.old-after-days"_s, u"soon"_s});
        QCOMPARE(refused.code, 2);
        QVERIFY2(refused.err.contains("a whole number from 1 to 3650"), refused.err.constData());
        QCOMPARE(assay.run({u"settings"_s, u"reset"_s, u"keys.old-after-days"_s}).code, 0);
        QCOMPARE(assay.run({u"settings"_s, u"get"_s, u"keys.old-after-days"_s}).out, QByteArray("90\n"));
        const Ended unknown = assay.run({u"settings"_s, u"get"_s, u"month.cap"_s});
        QCOMPARE(unknown.code, 2);
        QVERIFY2(unknown.err.contains("budget.month-cap-usd"), unknown.err.constData());
    }
};

QTEST_GUILESS_MAIN(TestMonthCap)
#include "tst_monthcap.moc"
