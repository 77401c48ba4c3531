// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/plumbing.h"

#include <QTest>

using namespace assay;
using namespace assay::prompt;
using namespace Qt::StringLiterals;

class TestPlumbing : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void requestsAreAnswered_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("text") << QByteArray("{\"template\":\"Hi {{ a.b }}{{ c|default('') }}\",\"vars\":{\"a\":{\"b\":\"x\"}},\"strict\":true}")
                              << QByteArray("{\"text\":\"Hi x\",\"variables\":[\"a.b\",\"c\"]}");
        QTest::newRow("no variables") << QByteArray("{\"template\":\"Hi\"}") << QByteArray("{\"text\":\"Hi\",\"variables\":[]}");
        QTest::newRow("a loop") << QByteArray("{\"template\":\"{% for m in l %}{{ m.a }}{% endfor %}\",\"vars\":{\"l\":[{\"a\":1}]}}")
                                << QByteArray("{\"text\":\"1\",\"variables\":[\"l\"]}");
        QTest::newRow("parse error") << QByteArray("{\"template\":\"a\\n{{ b c }}\",\"vars\":{}}")
                                     << QByteArray("{\"error\":{\"kind\":\"parse\",\"line\":2,\"column\":6,\"message\":\"expected `}}`, but got `c`\"}}");
        QTest::newRow("render error") << QByteArray("{\"template\":\"{{ nmae }}\",\"vars\":{\"name\":1}}")
                                      << QByteArray("{\"error\":{\"kind\":\"render\",\"line\":1,\"column\":4,\"message\":\"`nmae` is not defined. Did you mean `name`?\"}}");
        QTest::newRow("runaway") << QByteArray("{\"template\":\"{{ 'a' * 99999999 }}\"}")
                                 << QByteArray("{\"error\":{\"kind\":\"render\",\"line\":1,\"column\":8,\"message\":\"the text grows beyond 4194304 "
                                               "characters. Use shorter values or fewer repeats.\"}}");
        QTest::newRow("not strict") << QByteArray("{\"template\":\"[{{ a.b }}]\",\"vars\":{},\"strict\":false}") << QByteArray("{\"text\":\"[]\",\"variables\":[\"a.b\"]}");
        QTest::newRow("options") << QByteArray("{\"template\":\"  {% if true %}\\na{% endif %}\\n\",\"trimBlocks\":true,\"lstripBlocks\":true}") << QByteArray("{\"text\":\"a\",\"variables\":[]}");
        QTest::newRow("snippets") << QByteArray("{\"template\":\"{% include 's' %}\",\"snippets\":{\"s\":\"{{ a }}\"},\"vars\":{\"a\":1}}")
                                  << QByteArray("{\"text\":\"1\",\"variables\":[\"a\"],\"snippets\":[\"s\"]}");
        QTest::newRow("error in a snippet") << QByteArray("{\"template\":\"{% include 's' %}\",\"snippets\":{\"s\":\"{{ a b }}\"}}")
                                            << QByteArray("{\"error\":{\"kind\":\"parse\",\"line\":1,\"column\":6,\"message\":\"expected `}}`, but got `b`\",\"snippet\":\"s\"}}");
        QTest::newRow("spans") << QByteArray("{\"template\":\"\xc3\xa9{{ a }}{% include 's' %}\",\"snippets\":{\"s\":\"!\"},\"vars\":{\"a\":\"\xc3\xa9\"},\"spans\":true}")
                               << QByteArray("{\"text\":\"\xc3\xa9\xc3\xa9!\",\"variables\":[\"a\"],\"snippets\":[\"s\"],\"spans\":[{\"start\":0,\"end\":2},"
                                             "{\"start\":2,\"end\":4,\"variable\":\"a\"},{\"start\":4,\"end\":5,\"snippet\":\"s\"}]}");
        QTest::newRow("a span of several")
            << QByteArray("{\"template\":\"{% filter replace('xx', 'y') %}x{{ a }}{{ b }}{% endfilter %}\",\"vars\":{\"a\":\"x\",\"b\":\"z\"},\"spans\":true}")
            << QByteArray("{\"text\":\"yz\",\"variables\":[\"a\",\"b\"],\"spans\":[{\"start\":0,\"end\":2,\"variable\":\"a\",\"others\":[\"b\"],\"mixed\":true}]}");
    }

    void requestsAreAnswered()
    {
        QFETCH(const QByteArray, request);
        const auto answer = templatePlumbing(*parseJson(QByteArrayView(request)));
        QVERIFY2(answer, answer ? "" : qUtf8Printable(answer.error().describe()));
        QTEST(assay::toJson(*answer), "answer");
    }

    void whatIsNoRequestIsRefused_data()
    {
        QTest::addColumn<QByteArray>("request");
        for (const char *request : {"[]", "{}", "{\"template\":1}", "{\"template\":\"a\",\"vars\":[]}", "{\"template\":\"a\",\"vars\":null}", "{\"template\":\"a\",\"strict\":1}",
                 "{\"template\":\"a\",\"trimBlocks\":\"x\"}", "{\"template\":\"a\",\"snippets\":[]}", "{\"template\":\"a\",\"snippets\":{\"a\":1}}"})
            QTest::newRow(request) << QByteArray(request);
    }

    void whatIsNoRequestIsRefused()
    {
        QFETCH(const QByteArray, request);
        const auto answer = templatePlumbing(*parseJson(QByteArrayView(request)));
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::invalidInput);
    }
};

QTEST_GUILESS_MAIN(TestPlumbing)
#include "tst_plumbing.moc"
