// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/grader/combine.h"

#include <QTest>

using namespace assay::grader;
using namespace Qt::StringLiterals;

namespace {

Grade passed(double weight = 1)
{
    return {.name = u"contains"_s, .metric = {}, .state = GradeState::passed, .score = 1, .weight = weight, .reason = u"there"_s};
}

Grade failed(double weight = 1)
{
    return {.name = u"regex"_s, .metric = u"format"_s, .state = GradeState::failed, .score = 0, .weight = weight, .reason = u"not there"_s};
}

Grade undecided()
{
    return {.name = u"cost"_s, .metric = {}, .state = GradeState::error, .score = 0, .weight = 1, .reason = u"cost unknown"_s};
}

} // namespace

class TestCombine : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withoutAThresholdEveryAssertionMustPass()
    {
        QCOMPARE(combine({passed(), passed(3)}, {}), (CellVerdict{GradeState::passed, 1, {}}));
        QCOMPARE(combine({passed(3), failed()}, {}), (CellVerdict{GradeState::failed, 0.75, u"format: not there"_s}));
    }

    void withAThresholdTheWeightedScoreDecides()
    {
        QCOMPARE(combine({passed(3), failed()}, 0.75), (CellVerdict{GradeState::passed, 0.75, {}}));
        QCOMPARE(combine({passed(3), failed()}, 0.76), (CellVerdict{GradeState::failed, 0.75, u"format: not there"_s}));
        QCOMPARE(combine({failed()}, 0.0).state, GradeState::passed);
    }

    void weightsThatDoNotAddUpInBinaryReachTheirSum() { QCOMPARE(combine({passed(0.1), passed(0.2), failed(0.7)}, 0.3).state, GradeState::passed); }

    void oneUndecidedGradeLeavesTheWholeUndecided()
    {
        for (const std::optional<double> threshold : {std::optional<double>(), std::optional<double>(0.1)}) {
            const CellVerdict verdict = combine({failed(), passed(), undecided()}, threshold);
            QCOMPARE(verdict.state, GradeState::error);
            QCOMPARE(verdict.reason, u"cost: cost unknown"_s);
        }
    }

    void withoutAssertionsThereIsNothingToSay()
    {
        QCOMPARE(combine({}, {}), (CellVerdict{GradeState::error, 0, u"no assertions"_s}));
        QCOMPARE(combine({}, 0.0).state, GradeState::error);
    }

    void weightlessGradesDecideNothing() { QCOMPARE(combine({passed(0)}, {}).state, GradeState::error); }
};

QTEST_GUILESS_MAIN(TestCombine)
#include "tst_combine.moc"
