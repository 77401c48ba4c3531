// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/watch.h"

#include <QTest>

using namespace assay;
using namespace assay::run;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

provider::Exchange answered(Milliseconds firstToken = 100ms)
{
    provider::Exchange exchange{.result = provider::Completion()};
    exchange.result->finish = provider::FinishReason::completed;
    exchange.result->text = u"ok"_s;
    exchange.timeToFirstToken = firstToken;
    return exchange;
}

provider::Exchange failed(ErrorKind kind = ErrorKind::serverError)
{
    return {.result = fail(kind, u"no"_s)};
}

QStringList noteMany(Watch &watch, const provider::Exchange &exchange, int times, bool isRetry = false)
{
    QStringList texts;
    for (int i = 0; i < times; ++i)
        texts += watch.note(exchange, isRetry);
    return texts;
}

} // namespace

class TestWatch : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aCleanRunTellsNothing()
    {
        Watch watch(u"m"_s);
        QVERIFY(noteMany(watch, answered(), 500).isEmpty());
    }

    void manyRetriesAreToldOnce()
    {
        Watch watch(u"m"_s);
        QVERIFY(noteMany(watch, answered(), 38).isEmpty());
        QVERIFY(noteMany(watch, answered(), 2, true).isEmpty());
        const QStringList told = noteMany(watch, answered(), 10, true);
        QCOMPARE(told.size(), 1);
        QVERIFY2(told.first().startsWith(u"m: 7 % of the calls are retries"_s), qPrintable(told.first()));
    }

    void manyErrorsAreTold()
    {
        Watch watch(u"m"_s);
        QVERIFY(noteMany(watch, answered(), 16).isEmpty());
        QVERIFY(noteMany(watch, failed(), 4).isEmpty());
        QCOMPARE(noteMany(watch, failed(), 4).size(), 1);
    }

    void whatTheUserStoppedIsNoError()
    {
        Watch watch(u"m"_s);
        QVERIFY(noteMany(watch, failed(ErrorKind::cancelled), 100).isEmpty());
    }

    void aSlowFirstTokenIsTold()
    {
        Watch watch(u"m"_s);
        QVERIFY(noteMany(watch, answered(300ms), 20).isEmpty());
        QVERIFY(watch.note(answered(1'500ms), false).isEmpty());
        QCOMPARE(watch.note(answered(1'600ms), false), QStringList{u"m: a first token took 1.6 s, more than five times the median of 0.3 s"_s});
        QVERIFY(watch.note(answered(9'000ms), false).isEmpty());
        Watch quick(u"q"_s);
        QVERIFY(noteMany(quick, answered(1ms), 20).isEmpty());
        QVERIFY(quick.note(answered(900ms), false).isEmpty());
    }

    void aFingerprintThatChangesIsTold()
    {
        Watch watch(u"m"_s);
        provider::Exchange exchange = answered();
        exchange.result->fingerprint = u"fp_1"_s;
        QVERIFY(noteMany(watch, exchange, 3).isEmpty());
        QVERIFY(watch.note(answered(), false).isEmpty());
        exchange.result->fingerprint = u"fp_2"_s;
        const QStringList told = watch.note(exchange, false);
        QCOMPARE(told.size(), 1);
        QVERIFY(told.first().contains(u"from fp_1 to fp_2"_s));
    }

    void answersThatWereCutOffAreTold()
    {
        Watch watch(u"m"_s);
        provider::Exchange exchange = answered();
        exchange.result->finish = provider::FinishReason::length;
        QVERIFY(watch.note(exchange, false).first().contains(u"cut off"_s));
        exchange.result->text.clear();
        exchange.result->usage = tokens::Usage{.input = 5, .output = 10, .reasoning = 10};
        QVERIFY(watch.note(exchange, false).first().contains(u"nothing but reasoning"_s));
        QVERIFY(noteMany(watch, exchange, 10).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestWatch)
#include "tst_watch.moc"
