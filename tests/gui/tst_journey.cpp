// SPDX-License-Identifier: GPL-3.0-or-later
// The whole window, as a user goes through it: a workspace with a bundled set, a prompt changed and saved, a run watched, its verdict read.
// With ASSAY_SCREENSHOT_DIR set, each page is saved as a picture there.
#include "app/window.h"
#include "core/store/labelrepository.h"
#include "tests/support/windowtest.h"
#include "ui/widgets/codeview.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace assay;
using namespace assay::ui;
using namespace Qt::StringLiterals;

namespace {

} // namespace

class TestJourney : public QObject, protected test::WindowTest {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        beginTests();
    }

    void init()
    {
        m_window = std::make_unique<MainWindow>(app::windowParts(m_composition));
        m_window->resize(1280, 800);
        m_window->show();
    }

    void cleanup() { m_window.reset(); }

    void theWelcomePageStandsBeforeAWorkspace()
    {
        QVERIFY(m_window->findChild<QWidget *>(u"welcomeWidget"_s)->isVisible());
        QVERIFY(!m_window->document());
        shoot(u"welcome"_s);
    }

    void whatIsNoWorkspaceIsRefusedWithItsReason()
    {
        const QString path = m_folder.filePath(u"letter.assay"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("Dear reader");
        file.close();
        m_window->openWorkspace(path);
        QVERIFY(!m_window->document());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("Dear reader"));
    }

    void aClosedWorkspaceLeavesNothingThatAsksIt()
    {
        m_window->createWorkspace(m_folder.filePath(u"closed.assay"_s));
        QList<QPointer<QWidget>> parts;
        for (const PageId id : {PageId::prompts, PageId::sets, PageId::run, PageId::results, PageId::compare, PageId::log, PageId::models}) {
            m_window->goTo(placeOf(id));
            parts.append(m_window->page(id));
            if (QWidget *detail = m_window->page(id)->detail())
                parts.append(detail);
        }
        QVERIFY(parts.size() > 7);
        m_window->createWorkspace(m_folder.filePath(u"next.assay"_s));
        for (const QPointer<QWidget> &part : std::as_const(parts))
            QVERIFY2(!part, part ? qPrintable(part->objectName()) : "");
    }

    void anEmptyWorkspaceTellsWhatToDo()
    {
        m_window->createWorkspace(m_folder.filePath(u"empty.assay"_s));
        QVERIFY(m_window->document());
        for (const auto &[page, name] : {std::pair(PageId::prompts, u"empty-prompts"_s), {PageId::sets, u"empty-sets"_s}, {PageId::run, u"empty-run"_s},
                 {PageId::results, u"empty-results"_s}, {PageId::compare, u"empty-compare"_s}}) {
            m_window->goTo(placeOf(page));
            QTRY_VERIFY(m_window->page(page)->isVisible());
            shoot(name);
        }
    }

    void aNewPromptBecomesAVersion()
    {
        m_window->createWorkspace(m_folder.filePath(u"new.assay"_s));
        m_window->goTo(placeOf(PageId::prompts));
        Page *page = m_window->page(PageId::prompts);
        trigger(page, u"New prompt"_s);
        auto *name = child<QComboBox>(page, u"promptComboBox"_s)->lineEdit();
        QVERIFY(name);
        QCOMPARE(name->selectedText(), u"prompt"_s);
        QTest::keyClicks(name, u"greeting"_s);
        QTest::keyClick(name, Qt::Key_Return);
        auto *editor = page->findChild<CodeView *>(u"message1PlainTextEdit"_s);
        QVERIFY(editor);
        QTest::keyClicks(editor, u"Say {{ word"_s);
        QCOMPARE(editor->toPlainText(), u"Say {{ word"_s);
        auto *save = child<QPushButton>(page, u"saveVersionPushButton"_s);
        QTRY_VERIFY(!save->isEnabled());
        QVERIFY(child<QLabel>(page, u"problemsLabel"_s)->isVisible());
        QTest::keyClicks(editor, u" }}"_s);
        QTRY_VERIFY(save->isEnabled());
        QTRY_VERIFY(child<QLabel>(page, u"variablesLabel"_s)->text().contains(u"word"_s));
        QTest::keyClicks(child<QLineEdit>(page, u"noteLineEdit"_s), u"first try"_s);
        QTest::keyClick(child<QLineEdit>(page, u"noteLineEdit"_s), Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(child<QListWidget>(page, u"versionsListWidget"_s)->count(), 1, kPatience);
        QTRY_VERIFY(editorOf(page)->isReadOnly());
        QTRY_COMPARE(m_window->document()->lists().prompts.size(), 1);
        QCOMPARE(m_window->document()->lists().prompts.first().name, u"greeting"_s);
        QVERIFY(!child<QComboBox>(page, u"promptComboBox"_s)->isEditable());
    }

    void aLabelIsMovedAndPutBackByKeys()
    {
        openSample();
        m_window->goTo(placeOf(PageId::prompts));
        Page *page = m_window->page(PageId::prompts);
        auto *versions = child<QListWidget>(page, u"versionsListWidget"_s);
        QTRY_COMPARE_WITH_TIMEOUT(versions->count(), 2, kPatience);
        const auto move = [&](int row) {
            versions->setCurrentRow(row);
            trigger(page, u"Move a label to this version"_s);
            auto *label = child<QComboBox>(page, u"labelComboBox"_s)->lineEdit();
            QTRY_VERIFY(label->hasFocus() || !m_window->isActiveWindow());
            label->clear();
            QTest::keyClicks(label, u"production"_s);
            QTest::keyClick(label, Qt::Key_Return);
            QTRY_VERIFY_WITH_TIMEOUT(versions->item(row)->text().contains(u"[production]"_s), kPatience);
        };
        move(1);
        auto *putBack = child<QPushButton>(page, u"rollBackPushButton"_s);
        QVERIFY(!putBack->isEnabled());
        move(0);
        QVERIFY(!versions->item(1)->text().contains(u"production"_s));
        QVERIFY(child<QLabel>(page, u"labelMovedLabel"_s)->text().contains(u"version 2, before 1"_s));
        shoot(u"label-moved"_s);
        putBack->click();
        QTRY_VERIFY_WITH_TIMEOUT(versions->item(1)->text().contains(u"[production]"_s), kPatience);
        std::optional<qsizetype> moves;
        m_window->document()->read(
            m_window.get(), [](store::Database &database) { return store::LabelRepository(database).history(u"locale"_s); },
            [&moves](const Result<QList<store::LabelMove>> &history) { moves = history->size(); });
        QTRY_VERIFY_WITH_TIMEOUT(moves.has_value(), kPatience);
        QCOMPARE(*moves, 3);
    }

    void theMainJobFromPlanToVerdict()
    {
        openSample();
        shootPages(u"before-run"_s);
        m_window->goTo(placeOf(PageId::run));
        Page *page = m_window->page(PageId::run);
        auto *start = child<QPushButton>(page, u"planStartPushButton"_s);
        QTRY_VERIFY_WITH_TIMEOUT(start->isEnabled(), kPatience);
        QVERIFY(child<QLabel>(page, u"planEstimateLabel"_s)->text().contains(u"calls"_s));
        QSignalSpy ended(m_window->document(), &Document::runEnded);
        QSignalSpy batches(m_window->document(), &Document::liveBatch);
        trigger(page, u"Start"_s);
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, kPatience);
        QVERIFY(batches.size() >= 1);
        const auto last = m_window->document()->lastBatch();
        QVERIFY(last && last->isLast);
        QCOMPARE(last->state, run::RunState::finished);
        QTRY_VERIFY(child<QLabel>(page, u"moneyLabel"_s)->text().startsWith(u"$"_s));
        QTRY_COMPARE(m_window->document()->lists().runs.size(), 1);

        m_window->goTo(placeOf(PageId::compare));
        Page *compare = m_window->page(PageId::compare);
        auto *sentence = child<QLabel>(compare, u"sentenceLabel"_s);
        QTRY_VERIFY_WITH_TIMEOUT(sentence->text().contains(u"locale@2"_s), kPatience);
        QVERIFY(sentence->text().contains(u"simulated"_s));
        const QString before = sentence->text();
        trigger(compare, u"Swap baseline and candidate"_s);
        QTRY_VERIFY_WITH_TIMEOUT(sentence->text() != before, kPatience);
        trigger(compare, u"Swap baseline and candidate"_s);
        QTRY_COMPARE_WITH_TIMEOUT(sentence->text(), before, kPatience);

        m_window->goTo(placeOf(PageId::results));
        auto *table = child<QTableView>(m_window->page(PageId::results), u"resultsTableView"_s);
        QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), last->all.cells, kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(m_window->findChild<QLabel *>(u"cellTitleLabel"_s)->text().contains(u"locale@"_s), kPatience);
        const int row = table->currentIndex().row();
        trigger(m_window->page(PageId::results), u"Next cell"_s);
        QCOMPARE(table->currentIndex().row(), row + 1);
        shootPages(u"after-run"_s);
    }

    void aRunIsPausedContinuedAndStopped()
    {
        openSample(false);
        m_window->goTo(placeOf(PageId::run));
        Page *page = m_window->page(PageId::run);
        QTRY_VERIFY_WITH_TIMEOUT(child<QPushButton>(page, u"planStartPushButton"_s)->isEnabled(), kPatience);
        QSignalSpy ended(m_window->document(), &Document::runEnded);
        child<QPushButton>(page, u"planStartPushButton"_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(m_window->document()->lastBatch() && m_window->document()->lastBatch()->all.done() > 20, kPatience);
        shoot(u"running"_s);
        m_window->document()->pauseRun();
        QTRY_COMPARE_WITH_TIMEOUT(m_window->document()->lastBatch()->state, run::RunState::paused, kPatience);
        m_window->document()->continueRun();
        QTRY_COMPARE_WITH_TIMEOUT(m_window->document()->lastBatch()->state, run::RunState::running, kPatience);
        m_window->document()->cancelRun();
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, kPatience);
        auto *resume = child<QPushButton>(page, u"resumePushButton"_s);
        QTRY_VERIFY_WITH_TIMEOUT(resume->isVisible(), kPatience);
        shoot(u"stopped"_s);
    }

    void backAndForwardWalkThePlaces()
    {
        openSample();
        m_window->goTo(placeOf(PageId::sets));
        m_window->goTo(placeOf(PageId::compare));
        QTest::keyClick(m_window.get(), Qt::Key_Left, Qt::AltModifier);
        QTRY_COMPARE(m_window->currentPlace().page, PageId::sets);
        QTest::keyClick(m_window.get(), Qt::Key_Right, Qt::AltModifier);
        QTRY_COMPARE(m_window->currentPlace().page, PageId::compare);
    }

    void unsavedChangesAreDroppedOnlyWhenClosedTwice()
    {
        openSample();
        m_window->goTo(placeOf(PageId::sets));
        Page *page = m_window->page(PageId::sets);
        auto *table = child<QTableView>(page, u"itemsTableView"_s);
        QTRY_VERIFY_WITH_TIMEOUT(table->model()->rowCount() > 0, kPatience);
        trigger(page, u"Add item"_s);
        m_window->goTo(placeOf(PageId::run));
        m_window->close();
        QVERIFY(m_window->document());
        QCOMPARE(m_window->currentPlace().page, PageId::sets);
        m_window->close();
        QVERIFY(!m_window->document());
    }

    void thePageInFrontHasTheKeyboard()
    {
        openSample();
        QTest::keyClick(m_window.get(), Qt::Key_2, Qt::ControlModifier);
        auto *table = child<QTableView>(m_window->page(PageId::sets), u"itemsTableView"_s);
        QTRY_VERIFY_WITH_TIMEOUT(table->model()->rowCount() > 0, kPatience);
        QTest::keyClick(m_window.get(), Qt::Key_3, Qt::ControlModifier);
        QTest::keyClick(m_window.get(), Qt::Key_2, Qt::ControlModifier);
        QCOMPARE(m_window->focusWidget(), table);
    }

private:
    static CodeView *editorOf(Page *page) { return page->findChild<CodeView *>(u"message1PlainTextEdit"_s); }

    void openSample(bool isFast = true)
    {
        const QString path = m_folder.filePath(u"sample-%1.assay"_s.arg(++m_samples));
        m_window->createWorkspace(path);
        QVERIFY(m_window->document());
        bool isFilled = false;
        m_window->document()->write(
            m_window.get(), [isFast](store::Database &database) { return app::fillSample(database, {.set = u"locale-formats"_s, .isFast = isFast, .seed = 7}); },
            [&isFilled](const Result<run::RunPlan> &plan) { isFilled = plan.has_value(); });
        QTRY_VERIFY_WITH_TIMEOUT(isFilled, kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(m_window->document()->lists().models.size(), 3, kPatience);
    }

    void shootPages(const QString &name)
    {
        if (qEnvironmentVariableIsEmpty("ASSAY_SCREENSHOT_DIR"))
            return;
        for (const auto &[page, title] :
            {std::pair(PageId::prompts, u"prompts"_s), {PageId::sets, u"sets"_s}, {PageId::run, u"run"_s}, {PageId::results, u"results"_s}, {PageId::compare, u"compare"_s}}) {
            m_window->goTo(placeOf(page));
            shoot(name + u"-"_s + title);
        }
    }

    void shoot(const QString &name)
    {
        const QString folder = qEnvironmentVariable("ASSAY_SCREENSHOT_DIR");
        if (folder.isEmpty())
            return;
        for (const QSize size : {QSize(1920, 1080), QSize(1280, 800)}) {
            m_window->resize(size);
            for (const auto &[scheme, suffix] : {std::pair(Scheme::dark, u"dark"_s), {Scheme::light, u"light"_s}}) {
                theme::apply(*qApp, scheme);
                // Answers of jobs and layouts settle; a picture of a page that still loads would show nothing.
                QVERIFY(!QTest::qWaitFor([] { return false; }, 350));
                m_window->grab().save(folder + u"/%1-%2-%3.png"_s.arg(name, QString::number(size.width()), suffix));
            }
        }
    }

    app::Composition m_composition;
    std::unique_ptr<MainWindow> m_window;
    int m_samples = 0;
};

QTEST_MAIN(TestJourney)
#include "tst_journey.moc"
