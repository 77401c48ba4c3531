// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/limits/retrypolicy.h"

#include <QTest>

using namespace assay;
using namespace assay::limits;
using namespace std::chrono_literals;

namespace {

Error errorOf(ErrorKind kind, std::optional<Milliseconds> told = {})
{
    return Error{.kind = kind, .message = {}, .hint = {}, .context = {}, .retryAfter = told};
}

} // namespace

class TestRetryPolicy : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onlyPassingTroubleIsTriedAgain_data()
    {
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<bool>("isRetried");
        const QList<ErrorKind> passing{ErrorKind::rateLimit, ErrorKind::overloaded, ErrorKind::serverError, ErrorKind::timeout, ErrorKind::reset, ErrorKind::connect};
        for (int value = 0; value <= static_cast<int>(ErrorKind::internal); ++value) {
            const auto kind = static_cast<ErrorKind>(value);
            QTest::newRow(qPrintable(toText(kind))) << kind << passing.contains(kind);
        }
    }

    void onlyPassingTroubleIsTriedAgain()
    {
        QFETCH(const ErrorKind, kind);
        QFETCH(const bool, isRetried);
        QCOMPARE(RetryPolicy().delayAfter(errorOf(kind), 1, 0.5).has_value(), isRetried);
    }

    void delaysDoubleUpToTheirCeiling()
    {
        const RetryPolicy policy{.maxAttempts = 20, .baseDelay = 500ms, .maxDelay = 60'000ms};
        const Error error = errorOf(ErrorKind::serverError);
        QCOMPARE(*policy.delayAfter(error, 1, 1.0), 500ms);
        QCOMPARE(*policy.delayAfter(error, 2, 1.0), 1'000ms);
        QCOMPARE(*policy.delayAfter(error, 4, 1.0), 4'000ms);
        QCOMPARE(*policy.delayAfter(error, 15, 1.0), 60'000ms);
        QCOMPARE(*policy.delayAfter(error, 3, 0.0), 0ms);
    }

    void whatTheProviderToldIsTheLeast()
    {
        const RetryPolicy policy;
        QCOMPARE(*policy.delayAfter(errorOf(ErrorKind::rateLimit, 7'000ms), 1, 0.0), 7'000ms);
        QVERIFY(*policy.delayAfter(errorOf(ErrorKind::rateLimit, 7'000ms), 1, 0.9) > 7'000ms);
        QCOMPARE(*policy.delayAfter(errorOf(ErrorKind::rateLimit, -5ms), 1, 0.0), 0ms);
    }

    void anAbsurdWaitEndsTheRetries() { QVERIFY(!RetryPolicy().delayAfter(errorOf(ErrorKind::rateLimit, 24h), 1, 0.5)); }

    void attemptsAreCapped()
    {
        const RetryPolicy policy{.maxAttempts = 3};
        QVERIFY(policy.delayAfter(errorOf(ErrorKind::reset), 2, 0.5));
        QVERIFY(!policy.delayAfter(errorOf(ErrorKind::reset), 3, 0.5));
    }
};

QTEST_GUILESS_MAIN(TestRetryPolicy)
#include "tst_retrypolicy.moc"
