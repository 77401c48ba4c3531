// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/simulated/chance.h"
#include "core/provider/simulated/skill.h"

#include <QTest>

using namespace assay;
using namespace assay::provider;
using namespace Qt::StringLiterals;

namespace {

constexpr int kTexts = 4000;

template<typename Ask>
double share(Ask ask)
{
    int yes = 0;
    for (int i = 0; i < kTexts; ++i)
        yes += ask(u"text %1"_s.arg(i)) ? 1 : 0;
    return static_cast<double>(yes) / kTexts;
}

Skill skillOf(double level, const QString &text, qint64 drawSeed = 0, double wobble = 0)
{
    return Skill(level, 7, u"medium"_s, text, drawSeed, wobble);
}

} // namespace

class SkillTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void chanceIsFixedForEver()
    {
        QCOMPARE(chance(7, {u"a", u"b"}), chance(7, {u"a", u"b"}));
        QVERIFY(chance(7, {u"a", u"b"}) != chance(8, {u"a", u"b"}));
        QVERIFY(chance(7, {u"ab", u""}) != chance(7, {u"a", u"b"})); // words do not run into each other
    }

    void chanceIsEven()
    {
        const double below = share([](const QString &text) { return chance(7, {text}) < 0.25; });
        QVERIFY2(below > 0.22 && below < 0.28, qPrintable(QString::number(below)));
    }

    void missesGrowWithDifficultyAndShrinkWithLevel_data()
    {
        QTest::addColumn<double>("level");
        QTest::addColumn<double>("difficulty");
        QTest::addColumn<double>("expected");
        QTest::newRow("small, middling") << 0.55 << 0.5 << 0.55;
        QTest::newRow("large, middling") << 0.9 << 0.5 << 0.9;
        QTest::newRow("large, hard") << 0.9 << 0.9 << 0.82;
        QTest::newRow("nothing is hard for the perfect") << 1.0 << 1.0 << 1.0;
        QTest::newRow("the hardest for the unable") << 0.0 << 1.0 << 0.0;
    }

    void missesGrowWithDifficultyAndShrinkWithLevel()
    {
        QFETCH(double, level);
        QFETCH(double, difficulty);
        QFETCH(double, expected);
        const double got = share([&](const QString &text) { return skillOf(level, text).gets(u"thing", difficulty); });
        QVERIFY2(std::abs(got - expected) < 0.03, qPrintable(QString::number(got)));
    }

    void habitsKeepTheirShareAtEveryLevel()
    {
        for (const double level : {0.2, 0.9}) {
            const double got = share([level](const QString &text) { return skillOf(level, text).prefers(u"habit", 0.3); });
            QVERIFY2(std::abs(got - 0.3) < 0.03, qPrintable(QString::number(got)));
        }
    }

    void withoutTemperatureARepeatHasTheSameLuck()
    {
        const double same = share([](const QString &text) { return skillOf(0.5, text, 1).gets(u"thing", 0.5) == skillOf(0.5, text, 2).gets(u"thing", 0.5); });
        QCOMPARE(same, 1.0);
    }

    void temperatureLetsRepeatsDiffer()
    {
        const double same = share([](const QString &text) { return skillOf(0.5, text, 1, 1).gets(u"thing", 0.5) == skillOf(0.5, text, 2, 1).gets(u"thing", 0.5); });
        QVERIFY2(same > 0.4 && same < 0.6, qPrintable(QString::number(same)));
    }
};

QTEST_GUILESS_MAIN(SkillTest)
#include "tst_skill.moc"
