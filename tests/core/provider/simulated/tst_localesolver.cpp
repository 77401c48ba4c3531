// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/simulated/solver.h"
#include "tests/core/provider/simulated/bundledset.h"

#include <QTest>

using namespace assay;
using namespace assay::provider;
using namespace Qt::StringLiterals;

namespace {

const QString kDraft = u"You get a field and a text. Give the value of the field in US format."_s;
const QString kExact = u"Read a text and give the value of one field. Answer with the value only.\nDate: MM/DD/YYYY, month first unless the text shows that the day comes first.\n"
                       "Amount: $1,234.56, rounded half up.\nTemperature: whole degrees such as 72°F, round half up.\nWithout a value answer N/A. Never answer with another field's value."_s;

// A model that errs in nothing: what the rules alone can do.
QString solved(const QString &instructions, const QString &field, const QString &text)
{
    const QString input = u"Field: %1\nText: %2"_s.arg(field, text);
    const Conversation conversation = readConversation({{.role = tokens::Role::system, .text = instructions}, {.role = tokens::Role::user, .text = input}});
    return solveLocale(conversation, Skill(1, 7, u"perfect"_s, conversation.data, 0, 0)).value_or(u"(not its task)"_s);
}

} // namespace

class LocaleSolverTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsAndWritesValues_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("value");
        QTest::newRow("month by name") << u"opening date"_s << u"We open on the 3rd of May 2027."_s << u"05/03/2027"_s;
        QTest::newRow("a French month") << u"delivery date"_s << u"Livraison le 14 février 2027 au matin"_s << u"02/14/2027"_s;
        QTest::newRow("figures are month first") << u"ship date"_s << u"The box ships on 4/5/2027."_s << u"04/05/2027"_s;
        QTest::newRow("points mean day first") << u"date of the letter"_s << u"Brief vom 4.5.2027"_s << u"05/04/2027"_s;
        QTest::newRow("ISO 8601") << u"next run"_s << u"next run 2027-06-08T10:00:00Z"_s << u"06/08/2027"_s;
        QTest::newRow("spoken date") << u"inspection date"_s << u"it is on the twenty first of april twenty twenty eight"_s << u"04/21/2028"_s;
        QTest::newRow("counted from a stated day") << u"due date"_s << u"Invoice dated May 1, 2027, payable in ten days."_s << u"05/11/2027"_s;
        QTest::newRow("cents") << u"price of a bun"_s << u"buns are 60 cents"_s << u"$0.60"_s;
        QTest::newRow("European separators") << u"total"_s << u"Gesamtbetrag: 2.345,60 USD"_s << u"$2,345.60"_s;
        QTest::newRow("thousands by letter") << u"budget"_s << u"The budget is $45k."_s << u"$45,000.00"_s;
        QTest::newRow("grand in words") << u"sale price"_s << u"sold it for three and a half grand"_s << u"$3,500.00"_s;
        QTest::newRow("below zero") << u"credit"_s << u"credit entry -$12.30"_s << u"-$12.30"_s;
        QTest::newRow("Celsius") << u"oven temperature"_s << u"oven at 200 °C"_s << u"392°F"_s;
        QTest::newRow("half up towards plus infinity") << u"probe temperature"_s << u"the probe says -22.5 °C"_s << u"-8°F"_s;
        QTest::newRow("both scales") << u"room temperature"_s << u"the room has 22 °C (71 °F)"_s << u"71°F"_s;
        QTest::newRow("no value") << u"air temperature"_s << u"Wind from the west, poor visibility."_s << u"N/A"_s;
        QTest::newRow("another currency only") << u"price in US dollars"_s << u"Der Preis beträgt 12,00 €."_s << u"N/A"_s;
        QTest::newRow("a date without its year") << u"party date"_s << u"The party is on the 5th of June!"_s << u"N/A"_s;
        QTest::newRow("the nearer of two") << u"roof repair"_s << u"Garden work 300 dollars, roof repair 900 dollars."_s << u"$900.00"_s;
    }

    void findsAndWritesValues()
    {
        QFETCH(QString, field);
        QFETCH(QString, text);
        QTEST(solved(kExact, field, text), "value");
    }

    void leavesOtherTasksAlone()
    {
        QCOMPARE(solved(u"Translate into French."_s, u"price"_s, u"12 dollars"_s), u"(not its task)"_s);
    }

    void followsNoFormatThatNobodyDemanded()
    {
        QSet<QString> forms;
        for (int i = 0; i < 20; ++i)
            forms.insert(solved(kDraft, u"price %1"_s.arg(i), u"the price is 1850 dollars"_s).contains(u"$1,850.00"_s) ? u"exact"_s : u"loose"_s);
        QCOMPARE(forms.size(), 2);
        QVERIFY(!solved(kDraft, u"air temperature"_s, u"no value here"_s).contains(u"N/A"_s));
    }

    void betterPromptScoresBetter()
    {
        const test::SimulatedRuns runs(u"locale-formats"_s, [](const evalset::Item &item, const QString &answer) { return answer == toQString(item.reference); });
        QVERIFY2(runs.problem().isEmpty(), qPrintable(runs.problem()));
        double last = 0;
        for (const QString &tier : test::tiers()) {
            const double draft = runs.passRate(tier, 0);
            const double exact = runs.passRate(tier, 1);
            qDebug().noquote() << u"locale-formats, %1: locale-1 %2 %, locale-2 %3 %"_s.arg(tier, -6).arg(draft, 5, 'f', 1).arg(exact, 5, 'f', 1);
            QVERIFY2(draft >= 10 && draft <= 45, qPrintable(QString::number(draft)));
            QVERIFY2(exact > draft + 25, qPrintable(QString::number(exact)));
            QVERIFY2(exact > last && exact < 97, qPrintable(QString::number(exact)));
            last = exact;
        }
    }
};

QTEST_GUILESS_MAIN(LocaleSolverTest)
#include "tst_localesolver.moc"
