// SPDX-License-Identifier: GPL-3.0-or-later
// What cannot be done on the Prompts page says why.
#include "tests/gui/promptsdesk.h"
#include "tests/support/greyones.h"

using namespace assay;
using namespace assay::ui;
using namespace Qt::StringLiterals;

class TestPromptOffers : public test::PromptsDesk {
    Q_OBJECT

private Q_SLOTS:
    void whatIsGreySaysWhy_data()
    {
        QTest::addColumn<QString>("shown");
        for (const QString &shown : {u"a draft"_s, u"a draft with a fault"_s, u"a version"_s, u"the first version"_s, u"a new prompt"_s})
            QTest::newRow(qPrintable(shown)) << shown;
    }
    void whatIsGreySaysWhy()
    {
        QFETCH(const QString, shown);
        if (shown == u"a new prompt"_s)
            openOwnSample();
        else
            openSample();
        if (shown == u"the first version"_s)
            child<QListWidget>(u"versionsListWidget"_s)->setCurrentRow(1);
        if (shown.startsWith(u"a draft"_s))
            beginDraft();
        if (shown == u"a new prompt"_s)
            trigger(u"New prompt"_s);
        if (shown == u"a draft with a fault"_s) {
            setText(1, u"{{ oops"_s);
            QTRY_VERIFY_WITH_TIMEOUT(!child<QPushButton>(u"saveVersionPushButton"_s)->isEnabled(), kPatience);
        }
        trigger(u"Find and replace"_s);
        child<QLineEdit>(u"findLineEdit"_s)->clear();
        Page *page = m_window->page(PageId::prompts);
        qsizetype grey = 0;
        for (const QString &tabs : {u"promptSideTabWidget"_s, u"promptDetailTabWidget"_s}) {
            auto *widget = child<QTabWidget>(tabs);
            for (int tab = 0; tab < widget->count(); ++tab) {
                widget->setCurrentIndex(tab);
                const auto found = test::greyOnes({page, page->detail()});
                grey += found.size();
                QCOMPARE(test::silent(found), QString());
            }
            widget->setCurrentIndex(0);
        }
        QVERIFY(grey > 3);
        QCOMPARE(test::silent(page->pageActions()), QString());
        trigger(u"Find in all messages"_s);
        QTest::keyClick(child<QLineEdit>(u"findLineEdit"_s), Qt::Key_Escape);
    }

    void aLabelWaitsForASavedVersion()
    {
        openOwnSample();
        beginDraft();
        trigger(u"Move a label to this version"_s);
        auto *move = child<QPushButton>(u"moveLabelPushButton"_s);
        auto *why = child<QLabel>(u"whyNotMovedLabel"_s);
        QVERIFY(!move->isEnabled());
        QVERIFY(why->isVisible());
        QVERIFY2(why->text().contains(u"the draft is shown"_s), qPrintable(why->text()));
        auto *versions = child<QListWidget>(u"versionsListWidget"_s);
        versions->setCurrentRow(1);
        QVERIFY(!why->isVisible());
        QVERIFY(move->isEnabled());
        moveLabel(u"staging"_s);
        QTRY_VERIFY_WITH_TIMEOUT(versions->item(1)->text().contains(u"[staging]"_s), kPatience);
        QVERIFY(!move->isEnabled());
        QCOMPARE(move->accessibleDescription(), u"staging stands on version 2 already."_s);
        child<QComboBox>(u"labelComboBox"_s)->lineEdit()->clear();
        QCOMPARE(move->accessibleDescription(), u"Write the name of the label first."_s);
    }

    void aLabelWithoutAStepBackSaysSo()
    {
        openOwnSample();
        auto *versions = child<QListWidget>(u"versionsListWidget"_s);
        QTRY_COMPARE_WITH_TIMEOUT(versions->count(), 2, kPatience);
        auto *back = child<QPushButton>(u"rollBackPushButton"_s);
        trigger(u"Move a label to this version"_s);
        auto *label = child<QComboBox>(u"labelComboBox"_s)->lineEdit();
        label->setText(u"staging"_s);
        QCOMPARE(back->accessibleDescription(), u"staging has not been moved yet."_s);
        versions->setCurrentRow(1);
        moveLabel(u"staging"_s);
        QTRY_COMPARE_WITH_TIMEOUT(back->accessibleDescription(), u"staging stands on its first version: there is no step back."_s, kPatience);
        versions->setCurrentRow(0);
        moveLabel(u"staging"_s);
        QTRY_VERIFY_WITH_TIMEOUT(back->isEnabled(), kPatience);
        QVERIFY(back->toolTip().contains(u"version 1"_s));
        back->click();
        QTRY_VERIFY_WITH_TIMEOUT(!back->isEnabled(), kPatience);
        // One that was removed stands again where it stood.
        child<QPushButton>(u"removeLabelPushButton"_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(back->isEnabled(), kPatience);
        QVERIFY(back->toolTip().contains(u"version 1"_s));
        back->click();
        QTRY_VERIFY_WITH_TIMEOUT(versions->item(1)->text().contains(u"[staging]"_s), kPatience);
        QVERIFY(!back->isEnabled());
    }

    void whatAVersionRefusesIsSaid_data()
    {
        QTest::addColumn<QString>("action");
        QTest::addColumn<QString>("said");
        QTest::newRow("a message more") << u"Add a message"_s << u"Version 1 is saved and never changes."_s;
        QTest::newRow("another order") << u"Move message down"_s << u"Version 1 is saved and never changes."_s;
        QTest::newRow("saving it again") << u"Save version"_s << u"Version 1 is saved already."_s;
        QTest::newRow("what it was made from") << u"Differences to its parent"_s << u"was made from no other version"_s;
    }
    void whatAVersionRefusesIsSaid()
    {
        QFETCH(const QString, action);
        QFETCH(const QString, said);
        openSample();
        child<QListWidget>(u"versionsListWidget"_s)->setCurrentRow(1);
        const int count = messageCount();
        trigger(action);
        auto *problems = child<QLabel>(u"problemsLabel"_s);
        QTRY_VERIFY(problems->isVisible());
        QVERIFY2(problems->text().contains(said), qPrintable(problems->text()));
        QCOMPARE(messageCount(), count);
    }
};

QTEST_MAIN(TestPromptOffers)
#include "tst_promptoffers.moc"
