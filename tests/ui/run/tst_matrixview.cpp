// SPDX-License-Identifier: GPL-3.0-or-later
// The matrix on the screen: its columns fit until their user sizes one, and a cell leads on to its answer and its requests.
#include "tests/support/smallplan.h"
#include "ui/pages/run/matrixview.h"
#include "ui/pages/run/rowchips.h"

#include <QHeaderView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace assay;
using namespace assay::test;
using namespace assay::ui;
using namespace Qt::StringLiterals;

class TestMatrixView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_view = std::make_unique<MatrixView>(nullptr);
        m_view->resize(700, 400);
        m_view->setRun(std::make_shared<const run::RunPlan>(smallPlan(3, 2)), {});
        m_view->show();
    }

    void itsColumnsFitUntilTheirUserSizesOne()
    {
        m_view->fitColumnsAnew();
        QTRY_COMPARE(m_view->horizontalHeader()->length(), m_view->viewport()->width());
        const int before = m_view->columnWidth(0);
        m_view->resize(760, 400);
        QTRY_COMPARE(m_view->columnWidth(0), before + 60);
        m_view->horizontalHeader()->resizeSection(1, 150);
        m_view->resize(820, 400);
        QTRY_VERIFY(m_view->viewport()->width() > 780);
        QCOMPARE(m_view->columnWidth(0), before + 60);
        QCOMPARE(m_view->columnWidth(1), 150);
        m_view->fitColumnsAnew();
        QTRY_COMPARE(m_view->columnWidth(0), before + 120);
    }

    void aCellLeadsToItsAnswerAndItsRequests()
    {
        const QSignalSpy answers(m_view.get(), &MatrixView::answerRequested);
        const QSignalSpy requests(m_view.get(), &MatrixView::requestsRequested);
        const QModelIndex cell = m_view->model()->index(1, 2);
        m_view->setCurrentIndex(cell);
        Q_EMIT m_view->activated(cell);
        m_view->askForRequests();
        QCOMPARE(answers.size(), 1);
        QCOMPARE(requests.size(), 1);
        QCOMPARE(answers.first().at(1).toString(), u"I-2"_s);
        QCOMPARE(requests.first(), answers.first());
    }

    void anItemAloneLeadsNowhere()
    {
        const QSignalSpy answers(m_view.get(), &MatrixView::answerRequested);
        const QSignalSpy requests(m_view.get(), &MatrixView::requestsRequested);
        m_view->setCurrentIndex(m_view->model()->index(1, 0));
        Q_EMIT m_view->activated(m_view->currentIndex());
        m_view->askForRequests();
        QCOMPARE(answers.size() + requests.size(), 0);
    }

    void chipsSayHowManyRowsAFilterShows()
    {
        RowChips chips(nullptr);
        const QSignalSpy chosen(&chips, &RowChips::chosen);
        chips.setCounts(m_view->counts());
        QCOMPARE(chips.findChild<QPushButton *>(u"chip0PushButton"_s)->text(), u"all 3"_s);
        QCOMPARE(chips.findChild<QPushButton *>(u"chip1PushButton"_s)->text(), u"failed 0"_s);
        chips.findChild<QPushButton *>(u"chip1PushButton"_s)->click();
        chips.chooseAll();
        QCOMPARE(chosen.size(), 2);
        QCOMPARE(chosen.at(0).first().value<RowFilter>(), RowFilter::failed);
        QCOMPARE(chosen.at(1).first().value<RowFilter>(), RowFilter::all);
    }

private:
    std::unique_ptr<MatrixView> m_view;
};

QTEST_MAIN(TestMatrixView)
#include "tst_matrixview.moc"
