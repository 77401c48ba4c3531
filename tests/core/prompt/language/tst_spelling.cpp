// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/language/spelling.h"

#include <QTest>

using namespace assay::prompt;
using namespace Qt::StringLiterals;

class TestSpelling : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nearestIsFound_data()
    {
        QTest::addColumn<QString>("written");
        QTest::addColumn<QString>("nearest");
        QTest::newRow("swapped") << u"nmae"_s << u"name"_s;
        QTest::newRow("left out") << u"custmer"_s << u"customer"_s;
        QTest::newRow("added") << u"plann"_s << u"plan"_s;
        QTest::newRow("case") << u"NAME"_s << u"name"_s;
        QTest::newRow("far") << u"region"_s << QString();
        QTest::newRow("two letters") << u"nm"_s << QString();
        QTest::newRow("the word itself is no suggestion") << u"plan"_s << QString();
        QTest::newRow("empty") << QString() << QString();
        QTest::newRow("very long") << QString(u"a"_s.repeated(10'000)) << QString();
    }

    void nearestIsFound()
    {
        QFETCH(const QString, written);
        QTEST(nearestSpelling(written, {u"customer"_s, u"name"_s, u"plan"_s, QString(10'000, u'a')}), "nearest");
    }

    void longListsAreCut()
    {
        QStringList names;
        for (int i = 0; i < 12; ++i)
            names.append(QString::number(i));
        QCOMPARE(namesInWords(names), u"0, 1, 2, 3, 4, 5, 6, 7 and 4 more"_s);
    }
};

QTEST_GUILESS_MAIN(TestSpelling)
#include "tst_spelling.moc"
