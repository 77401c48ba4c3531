// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/wire/batchrequests.h"

#include <QTest>

using namespace assay::provider;
using namespace Qt::StringLiterals;

class TestBatchRequests : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void linesThatCameToTheirEndAreCounted_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("expected");
        QTest::newRow("nothing") << QByteArray() << 0;
        QTest::newRow("empty lines") << QByteArray("\n \r\n\n") << 0;
        QTest::newRow("two") << QByteArray("{\"a\":1}\n{\"b\":2}\n") << 2;
        QTest::newRow("the last without its line end") << QByteArray("{\"a\":1}\n{\"b\":2}") << 2;
        QTest::newRow("the last cut") << QByteArray("{\"a\":1}\n{\"b\":") << 1;
        QTest::newRow("one that cannot be read") << QByteArray("{\"a\":1}\n{\"garbage\n{\"b\":2}\n") << 3;
        QTest::newRow("carriage returns") << QByteArray("{\"a\":1}\r\n{\"b\":2}\r\n") << 2;
    }

    void linesThatCameToTheirEndAreCounted()
    {
        QFETCH(const QByteArray, text);
        QTEST(static_cast<int>(wire::wholeLines(text)), "expected");
    }
};

QTEST_GUILESS_MAIN(TestBatchRequests)
#include "tst_batchrequests.moc"
