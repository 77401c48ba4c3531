// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compare/sentence.h"
#include "tests/core/compare/cellfixture.h"

#include <QTest>

using namespace assay::compare;
using namespace assay::compare::fixture;
using namespace Qt::StringLiterals;

class TestSentence : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyVerdictIsSaidPlainly_data()
    {
        QTest::addColumn<ComparisonInput>("input");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const ComparisonInput &input, const QString &expected) { QTest::newRow(name) << input << expected; };
        row("better", fromTable(144, 5, 27, 24),
            u"triage@4 is better than triage@3 on sim-medium: 171 of 200 against 149, +11.0 points (95 % +5.9 to +16.8); 27 fixes, 5 regressions."_s);
        row("worse", fromTable(144, 27, 5, 24),
            u"triage@4 is worse than triage@3 on sim-medium: 149 of 200 against 171, \u221211.0 points (95 % \u221216.8 to \u22125.9); 5 fixes, 27 regressions."_s);
        // The limits: scipy 1.10.1 as in the test of the interval. The smallest visible: 10 % discordance at n = 200, 6.2 points by the table of the closed form.
        row("no difference seen", fromTable(150, 9, 11, 30),
            u"No difference seen between triage@4 and triage@3 on sim-medium: 161 of 200 against 159, +1.0 points (95 % \u22123.6 to +5.7); 11 fixes, 9 regressions. "
            "The smallest difference this set could have seen is 6.2 points."_s);
        row("nothing differs", fromTable(90, 0, 0, 10),
            u"No difference seen between triage@4 and triage@3 on sim-medium: 90 of 100 against 90, 0.0 points (95 % \u22123.7 to +3.7); 0 fixes, 0 regressions. "
            "Nothing differs. The smallest difference this set could have seen is 7.7 points."_s);
        row("too few items", fromTable(9, 0, 1, 2),
            u"Too few items to judge triage@4 against triage@3 on sim-medium: 10 of 12 against 9, +8 points (95 % \u221218 to +35); 1 fix, 0 regressions. "
            "Too few differences to judge: look at the one item that differs."_s);
        row("no items", fromTable(0, 0, 0, 0), u"Too few items to judge triage@4 against triage@3 on sim-medium: no item was graded under both."_s);

        ComparisonInput asked = fromTable(90, 0, 0, 10);
        asked.margin = 0.03;
        row("not worse", asked,
            u"triage@4 is not worse than triage@3 on sim-medium by 3 points or more: 90 of 100 against 90, 0.0 points (95 % \u22123.7 to +3.7); 0 fixes, 0 regressions."_s);

        ComparisonInput other = fromTable(144, 5, 27, 24);
        other.candidate.setRevision = 4;
        row("not comparable", other, u"triage@4 and triage@3 on sim-medium are not comparable: they ran on revisions 3 and 4 of support-triage."_s);

        ComparisonInput simulated = fromTable(144, 5, 27, 24);
        simulated.isSimulated = true;
        row("simulated", simulated,
            u"triage@4 is better than triage@3 on sim-medium: 171 of 200 against 149, +11.0 points (95 % +5.9 to +16.8); 27 fixes, 5 regressions. The provider is simulated."_s);
    }

    void everyVerdictIsSaidPlainly()
    {
        QFETCH(const ComparisonInput, input);
        QFETCH(const QString, expected);
        QCOMPARE(sentence(compareSides(input)), expected);
    }

    void whatIsLeftOutIsSaidWithItsReasons_data()
    {
        QTest::addColumn<QString>("baseline");
        QTest::addColumn<QString>("candidate");
        QTest::addColumn<QString>("remark");
        QTest::newRow("one error") << u"E"_s << u"P"_s << u"1 item left out: error."_s;
        QTest::newRow("errors") << u"EPP"_s << u"PEE"_s << u"3 items left out: errors."_s;
        QTest::newRow("error outranks skipped") << u"ES"_s << u"SE"_s << u"2 items left out: errors."_s;
        QTest::newRow("skipped") << u"SS"_s << u"PP"_s << u"2 items left out: skipped."_s;
        QTest::newRow("all kinds") << u"EES."_s << u"PPP "_s << u"4 items left out: 2 errors, 1 skipped, 1 not done."_s;
    }

    void whatIsLeftOutIsSaidWithItsReasons()
    {
        QFETCH(const QString, baseline);
        QFETCH(const QString, candidate);
        QFETCH(const QString, remark);
        const QString text = sentence(compareSides(input(QString(400, u'P') % baseline, QString(400, u'P') % candidate)));
        QVERIFY2(text.contains(QString(u' ' % remark)), qPrintable(text));
    }

    void manyLeftOutAreReadBothWays()
    {
        const QString text = sentence(compareSides(input(QString(90, u'P') % QString(10, u'E'), QString(90, u'P') % QString(10, u'P'))));
        QVERIFY2(
            text.endsWith(u"10 items left out: errors. With everything left out counted against triage@4: 0.0 points, no difference seen; counted for it: +10.0 points, better."_s),
            qPrintable(text));
    }

    void borderlineIsSaidWithTheP()
    {
        const QString text = sentence(compareSides(fromTable(90, 0, 4, 6)));
        QVERIFY2(text.contains(u" Borderline: the interval and the test disagree (p = 0.0625). Too few differences to judge: look at the 4 items that differ. The smallest"_s),
            qPrintable(text));
        const QList<Comparison> family = compareFamily({fromTable(100, 4, 13, 83), fromTable(144, 10, 10, 36)});
        QVERIFY2(sentence(family.first()).contains(u", adjusted for 2 comparisons)."_s), qPrintable(sentence(family.first())));
    }

    void repeatsAreSaid()
    {
        const QString twelve(12, u'F');
        const QString text = sentence(compareSides(input({twelve, twelve, twelve}, {u"PPPPPPPPPFFF"_s, u"PPPPPPPPFPFF"_s, u"PPPPFFPPFFFE"_s})));
        QVERIFY2(text.startsWith(u"triage@4 is better than triage@3 on sim-medium: 67 % of answers passed against 0 %, +67 points (95 % +"_s), qPrintable(text));
        QVERIFY2(
            text.endsWith(u"; 8 fixes, 0 regressions. Judged by the mean difference over 12 items, each item asked up to 3 times (t test). 1 repeat without a grade left out."_s),
            qPrintable(text));
    }

    void groupsAreSaid()
    {
        ComparisonInput grouped = fromTable(144, 5, 27, 24);
        for (qsizetype i = 0; i < grouped.items.size(); ++i)
            grouped.items[i].group = u"document %1"_s.arg(i % 8);
        QString text = sentence(compareSides(grouped));
        QVERIFY2(text.contains(u" Judged by the mean difference over 8 groups (t test; few, so take it with care)."_s), qPrintable(text));
        for (qsizetype i = 0; i < grouped.items.size(); ++i)
            grouped.items[i].group = u"document %1"_s.arg(i % 3);
        text = sentence(compareSides(grouped));
        QVERIFY2(text.startsWith(u"Too few items to judge"_s), qPrintable(text));
        QVERIFY2(text.contains(u" 3 groups: too few for a test."_s), qPrintable(text));
    }

    void theMarginIsNamedWhenItIsMissedOrBeaten()
    {
        ComparisonInput missed = fromTable(170, 5, 4, 21);
        missed.margin = 0.03;
        QVERIFY2(sentence(compareSides(missed)).endsWith(u"That it is not worse by 3 points or more is not shown (p = 0.0686)."_s), qPrintable(sentence(compareSides(missed))));
        ComparisonInput beaten = fromTable(900, 30, 10, 60);
        beaten.margin = 0.045;
        QVERIFY2(sentence(compareSides(beaten)).endsWith(u"It is worse by less than the margin of 4.5 points."_s), qPrintable(sentence(compareSides(beaten))));
    }

    void labelsMayNameTheModels()
    {
        ComparisonInput tiers = fromTable(144, 5, 27, 24);
        tiers.model.clear();
        tiers.candidate.label = u"triage@4 on sim-small"_s;
        tiers.baseline.label = u"triage@4 on sim-large"_s;
        QVERIFY(sentence(compareSides(tiers)).startsWith(u"triage@4 on sim-small is better than triage@4 on sim-large: 171"_s));
    }
};

QTEST_GUILESS_MAIN(TestSentence)
#include "tst_sentence.moc"
