// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/openai/usage.h"

#include <QTest>

using namespace assay;
using namespace assay::provider::openai;
using namespace Qt::StringLiterals;

class TestUsage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyServersUsageHasOneMeaning_data()
    {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("expected"); // input, cached, cache write, fresh, output, reasoning
        QTest::newRow("plain") << uR"({"prompt_tokens":9,"completion_tokens":2,"total_tokens":11})"_s << u"9 0 0 9 2 0"_s;
        QTest::newRow("OpenAI with details")
            << uR"({"prompt_tokens":1200,"completion_tokens":70,"total_tokens":1270,"prompt_tokens_details":{"cached_tokens":1024,"cache_write_tokens":100},"completion_tokens_details":{"reasoning_tokens":64}})"_s
            << u"1200 1024 100 76 70 64"_s;
        QTest::newRow("null details") << uR"({"prompt_tokens":9,"completion_tokens":2,"prompt_tokens_details":null,"completion_tokens_details":null})"_s << u"9 0 0 9 2 0"_s;
        QTest::newRow("DeepSeek") << uR"({"prompt_tokens":100,"completion_tokens":5,"prompt_cache_hit_tokens":64,"prompt_cache_miss_tokens":36})"_s << u"100 64 0 36 5 0"_s;
        QTest::newRow("xAI: reasoning beside the output")
            << uR"({"prompt_tokens":10,"completion_tokens":5,"total_tokens":35,"completion_tokens_details":{"reasoning_tokens":20}})"_s << u"10 0 0 10 25 20"_s;
        QTest::newRow("only input") << uR"({"prompt_tokens":9})"_s << u"9 0 0 9 0 0"_s;
        QTest::newRow("only output") << uR"({"completion_tokens":4})"_s << u"0 0 0 0 4 0"_s;
        QTest::newRow("more cached than sent") << uR"({"prompt_tokens":9,"completion_tokens":2,"prompt_tokens_details":{"cached_tokens":50,"cache_write_tokens":50}})"_s
                                               << u"9 9 0 0 2 0"_s;
        QTest::newRow("more reasoning than output") << uR"({"prompt_tokens":9,"completion_tokens":2,"total_tokens":11,"completion_tokens_details":{"reasoning_tokens":50}})"_s
                                                    << u"9 0 0 9 2 2"_s;
        QTest::newRow("negative") << uR"({"prompt_tokens":-9,"completion_tokens":-2,"prompt_tokens_details":{"cached_tokens":-1}})"_s << u"0 0 0 0 0 0"_s;
        QTest::newRow("as decimals") << uR"({"prompt_tokens":9.0,"completion_tokens":2e0})"_s << u"9 0 0 9 2 0"_s;
        QTest::newRow("absurdly large") << uR"({"prompt_tokens":1e300,"completion_tokens":99999999999999999999999})"_s << u"1000000000000 0 0 1000000000000 1000000000000 0"_s;
        QTest::newRow("as text") << uR"({"prompt_tokens":"9","completion_tokens":"2"})"_s << u"none"_s;
        QTest::newRow("empty") << u"{}"_s << u"none"_s;
        QTest::newRow("nulls") << uR"({"prompt_tokens":null,"completion_tokens":null})"_s << u"none"_s;
        QTest::newRow("no object") << u"7"_s << u"none"_s;
    }

    void everyServersUsageHasOneMeaning()
    {
        QFETCH(const QString, json);
        const auto usage = usageOf(*parseJson(json));
        const QString printed = usage
            ? u"%1 %2 %3 %4 %5 %6"_s.arg(usage->input).arg(usage->inputCached).arg(usage->inputCacheWrite).arg(usage->inputFresh()).arg(usage->output).arg(usage->reasoning)
            : u"none"_s;
        QTEST(printed, "expected");
        QVERIFY(!usage || !usage->isEstimate);
    }
};

QTEST_GUILESS_MAIN(TestUsage)
#include "tst_usage.moc"
