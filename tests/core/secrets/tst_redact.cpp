// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secrets/keystore.h"

#include <QTest>

using namespace assay::secrets;
using namespace Qt::StringLiterals;

class TestRedact : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theKeyIsReplacedInEveryForm_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("redacted");
        QTest::newRow("raw") << u"abcd-1234-efgh"_s << u"wrong key abcd-1234-efgh."_s << u"wrong key [REDACTED:key]."_s;
        QTest::newRow("twice") << u"abcd1234"_s << u"abcd1234 abcd1234"_s << u"[REDACTED:key] [REDACTED:key]"_s;
        QTest::newRow("at both ends") << u"abcd1234"_s << u"abcd1234"_s << u"[REDACTED:key]"_s;
        QTest::newRow("glued to other text") << u"abcd1234"_s << u"xabcd1234漢"_s << u"x[REDACTED:key]漢"_s;
        QTest::newRow("percent-encoded") << u"ab/cd+12=34"_s << u"?key=ab%2Fcd%2B12%3D34&x"_s << u"?key=[REDACTED:key]&x"_s;
        QTest::newRow("percent-encoded in lower case") << u"ab/cd+12=34"_s << u"?key=ab%2fcd%2b12%3d34"_s << u"?key=[REDACTED:key]"_s;
        QTest::newRow("JSON-escaped quote") << u"ab\"cd\\1234"_s << u"{\"k\":\"ab\\\"cd\\\\1234\"}"_s << u"{\"k\":\"[REDACTED:key]\"}"_s;
        QTest::newRow("JSON-escaped slash") << u"ab/cd/1234"_s << u"\"ab\\/cd\\/1234\""_s << u"\"[REDACTED:key]\""_s;
        QTest::newRow("another key") << u"abcd1234"_s << u"abcd1235"_s << u"abcd1235"_s;
        QTest::newRow("the case matters") << u"abcd1234"_s << u"ABCD1234"_s << u"ABCD1234"_s;
        QTest::newRow("a short key is not searched for") << u"test"_s << u"a test of tests"_s << u"a test of tests"_s;
        QTest::newRow("no key") << QString() << u"text"_s << u"text"_s;
        QTest::newRow("no text") << u"abcd1234"_s << QString() << QString();
    }

    void theKeyIsReplacedInEveryForm()
    {
        QFETCH(const QString, key);
        QFETCH(const QString, text);
        QFETCH(const QString, redacted);
        QCOMPARE(redact(text, Secret(key.toUtf8())), redacted);
    }
};

QTEST_GUILESS_MAIN(TestRedact)
#include "tst_redact.moc"
