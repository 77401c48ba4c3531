// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/openai/ratelimits.h"

#include <QTest>

using namespace assay;
using namespace assay::provider::openai;
using namespace Qt::StringLiterals;

namespace {

QString printed(const tokens::ToldLimit &told)
{
    const auto number = [](std::optional<qint64> value) { return value ? QString::number(*value) : u"-"_s; };
    return u"%1 %2 %3"_s.arg(number(told.limit), number(told.remaining), told.resetIn ? QString::number(told.resetIn->count()) : u"-"_s);
}

} // namespace

class TestRateLimits : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void headersMeanWhatTheirMakerSays_data()
    {
        QTest::addColumn<LimitHeaders>("style");
        QTest::addColumn<QList<std::pair<QByteArray, QByteArray>>>("headers");
        QTest::addColumn<QString>("expected"); // requests | tokens: limit, remaining, reset in ms
        using Headers = QList<std::pair<QByteArray, QByteArray>>;
        const Headers openAi{{"x-ratelimit-limit-requests", "100"}, {"x-ratelimit-remaining-requests", "9"}, {"x-ratelimit-reset-requests", "6m0s"},
            {"x-ratelimit-limit-tokens", "5000"}, {"x-ratelimit-remaining-tokens", "40"}, {"x-ratelimit-reset-tokens", "7.66s"}};
        Headers usedUp = openAi;
        usedUp[1].second = "0";
        QTest::newRow("of a minute") << LimitHeaders::minute << openAi << u"100 9 360000 | 5000 40 7660"_s;
        QTest::newRow("requests of a day") << LimitHeaders::dailyRequests << openAi << u"- - - | 5000 40 7660"_s;
        QTest::newRow("requests of a day, used up") << LimitHeaders::dailyRequests << usedUp << u"- 0 360000 | 5000 40 7660"_s;
        QTest::newRow("until a moment") << LimitHeaders::epoch << Headers{{"X-RateLimit-Limit", "20"}, {"X-RateLimit-Remaining", "0"}, {"X-RateLimit-Reset", "1000030000"}}
                                        << u"20 0 30000 | - - -"_s;
        QTest::newRow("until tomorrow") << LimitHeaders::epoch << Headers{{"X-RateLimit-Limit", "50"}, {"X-RateLimit-Remaining", "3"}, {"X-RateLimit-Reset", "1080000000"}}
                                        << u"- 3 80000000 | - - -"_s;
        QTest::newRow("until a moment that is over") << LimitHeaders::epoch << Headers{{"X-RateLimit-Limit", "50"}, {"X-RateLimit-Remaining", "3"}, {"X-RateLimit-Reset", "5"}}
                                                     << u"50 3 0 | - - -"_s;
        QTest::newRow("no moment") << LimitHeaders::epoch << Headers{{"X-RateLimit-Limit", "50"}} << u"- - - | - - -"_s;
        QTest::newRow("not meant") << LimitHeaders::none << openAi << u"- - - | - - -"_s;
    }

    void headersMeanWhatTheirMakerSays()
    {
        QFETCH(const LimitHeaders, style);
        using Headers = QList<std::pair<QByteArray, QByteArray>>;
        QFETCH(const Headers, headers);
        QHttpHeaders http;
        for (const auto &[name, value] : headers)
            http.append(QLatin1StringView(name), value);
        const tokens::ToldLimits told = limitsOf(style, http, utcFromUnixMs(1'000'000'000));
        QTEST(QString(printed(told.requests) + u" | " + printed(told.tokens)), "expected");
    }
};

QTEST_GUILESS_MAIN(TestRateLimits)
#include "tst_ratelimits.moc"
