// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importexport/foldernames.h"

#include <QTest>

using namespace assay::importexport;
using namespace Qt::StringLiterals;

class TestFolderNames : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesReadLikeWhatTheyName_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("file");
        const auto row = [](const QString &name, const QString &file) { QTest::newRow(qPrintable(name)) << name << file; };
        row(u"triage"_s, u"triage"_s);
        row(u"Support triage, v2"_s, u"Support triage, v2"_s);
        row(u"Übersetzung"_s, u"Übersetzung"_s);
        row(u"翻訳"_s, u"翻訳"_s);
        row(u"🚀 launch"_s, u"🚀 launch"_s);
        row(u"team/triage"_s, u"team%2Ftriage"_s);
        row(u"a\\b:c*d?e\"f<g>h|i"_s, u"a%5Cb%3Ac%2Ad%3Fe%22f%3Cg%3Eh%7Ci"_s);
        row(u"100%"_s, u"100%25"_s);
        row(u"a~2"_s, u"a%7E2"_s);
        row(u"."_s, u"%2E"_s);
        row(u".."_s, u"%2E%2E"_s);
        row(u".hidden"_s, u"%2Ehidden"_s);
        row(u"ends."_s, u"ends%2E"_s);
        row(u"con"_s, u"%63on"_s);
        row(u"NUL.txt"_s, u"%4EUL.txt"_s);
        row(u"console"_s, u"console"_s);
        row(u"A\u030A"_s, u"A%CC%8A"_s);
        row(u"a\u202Eb"_s, u"a%E2%80%AEb"_s);
    }

    void namesReadLikeWhatTheyName()
    {
        QFETCH(QString, name);
        QFETCH(QString, file);
        QCOMPARE(fileNameOf(name), file);
        QCOMPARE(nameOfFile(file), name);
        QCOMPARE(nameOfFile(file.normalized(QString::NormalizationForm_D)), name); // as some systems hand names back
    }

    void aLongNameIsCutAndKeptApart()
    {
        const QString a = QString(300, u'ü') + u"a"_s;
        const QString b = QString(300, u'ü') + u"b"_s;
        QVERIFY(fileNameOf(a) != fileNameOf(b));
        for (const QString &name : {a, b, QString(400, u'/'), u"🚀"_s.repeated(100)}) {
            QVERIFY(fileNameOf(name).toUtf8().size() < 200);
            QCOMPARE(nameOfFile(fileNameOf(name)), std::nullopt);
        }
    }

    void namesThatDifferByCapitalsAloneDoNotMeet()
    {
        FileNames names;
        QCOMPARE(names.newName(u"triage"_s), u"triage"_s);
        QCOMPARE(names.newName(u"Triage"_s), u"Triage~2"_s);
        QCOMPARE(names.newName(u"TRIAGE"_s), u"TRIAGE~3"_s);
        QCOMPARE(nameOfFile(u"TRIAGE~3"_s), u"TRIAGE"_s);
        names.take(u"other"_s);
        QCOMPARE(names.newName(u"Other"_s), u"Other~2"_s);
    }
};

QTEST_GUILESS_MAIN(TestFolderNames)
#include "tst_foldernames.moc"
