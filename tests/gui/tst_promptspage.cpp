// SPDX-License-Identifier: GPL-3.0-or-later
// The Prompts page as one works in it: write, try. With ASSAY_SCREENSHOT_DIR set, its states are saved as pictures there.
#include "tests/gui/promptsdesk.h"
#include "tests/support/smallplan.h"
#include "ui/editor/findbar.h"
#include "ui/pages/prompts/trialpanel.h"
#include "ui/shell/helppage.h"

#include <QtTest/qtestwheel.h>

#include <ctime>

using namespace assay;
using namespace assay::ui;
using namespace Qt::StringLiterals;

class TestPromptsPage : public test::PromptsDesk {
    Q_OBJECT

private Q_SLOTS:
    // ── writing ─────────────────────────────────────────────────────────────────────────────────────────────────────

    void undoIsOneForTheWholeDraft()
    {
        openSample();
        beginDraft();
        const QString before = editor(1)->text();
        typeAtEnd(1, u" One more rule."_s);
        auto *temperature = child<QLineEdit>(u"temperatureLineEdit"_s);
        temperature->setFocus();
        temperature->selectAll();
        QTest::keyClicks(temperature, u"0.5"_s);
        const int count = messageCount();
        trigger(u"Add a message"_s);
        QCOMPARE(messageCount(), count + 1);
        trigger(u"Move message up"_s);
        QTest::keyClicks(editor(count), u"moved"_s);
        QCOMPARE(editor(count)->text(), u"moved"_s);

        undo(); // typing
        QCOMPARE(editor(count)->text(), QString());
        undo(); // moving
        undo(); // adding
        QCOMPARE(messageCount(), count);
        temperature->setFocus();
        QTest::keyClick(temperature, Qt::Key_Z, Qt::ControlModifier); // from within another field
        QVERIFY(temperature->text() != u"0.5"_s);
        child<QListWidget>(u"versionsListWidget"_s)->setFocus();
        undo();
        QCOMPARE(editor(1)->text(), before);
        for (int i = 0; i < 5; ++i)
            trigger(u"Redo"_s);
        QCOMPARE(editor(count)->text(), u"moved"_s);
        QCOMPARE(temperature->text(), u"0.5"_s);
    }

    void whatWasTypedOverComesBackInOneStep()
    {
        openSample();
        beginDraft();
        const QString before = editor(1)->text();
        editor(1)->setFocus();
        QTest::keyClick(editor(1), Qt::Key_A, Qt::ControlModifier);
        const QString over = before.first(1) + u"ort the ticket."_s; // the first letter stays the same
        QTest::keyClicks(editor(1), over);
        QCOMPARE(editor(1)->text(), over);
        undo();
        QCOMPARE(editor(1)->text(), before);
        trigger(u"Redo"_s);
        QCOMPARE(editor(1)->text(), over);

        // What was pasted over it is a step, and what was typed after it another.
        undo();
        editor(1)->selectAll();
        editor(1)->insertPlainText(u"From elsewhere"_s);
        QTest::keyClicks(editor(1), u", and on"_s);
        undo();
        QCOMPARE(editor(1)->text(), u"From elsewhere"_s);
        undo();
        QCOMPARE(editor(1)->text(), before);
    }

    void aLookAtAVersionKeepsWhatCanBeUndone()
    {
        openSample();
        beginDraft();
        const QString before = editor(1)->text();
        typeAtEnd(1, u" One more rule."_s);
        auto *versions = child<QListWidget>(u"versionsListWidget"_s);
        versions->setCurrentRow(1);
        QVERIFY(editor(1)->isReadOnly());
        undo(); // nothing of a version is undone
        QCOMPARE(editor(1)->text(), before);
        versions->setCurrentRow(0);
        QCOMPARE(editor(1)->text(), before + u" One more rule."_s);
        undo();
        QCOMPARE(editor(1)->text(), before);
    }

    void theWheelOverABoxScrollsTheMessages()
    {
        openSample();
        beginDraft();
        QString text;
        for (int i = 0; i < 80; ++i)
            text += u"A line.\n"_s;
        setText(1, text);
        setText(messageCount(), text);
        auto *format = child<QComboBox>(u"responseFormatComboBox"_s);
        auto *frame = child<QWidget>(u"message1Frame"_s);
        auto *scroll = messagesScrollBar();
        QTRY_VERIFY(scroll->maximum() > 1'000);
        editor(1)->setFocus();
        scroll->setValue(0);
        auto *role = frame->findChild<QComboBox *>(u"roleComboBox"_s);
        const QString system = role->currentText();
        turn(role, -120);
        QTRY_VERIFY(scroll->value() > 0);
        QCOMPARE(role->currentText(), system);
        scroll->setValue(scroll->maximum());
        QTRY_VERIFY(format->visibleRegion().boundingRect().height() == format->height());
        const QString answer = format->currentText();
        turn(format, -120);
        turn(format, 120);
        QTRY_VERIFY(scroll->value() < scroll->maximum());
        QCOMPARE(format->currentText(), answer);
        QVERIFY(!format->hasFocus());
    }

    void theHelpOfThePageIsAKeyAway()
    {
        openSample();
        QTest::keyClick(m_window.get(), Qt::Key_F1);
        auto *help = m_window->findChild<HelpPage *>();
        QVERIFY(help != nullptr);
        QCOMPARE(help->windowTitle(), u"Template language"_s);
        help->close();
        m_window->activateWindow();
        QTRY_VERIFY(m_window->isActiveWindow());
    }

    void aProblemSaysWhereAndOnOneLine()
    {
        openSample();
        beginDraft();
        setText(1, u"Sort.\nIt says {{ text | nofilter }}"_s);
        auto *problems = child<QLabel>(u"problemsLabel"_s);
        QTRY_VERIFY_WITH_TIMEOUT(problems->text().contains(u"message 1, line 2, column 19: there is no filter `nofilter`. Filters are: abs, "_s), kPatience);
        QVERIFY2(problems->text().endsWith(u", \u2026"_s), qPrintable(problems->text()));
        QVERIFY(problems->text().size() < 200);
        QVERIFY(problems->toolTip().contains(u"wordwrap"_s));
        setText(1, u"{{ text | uper }}"_s);
        QTRY_VERIFY_WITH_TIMEOUT(problems->text().endsWith(u"there is no filter `uper`. Did you mean `upper`?"_s), kPatience);
        QCOMPARE(problems->toolTip(), QString());

        // Of many the first is shown, so that the editors stay as high as they are.
        setText(1, QString(u"{{ text | uper }}\n"_s).repeated(9));
        setText(2, u"{{ text | lowr }}"_s);
        QTRY_VERIFY_WITH_TIMEOUT(problems->text().contains(u"line 1, "_s) && problems->text().endsWith(u" more"_s), kPatience);
        QVERIFY(problems->toolTip().contains(u"lower"_s));
        QVERIFY2(problems->height() <= 3 * problems->fontMetrics().lineSpacing(), qPrintable(QString::number(problems->height())));
    }

    void typingIntoAVersionSaysWhatToDo()
    {
        openSample();
        auto *problems = child<QLabel>(u"problemsLabel"_s);
        const QString text = editor(1)->text();
        QVERIFY(!problems->isVisible());
        QTest::keyClick(editor(1), Qt::Key_Down);
        QVERIFY(!problems->isVisible());
        QTest::keyClicks(editor(1), u"x"_s);
        QVERIFY(problems->isVisible());
        QVERIFY2(problems->text().contains(u"Version 2 is saved and never changes"_s) && problems->text().contains(u"Edit from here"_s), qPrintable(problems->text()));
        QCOMPARE(editor(1)->text(), text);
        child<QPushButton>(u"editPushButton"_s)->click();
        QTRY_VERIFY(!editor(1)->isReadOnly());
        QVERIFY(!problems->isVisible());
    }

    void aMessageIsDraggedToAnotherPlace()
    {
        openSample();
        beginDraft();
        const QString first = editor(1)->text();
        auto *handle = child<QWidget>(u"message1DragHandle"_s);
        auto *below = child<QWidget>(u"message2Frame"_s);
        const QPoint start(4, 8);
        const QPoint end = handle->mapFromGlobal(below->mapToGlobal(QPoint(10, below->height() - 2)));
        QTest::mousePress(handle, Qt::LeftButton, {}, start);
        QTest::mouseMove(handle, start + QPoint(0, 30));
        QTest::mouseMove(handle, end);
        QTest::mouseRelease(handle, Qt::LeftButton, {}, end);
        QCOMPARE(editor(2)->text(), first);
        undo();
        QCOMPARE(editor(1)->text(), first);
    }

    void aFaultIsMarkedWhileOneTypes()
    {
        openSample();
        beginDraft();
        QElapsedTimer timer;
        typeAtEnd(2, u"{{ oops"_s);
        timer.start();
        while (editor(2)->marks().isEmpty() && timer.elapsed() < kPatience)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 5);
        QVERIFY(!editor(2)->marks().isEmpty());
        qInfo("a fault is marked after %lld ms", timer.elapsed());
        QVERIFY(!child<QPushButton>(u"saveVersionPushButton"_s)->isEnabled());
        test::shootPage(*m_window, u"prompts-fault"_s);
        typeAtEnd(2, u" }}"_s);
        QTRY_VERIFY(child<QPushButton>(u"saveVersionPushButton"_s)->isEnabled());
    }

    void findAndReplaceGoOverAllMessages()
    {
        openSample();
        beginDraft();
        setText(1, u"Alpha beta.\nalpha"_s);
        setText(2, u"An ALPHA {{ text }}"_s);
        trigger(u"Find and replace"_s);
        auto *find = child<QLineEdit>(u"findLineEdit"_s);
        QVERIFY2(find->width() >= 180, qPrintable(QString::number(find->width())));
        QVERIFY(child<FindBar>(u"findBar"_s)->minimumSizeHint().width() <= 400); // or the columns beside it move
        find->clear();
        QTest::keyClicks(find, u"alpha"_s);
        auto *count = child<QLabel>(u"findCountLabel"_s);
        QCOMPARE(count->text(), u"3 found"_s);
        QTest::keyClick(find, Qt::Key_Return);
        QVERIFY(count->text().endsWith(u"of 3"_s));
        child<QToolButton>(u"findCaseToolButton"_s)->setChecked(true);
        QCOMPARE(count->text(), u"1 found"_s);
        child<QToolButton>(u"findCaseToolButton"_s)->setChecked(false);
        QTest::keyClicks(child<QLineEdit>(u"replaceLineEdit"_s), u"omega"_s);
        child<QPushButton>(u"replaceAllPushButton"_s)->click();
        QCOMPARE(editor(1)->text(), u"omega beta.\nomega"_s);
        QCOMPARE(editor(2)->text(), u"An omega {{ text }}"_s);
        QCOMPARE(count->text(), u"none"_s);
        undo();
        QCOMPARE(editor(1)->text(), u"Alpha beta.\nalpha"_s);
        QCOMPARE(editor(2)->text(), u"An ALPHA {{ text }}"_s);
        QTest::keyClick(find, Qt::Key_Escape);
        QVERIFY(!child<QLineEdit>(u"findLineEdit"_s)->isVisible());
    }

    void aSchemaIsCheckedWhileOneTypes()
    {
        openSample();
        beginDraft();
        auto *format = child<QComboBox>(u"responseFormatComboBox"_s);
        format->setCurrentIndex(2);
        Q_EMIT format->activated(2);
        auto *schema = child<TemplateEditor>(u"responseSchemaPlainTextEdit"_s);
        QTRY_VERIFY(schema->isVisible());
        QVERIFY(schema->text().contains(u"\"type\": \"object\""_s));
        schema->select({0, schema->text().size()});
        QTest::keyClicks(schema, u"{\"type\": \"strin\"}"_s);
        QTRY_VERIFY(child<QLabel>(u"responseSchemaProblemLabel"_s)->isVisible());
        QTRY_VERIFY(!child<QPushButton>(u"saveVersionPushButton"_s)->isEnabled());
        QVERIFY(child<QLabel>(u"problemsLabel"_s)->text().contains(u"settings"_s));
        schema->setFocus();
        schema->moveCursor(QTextCursor::End);
        test::shootPage(*m_window, u"prompts-schema"_s);
        schema->select({0, schema->text().size()});
        QTest::keyClicks(schema, u"{\"type\": \"string\"}"_s);
        QTRY_VERIFY(child<QPushButton>(u"saveVersionPushButton"_s)->isEnabled());
    }

    void aDraftOutlivesTheProgram()
    {
        openOwnSample();
        beginDraft();
        typeAtEnd(1, u" Written before the crash."_s);
        const QString written = editor(1)->text();
        const auto keptText = [this] {
            const auto draft = draftIn(killedCopy());
            return draft ? draft->content.messages.first().text : u"no draft"_s;
        };
        QElapsedTimer timer;
        timer.start();
        QTRY_COMPARE_WITH_TIMEOUT(keptText(), written, 5'000);
        qInfo("a draft is on the disk after %lld ms", timer.elapsed());
        openKilled(killedCopy());
        QTRY_COMPARE_WITH_TIMEOUT(editor(1)->text(), written, kPatience);
        QVERIFY(!editor(1)->isReadOnly());
    }

    void aDraftIsKeptWhileOneTypesWithoutAPause()
    {
        openSample();
        beginDraft();
        editor(1)->setFocus();
        editor(1)->moveCursor(QTextCursor::End);
        m_kept.clear();
        QElapsedTimer timer;
        timer.start();
        while (!m_kept.contains(u"steady"_s) && timer.elapsed() < kPatience) {
            QTest::keyClicks(editor(1), u" steady"_s, Qt::NoModifier, 15);
            m_window->document()->read(
                m_window.get(), [](store::Database &database) { return store::PromptRepository(database).draft(u"locale"_s); },
                [this](const Result<std::optional<store::Draft>> &draft) { m_kept = draft && *draft ? (*draft)->content.messages.first().text : QString(); });
        }
        QVERIFY(m_kept.contains(u"steady"_s));
    }

    // ── beside the editors ──────────────────────────────────────────────────────────────────────────────────────────

    void theDraftIsTriedWithoutSaving()
    {
        openSample();
        beginDraft();
        QTRY_VERIFY_WITH_TIMEOUT(child<QComboBox>(u"previewItemComboBox"_s)->count() > 10, kPatience);
        QTest::keyClick(editor(1), Qt::Key_Return, Qt::ControlModifier);
        auto *results = child<QListWidget>(u"tryResultsListWidget"_s);
        QTRY_COMPARE_WITH_TIMEOUT(results->count(), 1, kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(!child<QPushButton>(u"tryStopPushButton"_s)->isVisible(), kPatience);
        QTest::keyClick(editor(1), Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE_WITH_TIMEOUT(results->count(), 10, kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(child<QLabel>(u"trySaidLabel"_s)->text().contains(u"of 10 passed"_s), kPatience);
        QVERIFY(child<QLabel>(u"trySaidLabel"_s)->text().contains(u"simulated"_s));
        // Which answer comes first is chance, and one that failed has no text.
        bool hasText = false;
        for (int row = 0; row < results->count() && !hasText; ++row) {
            results->setCurrentRow(row);
            hasText = !child<QPlainTextEdit>(u"tryAnswerPlainTextEdit"_s)->toPlainText().isEmpty();
        }
        QVERIFY(hasText);
        QCOMPARE(m_window->document()->lists().runs.size(), 0);
        test::shootPage(*m_window, u"prompts-tried"_s);
    }

    void answersSayWhatTheyAreOf()
    {
        openSample();
        beginDraft();
        typeAtEnd(1, u" Mine."_s);
        trigger(u"Try the draft on this item"_s);
        auto *whose = child<QLabel>(u"tryWhoseLabel"_s);
        QTRY_COMPARE_WITH_TIMEOUT(whose->text(), u"Answers to the draft of locale"_s, kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(child<QListWidget>(u"tryResultsListWidget"_s)->count(), 1, kPatience);
        auto *versions = child<QListWidget>(u"versionsListWidget"_s);
        versions->setCurrentRow(1);
        QTRY_VERIFY_WITH_TIMEOUT(whose->text().endsWith(u"Answers to the draft of locale, not to locale@2, which is shown"_s), kPatience);
        test::shootPage(*m_window, u"prompts-tried-elsewhere"_s);
        versions->setCurrentRow(0);
        QTRY_COMPARE_WITH_TIMEOUT(whose->text(), u"Answers to the draft of locale"_s, kPatience);
        typeAtEnd(1, u" More."_s);
        QTRY_VERIFY_WITH_TIMEOUT(whose->text().endsWith(u"as it was, before it was changed"_s), kPatience);
    }

    void aModelThatIsPaidForIsAskedOnlyAfterAYes()
    {
        openSample();
        DraftTrial trial(*m_window->document(), m_composition.desk(), nullptr);
        TrialPanel panel(trial, nullptr);
        panel.show();
        QSignalSpy ended(&trial, &DraftTrial::ended);
        run::RunPlan plan = test::smallPlan(3);
        panel.ask(plan);
        auto *confirm = panel.findChild<QPushButton *>(u"tryConfirmPushButton"_s);
        QTRY_VERIFY_WITH_TIMEOUT(confirm->isVisible(), kPatience);
        QVERIFY(confirm->text().contains(u"at most $"_s));
        QVERIFY(panel.findChild<QLabel *>(u"trySaidLabel"_s)->text().startsWith(u"3 calls to m1"_s));
        QCOMPARE(ended.size(), 0);
        confirm->click(); // there is no provider of that kind: each call is an error, and all of them end
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, kPatience);
        QCOMPARE(panel.findChild<QListWidget *>(u"tryResultsListWidget"_s)->count(), 3);
        plan.models.first().price.reset();
        panel.ask(plan);
        QTRY_VERIFY_WITH_TIMEOUT(confirm->isVisible(), kPatience);
        QVERIFY(confirm->text().contains(u"unknown price"_s));
    }

    void snippetsAreWrittenOfferedAndIncluded()
    {
        openOwnSample();
        beginDraft();
        child<QTabWidget>(u"promptSideTabWidget"_s)->setCurrentIndex(2);
        QTest::keyClicks(child<QLineEdit>(u"snippetNameLineEdit"_s), u"tone"_s);
        QTest::keyClicks(child<TemplateEditor>(u"snippetPlainTextEdit"_s), u"Be kind."_s);
        child<QPushButton>(u"saveSnippetPushButton"_s)->click();
        QTRY_COMPARE_WITH_TIMEOUT(child<QListWidget>(u"snippetsListWidget"_s)->count(), 1, kPatience);
        auto *insert = child<QPushButton>(u"insertSnippetPushButton"_s);
        QTRY_VERIFY(insert->isEnabled());
        editor(1)->setFocus();
        editor(1)->moveCursor(QTextCursor::End);
        insert->click();
        QVERIFY(editor(1)->text().endsWith(u"{% include \"tone\" %}"_s));
        test::shootPage(*m_window, u"prompts-snippets"_s);
    }
    void aLongPromptIsStillAtHand()
    {
        openSample();
        beginDraft();
        QString text;
        for (int i = 1; text.size() < 20'000; ++i)
            text += u"## Rule %1\n\n- Answer **only** with one of the labels, for the locale {{ locale }}.\n{%- if text | length > 200 %}\n  Be brief.\n{%- endif %}\n"
                    "A line of plain words that goes on for a while, as prompts do, so that it wraps on a usual window and has to be laid out.\n\n"_s.arg(i);
        setText(1, text);
        editor(1)->setFocus();
        editor(1)->moveCursor(QTextCursor::Start);
        test::shootPage(*m_window, u"prompts-long"_s);
        measureKeys();
        trigger(u"Fold or unfold the message"_s);
        QVERIFY(!editor(1)->isVisible());
        test::shootPage(*m_window, u"prompts-folded"_s);
        undo();
        QTRY_VERIFY(editor(1)->isVisible());
    }

    void everyActionHasItsOwnKeys()
    {
        openSample();
        QHash<QKeySequence, QString> taken;
        for (const QAction *action : m_window->page(PageId::prompts)->pageActions()) {
            for (const QKeySequence &keys : action->shortcuts()) {
                QVERIFY2(!taken.contains(keys), qPrintable(action->text() + u" and "_s + taken.value(keys)));
                taken.insert(keys, action->text());
            }
        }
        for (const QAction *action : m_window->findChildren<QAction *>()) {
            if (!action->shortcut().isEmpty() && action->parent() == m_window.get())
                QVERIFY2(!taken.contains(action->shortcut()), qPrintable(action->text()));
        }
    }

    void whatCanBeUsedHasAName()
    {
        openSample();
        beginDraft();
        Page *page = m_window->page(PageId::prompts);
        QStringList nameless;
        for (QWidget *root : {static_cast<QWidget *>(page), page->detail()}) {
            for (const QWidget *widget : root->findChildren<QWidget *>()) {
                const bool isControl = qobject_cast<const QComboBox *>(widget) || qobject_cast<const QLineEdit *>(widget) || qobject_cast<const QPlainTextEdit *>(widget)
                    || qobject_cast<const QToolButton *>(widget) || (qobject_cast<const QAbstractItemView *>(widget) && !widget->inherits("QHeaderView"));
                const bool isPart = widget->parentWidget() && (qobject_cast<const QComboBox *>(widget->parentWidget()) || qobject_cast<const QLineEdit *>(widget->parentWidget()) || widget->parentWidget()->objectName().startsWith(u"qt_"_s) || widget->parentWidget()->inherits("QComboBoxPrivateContainer") || widget->parentWidget()->inherits("QTabBar") || widget->parentWidget()->inherits("QAbstractSpinBox"));
                if (isControl && !isPart && widget->accessibleName().isEmpty())
                    nameless.append(QString::fromLatin1(widget->metaObject()->className()) + u" "_s + widget->objectName());
            }
        }
        QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(u", "_s)));
    }

private:
    static void turn(QWidget *box, int delta)
    {
        QTest::wheelEvent(box->window()->windowHandle(), box->mapTo(box->window(), box->rect().center()), {0, delta});
    }

    // Printed, not asserted: a machine under load is no fault. The marks are 10 ms a key, and 50 ms until a fault is marked.
    void measureKeys()
    {
        QTextCursor middle(editor(1)->document());
        middle.setPosition(static_cast<int>(editor(1)->text().indexOf(u"of plain words"_s, editor(1)->text().size() / 2)));
        editor(1)->setTextCursor(middle);
        QCoreApplication::processEvents();
        QList<qint64> times;
        for (int i = 0; i < 60; ++i) {
            timespec before{};
            timespec after{};
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &before);
            QTest::keyClick(editor(1), "words and more "[i % 15]);
            QCoreApplication::processEvents();
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &after);
            times.append((after.tv_sec - before.tv_sec) * 1'000'000 + (after.tv_nsec - before.tv_nsec) / 1'000);
        }
        std::ranges::sort(times);
        qInfo("a key in 20 kB on the whole page: %.2f ms of the thread, 95 %% of them %.2f ms, at most %.2f ms", static_cast<double>(times.at(30)) / 1'000,
            static_cast<double>(times.at(57)) / 1'000, static_cast<double>(times.last()) / 1'000);
        QTest::keyClicks(editor(1), u" {{ oops"_s);
        QElapsedTimer timer;
        timer.start();
        const qsizetype place = editor(1)->text().indexOf(u"{{ oops"_s);
        const auto isMarked = [&] {
            return std::ranges::any_of(editor(1)->marks(), [&](const EditorMark &mark) { return mark.tone == Tone::fail && mark.span.start >= place && mark.span.start <= place + 40; });
        };
        while (!isMarked() && timer.elapsed() < kPatience)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 5);
        QVERIFY(isMarked());
        qInfo("a fault in 20 kB is marked after %lld ms", timer.elapsed());
        undo();
    }
};

QTEST_MAIN(TestPromptsPage)
#include "tst_promptspage.moc"
