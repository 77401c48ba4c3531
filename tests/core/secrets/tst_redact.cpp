// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secrets/redactor.h"

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
        QTest::newRow("JSON in JSON") << u"ab\"cd/1234"_s << u"\"{\\\"k\\\":\\\"ab\\\\\\\"cd/1234\\\"}\""_s << u"\"{\\\"k\\\":\\\"[REDACTED:key]\\\"}\""_s;
        QTest::newRow("JSON in JSON with an escaped slash") << u"ab/cd/1234"_s << u"ab\\\\/cd\\\\/1234"_s << u"[REDACTED:key]"_s;
        QTest::newRow("hexadecimal") << u"abcd1234"_s << u"it is 6162636431323334"_s << u"it is [REDACTED:key]"_s;
        QTest::newRow("hexadecimal in capitals") << u"kl-op/12"_s << u"6B6C2D6F702F3132"_s << u"[REDACTED:key]"_s;
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
        QCOMPARE(Redactor(Secret(key.toUtf8())).redacted(text.toUtf8()), redacted.toUtf8());
    }

    void theKeyIsFoundInBase64WhateverStandsAroundIt_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        for (const QByteArray &before : {QByteArray(), QByteArray("x"), QByteArray("xy"), QByteArray("user:")}) {
            for (const QByteArray &after : {QByteArray(), QByteArray("z"), QByteArray("zz")})
                QTest::addRow("%d before, %d after", int(before.size()), int(after.size())) << before << after;
        }
    }

    void theKeyIsFoundInBase64WhateverStandsAroundIt()
    {
        QFETCH(const QByteArray, before);
        QFETCH(const QByteArray, after);
        const QByteArray key("sk-\xc3\xbf~~>>?-?1234");
        for (const auto options : {QByteArray::Base64Encoding, QByteArray::Base64UrlEncoding}) {
            const QByteArray whole = before + key + after;
            const QString text = QString::fromLatin1(whole.toBase64(options));
            const QString redacted = redact(u"a "_s + text + u" b"_s, Secret(key));
            QVERIFY2(redacted.contains(u"[REDACTED:key]"_s), qPrintable(text));
        }
    }

    void aKeyCutAcrossPiecesIsHeldBack()
    {
        const QString key = u"sk-abcdefgh-1234"_s;
        const QString text = u"so sk- is sk-abcdefgh-1234, and sk-abcdefgh-12 is not; it ends in sk-abc"_s;
        const QString expected = u"so sk- is [REDACTED:key], and sk-abcdefgh-12 is not; it ends in sk-abc"_s;
        for (qsizetype size = 1; size <= text.size(); ++size) {
            StreamRedactor stream{Redactor(Secret(key.toUtf8()))};
            QString shown;
            for (qsizetype at = 0; at < text.size(); at += size) {
                shown += stream.take(text.mid(at, size));
                QVERIFY(!shown.contains(key));
            }
            shown += stream.rest();
            QCOMPARE(shown, expected);
        }
    }

    void textWithoutAKeyIsNotHeldBack()
    {
        StreamRedactor stream{Redactor(Secret("sk-abcdefgh-1234"))};
        QCOMPARE(stream.take(u"hello "_s), u"hello "_s);
        QCOMPARE(stream.take(u"world"_s), u"world"_s);
        StreamRedactor none{Redactor()};
        QCOMPARE(none.take(u"sk-"_s), u"sk-"_s);
    }
};

QTEST_GUILESS_MAIN(TestRedact)
#include "tst_redact.moc"
