// SPDX-License-Identifier: GPL-3.0-or-later
// A prompt is made and written with the keyboard alone.
#include "tests/gui/promptsdesk.h"

using namespace assay;
using namespace assay::ui;
using namespace Qt::StringLiterals;

class TestPromptKeys : public test::PromptsDesk {
    Q_OBJECT

private Q_SLOTS:
    void fromANewWorkspaceToTheFirstWords()
    {
        m_isClean = false;
        m_window->createWorkspace(m_folder.filePath(u"keys.assay"_s));
        QTRY_COMPARE_WITH_TIMEOUT(m_window->document()->lists().models.size(), 3, kPatience);
        press(Qt::Key_Return); // the one thing that there is to do
        QTRY_VERIFY_WITH_TIMEOUT(editor(1) != nullptr, kPatience);
        QTest::keyClicks(m_window->focusWidget(), u"triage"_s);
        press(Qt::Key_Return);
        QCOMPARE(m_window->focusWidget(), editor(1));
        QTest::keyClicks(m_window->focusWidget(), u"Sort it."_s);
        QCOMPARE(editor(1)->text(), u"Sort it."_s);
        QCOMPARE(child<QComboBox>(u"promptComboBox"_s)->currentText(), u"triage"_s);
    }

    void whoComesBackWritesOnWhereItWas()
    {
        openSample();
        beginDraft();
        trigger(u"Add a message"_s);
        const int last = messageCount();
        editor(last)->setFocus();
        QTest::keyClicks(m_window->focusWidget(), u"And"_s);
        const QString name = child<QComboBox>(u"promptComboBox"_s)->currentText();
        m_window->goTo(placeOf(PageId::sets));
        QVERIFY(!editor(last)->isVisible());
        m_window->goTo(placeOf(PageId::prompts));
        QCOMPARE(m_window->focusWidget(), editor(last));
        QTest::keyClicks(m_window->focusWidget(), u" so on"_s);
        QCOMPARE(editor(last)->text(), u"And so on"_s);
        QCOMPARE(child<QComboBox>(u"promptComboBox"_s)->currentText(), name);
    }

    void tabTakesWhatIsOfferedAndElseGoesOn()
    {
        openSample();
        beginDraft();
        setText(1, {});
        editor(1)->setFocus();
        QTest::keyClicks(m_window->focusWidget(), u"{{ fie"_s);
        QTRY_VERIFY(editor(1)->findChild<QListWidget *>(u"completionListWidget"_s)->isVisible());
        press(Qt::Key_Tab);
        QCOMPARE(editor(1)->text(), u"{{ field"_s);
        QCOMPARE(m_window->focusWidget(), editor(1));
        press(Qt::Key_Tab);
        QVERIFY(m_window->focusWidget() != editor(1));
        QVERIFY2(child<QWidget>(u"message2Frame"_s)->isAncestorOf(m_window->focusWidget()), qPrintable(m_window->focusWidget()->objectName()));
        QTest::keyClick(m_window->focusWidget(), Qt::Key_Backtab, Qt::ShiftModifier);
        QCOMPARE(m_window->focusWidget(), editor(1));
    }

    void aFoldedMessageTakesTheKeyboardToo()
    {
        openSample();
        beginDraft();
        editor(1)->setFocus();
        trigger(u"Fold or unfold the message"_s);
        m_window->goTo(placeOf(PageId::sets));
        m_window->goTo(placeOf(PageId::prompts));
        QCOMPARE(m_window->focusWidget(), child<QToolButton>(u"message1Frame"_s, u"foldToolButton"_s));
        undo();
    }

    void withoutAPromptThereIsNothingToFind()
    {
        m_isClean = false;
        m_window->createWorkspace(m_folder.filePath(u"nothing.assay"_s));
        QTRY_COMPARE_WITH_TIMEOUT(m_window->document()->lists().models.size(), 3, kPatience);
        QVERIFY(child<QLabel>(u"noPromptLabel"_s)->isVisible());
        QVERIFY(!child<QTabWidget>(u"promptDetailTabWidget"_s)->isVisible());
        trigger(u"New prompt"_s);
        QTRY_VERIFY(child<QTabWidget>(u"promptDetailTabWidget"_s)->isVisible());
        QVERIFY(!child<QLabel>(u"noPromptLabel"_s)->isVisible());
    }

private:
    using PromptsDesk::child;
    template<typename Widget> Widget *child(const QString &parent, const QString &name) const { return child<QWidget>(parent)->findChild<Widget *>(name); }

    void press(Qt::Key key) { QTest::keyClick(m_window->focusWidget(), key); }
};

QTEST_MAIN(TestPromptKeys)
#include "tst_promptkeys.moc"
