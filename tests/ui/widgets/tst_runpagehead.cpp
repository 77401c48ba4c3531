// SPDX-License-Identifier: GPL-3.0-or-later
// Which run a page is about.
#include "ui/widgets/runpagehead.h"

#include <QComboBox>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>

using namespace assay;
using namespace assay::ui;
using namespace Qt::StringLiterals;

namespace {

store::RunSummary summary(qint64 id)
{
    store::RunSummary made;
    made.id = {id};
    made.setName = u"tickets"_s;
    made.versions = {u"triage@1"_s, u"triage@2"_s};
    return made;
}

} // namespace

class TestRunPageHead : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_head = std::make_unique<RunPageHead>(u"Log"_s, u"log"_s, nullptr); }

    void withoutRunsThereIsNothingToChooseFrom()
    {
        QVERIFY(runs()->isHidden());
        m_head->setRuns({summary(1)});
        QVERIFY(!runs()->isHidden());
        QCOMPARE(runs()->currentIndex(), -1);
        m_head->setRuns({});
        QVERIFY(runs()->isHidden());
    }

    void theRunThatIsShownStaysChosenAmongNewOnes()
    {
        m_head->setRuns({summary(2), summary(1)});
        m_head->setRun(run::RunId{1});
        QCOMPARE(runs()->currentText(), u"#1  tickets  triage@1, triage@2"_s);
        m_head->setRuns({summary(3), summary(2), summary(1)});
        QCOMPARE(runs()->currentText(), u"#1  tickets  triage@1, triage@2"_s);
    }

    void aRunIsShownOnceItIsListed()
    {
        m_head->setRun(run::RunId{4});
        m_head->setRuns({summary(3)});
        QCOMPARE(runs()->currentIndex(), -1);
        m_head->setRuns({summary(4), summary(3)});
        QCOMPARE(runs()->currentIndex(), 0);
    }

    void onlyTheUserChooses()
    {
        QSignalSpy chosen(m_head.get(), &RunPageHead::runChosen);
        m_head->setRuns({summary(2), summary(1)});
        m_head->setRun(run::RunId{2});
        QCOMPARE(chosen.size(), 0);
        QTest::keyClick(runs(), Qt::Key_Down);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.first().first().value<run::RunId>(), run::RunId{1});
    }

    void simulatedFiguresSaySo()
    {
        m_head->setFigures({u"3 requests"_s, u"$1"_s});
        auto *figures = m_head->findChild<QLabel *>(u"logSummaryLabel"_s);
        QCOMPARE(figures->text(), u"3 requests  ·  $1"_s);
        m_head->setFigures({u"3 requests"_s}, true);
        QVERIFY(figures->text().startsWith(u"3 requests  ·  "_s) && figures->text().endsWith(u"simulated"_s));
        m_head->setFigures({});
        QCOMPARE(figures->text(), QString());
    }

private:
    [[nodiscard]] QComboBox *runs() const { return m_head->findChild<QComboBox *>(u"logRunComboBox"_s); }

    std::unique_ptr<RunPageHead> m_head;
};

QTEST_MAIN(TestRunPageHead)
#include "tst_runpagehead.moc"
