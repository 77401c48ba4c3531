// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"

#include <QSet>
#include <QTest>

using namespace assay;
using namespace Qt::StringLiterals;

using Context = QList<std::pair<QString, QString>>;

class TestError : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyKindHasAWordOfItsOwnAndIsFoundByIt()
    {
        QSet<QString> words;
        for (int kind = 0; kind <= static_cast<int>(ErrorKind::internal); ++kind) {
            const QString word = toText(static_cast<ErrorKind>(kind));
            QVERIFY(!word.isEmpty() && !words.contains(word));
            QCOMPARE(errorKindFromText(word), std::optional(static_cast<ErrorKind>(kind)));
            words.insert(word);
        }
        QVERIFY(!errorKindFromText(u"weather"_s));
    }

    void aDescriptionSaysWhereWhatAndWhatNext_data()
    {
        QTest::addColumn<Context>("context");
        QTest::addColumn<QString>("hint");
        QTest::addColumn<QString>("text");
        QTest::newRow("alone") << Context{} << QString() << u"it broke"_s;
        QTest::newRow("hint") << Context{} << u"Mend it."_s << u"it broke. Mend it."_s;
        QTest::newRow("file") << Context{{u"file"_s, u"a.csv"_s}} << QString() << u"a.csv: it broke"_s;
        QTest::newRow("line") << Context{{u"file"_s, u"a.csv"_s}, {u"line"_s, u"12"_s}} << QString() << u"a.csv:12: it broke"_s;
        QTest::newRow("column") << Context{{u"file"_s, u"a.csv"_s}, {u"line"_s, u"12"_s}, {u"column"_s, u"5"_s}} << QString() << u"a.csv:12:5: it broke"_s;
        QTest::newRow("message of a prompt") << Context{{u"line"_s, u"3"_s}, {u"column"_s, u"16"_s}, {u"source"_s, u"Hi {{ nmae }}"_s}, {u"message"_s, u"2"_s}} << u"Mend it."_s
                                             << u"message 2, line 3, column 16: it broke. Mend it. It says: Hi {{ nmae }}"_s;
        QTest::newRow("snippet") << Context{{u"line"_s, u"1"_s}, {u"snippet"_s, u"style"_s}} << QString() << u"snippet style, line 1: it broke"_s;
        QTest::newRow("snippet in a message of a file") << Context{{u"line"_s, u"1"_s}, {u"snippet"_s, u"style"_s}, {u"message"_s, u"2"_s}, {u"file"_s, u"p.yaml"_s}} << QString()
                                                        << u"p.yaml, message 2, snippet style, line 1: it broke"_s;
        QTest::newRow("item of a message") << Context{{u"message"_s, u"1"_s}, {u"item"_s, u"T-001"_s}} << QString() << u"message 1, item T-001: it broke"_s;
        QTest::newRow("placeholders stay") << Context{{u"file"_s, u"%1 %2"_s}} << u"%3"_s << u"%1 %2: it broke. %3"_s;
    }

    void aDescriptionSaysWhereWhatAndWhatNext()
    {
        QFETCH(const Context, context);
        QFETCH(const QString, hint);
        Error error = fail(ErrorKind::parse, u"it broke"_s, hint).error();
        for (const auto &[key, value] : context)
            error = error.with(key, value);
        QTEST(error.describe(), "text");
    }

    void anOuterLayerAddsContextAndReplacesNone()
    {
        const Error error = fail(ErrorKind::render, u"x"_s).error().with(u"item"_s, u"T-001"_s).with(u"line"_s, 3);
        QCOMPARE(error.contextValue(u"item"), u"T-001"_s);
        QCOMPARE(error.contextValue(u"line"), u"3"_s);
        QCOMPARE(error.contextValue(u"file"), QString());
        QCOMPARE(error.with(u"item"_s, u"T-002"_s).contextValue(u"item"), u"T-001"_s);
    }
};

QTEST_GUILESS_MAIN(TestError)
#include "tst_error.moc"
