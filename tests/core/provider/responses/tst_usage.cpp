// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/responses/usage.h"

#include <QTest>

using namespace assay;
using namespace Qt::StringLiterals;

class TestUsage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void usageHasOneMeaning_data()
    {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("expected"); // input, cached, cache write, fresh, output, reasoning
        QTest::newRow("plain") << uR"({"input_tokens":9,"output_tokens":2,"total_tokens":11})"_s << u"9 0 0 9 2 0"_s;
        QTest::newRow("with details")
            << uR"({"input_tokens":1200,"output_tokens":70,"input_tokens_details":{"cached_tokens":1024,"cache_write_tokens":100},"output_tokens_details":{"reasoning_tokens":64}})"_s
            << u"1200 1024 100 76 70 64"_s;
        QTest::newRow("null details") << uR"({"input_tokens":9,"output_tokens":2,"input_tokens_details":null})"_s << u"9 0 0 9 2 0"_s;
        QTest::newRow("parts beyond their total")
            << uR"({"input_tokens":9,"output_tokens":2,"input_tokens_details":{"cached_tokens":50},"output_tokens_details":{"reasoning_tokens":7}})"_s << u"9 9 0 0 2 2"_s;
        QTest::newRow("of chat completions") << uR"({"prompt_tokens":9,"completion_tokens":2})"_s << u"none"_s;
        QTest::newRow("empty") << u"{}"_s << u"none"_s;
    }

    void usageHasOneMeaning()
    {
        QFETCH(const QString, json);
        const auto usage = provider::responses::usageOf(*parseJson(json));
        const QString printed = usage
            ? u"%1 %2 %3 %4 %5 %6"_s.arg(usage->input).arg(usage->inputCached).arg(usage->inputCacheWrite).arg(usage->inputFresh()).arg(usage->output).arg(usage->reasoning)
            : u"none"_s;
        QTEST(printed, "expected");
    }
};

QTEST_GUILESS_MAIN(TestUsage)
#include "tst_usage.moc"
