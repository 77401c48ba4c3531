// SPDX-License-Identifier: GPL-3.0-or-later
// On every page, and in the menus: what cannot be done says why.
#include "tests/gui/promptsdesk.h"
#include "tests/support/greyones.h"

#include <QMenu>
#include <QMenuBar>

using namespace assay;
using namespace assay::ui;
using namespace Qt::StringLiterals;

class TestOffers : public test::PromptsDesk {
    Q_OBJECT

private Q_SLOTS:
    void whatIsGreyOnAPageSaysWhy_data()
    {
        QTest::addColumn<PageId>("page");
        QTest::addColumn<bool>("isNew");
        const std::array pages{u"Prompts"_s, u"Eval sets"_s, u"Run"_s, u"Results"_s, u"Compare"_s, u"Log"_s, u"Models"_s};
        for (const bool isNew : {true, false}) {
            for (std::size_t i = 0; i < pages.size(); ++i)
                QTest::addRow("%s of %s", qPrintable(pages.at(i)), isNew ? "a new workspace" : "the sample") << static_cast<PageId>(i) << isNew;
        }
    }
    void whatIsGreyOnAPageSaysWhy()
    {
        QFETCH(const PageId, page);
        QFETCH(const bool, isNew);
        if (isNew)
            openNew();
        else if (m_opened != Opened::sample || !m_window->document())
            openOwnSample();
        m_opened = isNew ? Opened::fresh : Opened::sample;
        m_window->goTo(placeOf(page));
        Page *shown = m_window->page(page);
        QVERIFY(shown->isVisible());
        QCoreApplication::processEvents();
        QList<const QWidget *> roots{shown};
        if (shown->detail() != nullptr)
            roots.append(shown->detail());
        QCOMPARE(test::silent(test::greyOnes(roots)), QString());
        QCOMPARE(test::silent(shown->pageActions()), QString());
        QCOMPARE(test::silent(menuActions()), QString());
    }

    void withoutARunThereAreNoSidesToSwap()
    {
        openNew();
        m_opened = Opened::fresh;
        m_window->goTo(placeOf(PageId::compare));
        const Page *page = m_window->page(PageId::compare);
        QVERIFY(page->isVisible());
        QVERIFY(!page->findChild<QPushButton *>(u"compareSwapPushButton"_s)->isVisible());
    }

    void whatNeedsAWorkspaceSaysSo()
    {
        m_window.reset();
        openWindow();
        m_opened = Opened::nothing;
        QCOMPARE(test::silent(menuActions()), QString());
        for (const QAction *title : m_window->menuBar()->actions())
            QVERIFY2(title->menu()->toolTipsVisible(), qPrintable(title->text()));
        QStringList waiting;
        for (const QAction *action : menuActions()) {
            if (!action->isEnabled() && action->toolTip() == u"Open a workspace first."_s)
                waiting.append(action->text().remove(u'&'));
        }
        QVERIFY(waiting.contains(u"Close workspace"_s) && waiting.contains(u"Models"_s) && waiting.contains(u"Stop run"_s));
        openOwnSample();
        m_opened = Opened::sample;
        for (const QAction *action : menuActions())
            QVERIFY2(action->toolTip() != u"Open a workspace first."_s, qPrintable(action->text()));
    }

private:
    enum class Opened { nothing, fresh, sample };

    void openNew()
    {
        if (m_opened == Opened::fresh && m_window->document())
            return;
        m_window->createWorkspace(m_folder.filePath(u"new-%1.assay"_s.arg(++m_copies)));
        QTRY_COMPARE_WITH_TIMEOUT(m_window->document()->lists().models.size(), 3, kPatience);
    }

    /// Of all menus.
    [[nodiscard]] QList<QAction *> menuActions() const
    {
        QList<QAction *> actions;
        for (const QAction *title : m_window->menuBar()->actions())
            actions += title->menu()->actions();
        return actions;
    }

    Opened m_opened = Opened::nothing;
};

QTEST_MAIN(TestOffers)
#include "tst_offers.moc"
