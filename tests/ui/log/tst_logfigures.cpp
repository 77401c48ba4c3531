// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/format/plurals.h"
#include "ui/pages/log/logfigures.h"

#include <QTest>

using namespace assay;
using namespace assay::ui;
using namespace Qt::StringLiterals;

namespace {

run::AttemptRecord answered(int number, std::optional<Money> cost)
{
    run::AttemptRecord record;
    record.attempt.number = number;
    record.attempt.state = run::Attempt::State::answered;
    record.attempt.cost = cost;
    return record;
}

} // namespace

class TestLogFigures : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QCoreApplication::installTranslator(&m_plurals); }

    void whatCameFromTheCacheWasNotAsked()
    {
        const LogRecords records{answered(1, Money::fromMicroUsd(250'000)), answered(2, Money::fromMicroUsd(250'000)), answered(0, Money())};
        QCOMPARE(logFigures(records, 3), QStringList({u"2 requests"_s, u"$0.50"_s}));
    }

    void lessThanAllIsTold()
    {
        QCOMPARE(logFigures({answered(1, Money::fromMicroUsd(250'000)), answered(1, Money::fromMicroUsd(500'000))}, 1), QStringList({u"2 requests"_s, u"1 shown"_s, u"$0.75"_s}));
    }

    void anAnswerWithoutAPriceMakesTheSumUncertain()
    {
        QCOMPARE(logFigures({answered(1, Money::fromMicroUsd(500'000)), answered(1, {})}, 2), QStringList({u"2 requests"_s, u"$0.50 + unknown"_s}));
        run::AttemptRecord open = answered(1, {});
        open.attempt.state = run::Attempt::State::sent;
        QCOMPARE(logFigures({answered(1, Money::fromMicroUsd(500'000)), open}, 2).last(), u"$0.50"_s);
    }

private:
    format::EnglishPlurals m_plurals;
};

QTEST_MAIN(TestLogFigures)
#include "tst_logfigures.moc"
