// SPDX-License-Identifier: GPL-3.0-or-later
// The Prompts page as one works in it: write, preview, lint, try, save, compare, label, roll back. With ASSAY_SCREENSHOT_DIR set, its states are saved as
// pictures there.
#include "app/window.h"
#include "core/store/labelrepository.h"
#include "core/store/optionrepository.h"
#include "core/store/snippetrepository.h"
#include "tests/support/pageshots.h"
#include "tests/support/smallplan.h"
#include "ui/editor/completionpopup.h"
#include "ui/editor/templateeditor.h"
#include "ui/format/plurals.h"
#include "ui/pages/prompts/openprompt.h"
#include "ui/pages/prompts/trialpanel.h"

#include <QAbstractItemView>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTabWidget>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <ctime>

using namespace assay;
using namespace assay::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatience = 60'000;

Place promptsPlace()
{
    return {.page = PageId::prompts, .name = {}, .number = {}, .run = {}, .cell = {}, .item = {}};
}

} // namespace

class TestPromptsPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setApplicationName(u"assay-test"_s);
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder.path());
        qputenv("ASSAY_AUTHOR", "Ada Writer");
        theme::apply(*qApp, Scheme::light);
        QCoreApplication::installTranslator(&m_plurals);
        auto sample = workspace::Workspace::create(samplePath());
        QVERIFY(sample);
        const auto plan = (*sample)->write([](store::Database &database) { return app::fillSample(database, {.set = u"locale-formats"_s, .isFast = true, .seed = 7}); }).result();
        QVERIFY(plan);
        m_plan = *plan;
    }

    void init()
    {
        QSettings().clear();
        if (!m_window)
            openWindow();
    }

    // One window serves all functions: to make one takes longer than most of what is done in it.
    void cleanup()
    {
        if (QTest::currentTestFailed())
            m_window.reset();
        m_isClean = m_isClean && m_window;
    }

    void cleanupTestCase() { m_window.reset(); }

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
        find->clear();
        QTest::keyClicks(find, u"alpha"_s);
        auto *count = child<QLabel>(u"findCountLabel"_s);
        QCOMPARE(count->text(), u"3"_s);
        QTest::keyClick(find, Qt::Key_Return);
        QVERIFY(count->text().endsWith(u"of 3"_s));
        child<QToolButton>(u"findCaseToolButton"_s)->setChecked(true);
        QCOMPARE(count->text(), u"1"_s);
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

    // What is on the disk a moment after a key is what a program that was killed leaves behind.
    void aDraftOutlivesTheProgram()
    {
        openOwnSample();
        beginDraft();
        typeAtEnd(1, u" Written before the crash."_s);
        const QString written = editor(1)->text();
        const QString path = m_window->document()->path();
        const auto onDisk = [&path, this] {
            const QString copy = m_folder.filePath(u"killed-%1.assay"_s.arg(++m_copies));
            for (const QString &part : {QString(), u"-wal"_s})
                QFile::copy(path + part, copy + part);
            return copy;
        };
        const auto keptText = [](const QString &copy) {
            const auto opened = workspace::Workspace::open(copy);
            if (!opened)
                return opened.error().describe();
            const auto draft = (*opened)->read([](store::Database &database) { return store::PromptRepository(database).draft(u"locale"_s); }).result();
            return draft && *draft ? (*draft)->content.messages.first().text : u"no draft"_s;
        };
        QElapsedTimer timer;
        timer.start();
        QTRY_COMPARE_WITH_TIMEOUT(keptText(onDisk()), written, 5'000);
        qInfo("a draft is on the disk after %lld ms", timer.elapsed());
        m_window.reset();
        openWindow();
        m_window->openWorkspace(onDisk());
        m_window->goTo(promptsPlace());
        QTRY_COMPARE_WITH_TIMEOUT(editor(1) != nullptr ? editor(1)->text() : QString(), written, kPatience);
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

    void thePreviewFollowsItemAndModel()
    {
        openSample();
        beginDraft();
        auto *tokens = child<QLabel>(u"previewTokensLabel"_s);
        QTRY_VERIFY_WITH_TIMEOUT(tokens->text().contains(u"tokens"_s), kPatience);
        auto *item = child<QComboBox>(u"previewItemComboBox"_s);
        QTRY_VERIFY_WITH_TIMEOUT(item->count() > 10, kPatience);
        QTest::keyClick(m_window.get(), Qt::Key_PageDown, Qt::AltModifier);
        QCOMPARE(item->currentIndex(), 1);
        QTRY_VERIFY(child<QTableWidget>(u"previewPartsTableWidget"_s)->rowCount() >= 3);
        QTRY_VERIFY(child<QWidget>(u"message1Frame"_s)->findChild<QLabel *>(u"messageTokensLabel"_s)->text().contains(u"tokens"_s));
        auto *tabs = child<QTabWidget>(u"promptDetailTabWidget"_s);
        tabs->setCurrentIndex(1);
        auto *costs = child<QTableWidget>(u"costsTableWidget"_s);
        QTRY_COMPARE_WITH_TIMEOUT(costs->rowCount(), 3, kPatience);
        QVERIFY(costs->item(0, 3)->text().contains(u"$"_s));
        test::shootPage(*m_window, u"prompts-costs"_s);
    }

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

    void theLinterLeadsToPlacesAndMendsThem()
    {
        openSample();
        beginDraft();
        setText(1, u"Sort\u200b the ticket."_s);
        auto *findings = child<QListWidget>(u"findingsListWidget"_s);
        const auto rowOf = [findings](const QString &rule) {
            for (int row = 0; row < findings->count(); ++row) {
                if (findings->item(row)->data(Qt::UserRole).toString() == rule)
                    return row;
            }
            return -1;
        };
        QTRY_VERIFY_WITH_TIMEOUT(rowOf(u"invisible-character"_s) >= 0, kPatience);
        trigger(u"Findings of the linter"_s);
        findings->setCurrentRow(rowOf(u"invisible-character"_s));
        Q_EMIT findings->itemClicked(findings->currentItem());
        QTRY_COMPARE(editor(1)->selection(), (Span{4, 1}));
        QVERIFY(!child<QWidget>(u"ruleTextBrowser"_s)->isHidden());
        test::shootPage(*m_window, u"prompts-lint"_s);
        auto *fix = child<QPushButton>(u"fixPushButton"_s);
        QVERIFY(fix->isEnabled());
        fix->click();
        QCOMPARE(editor(1)->text(), u"Sort the ticket."_s);
        QTRY_COMPARE_WITH_TIMEOUT(rowOf(u"invisible-character"_s), -1, kPatience);
        undo();
        QCOMPARE(editor(1)->text(), u"Sort\u200b the ticket."_s);
    }

    void theLinterFollowsTheWorkspaceAndItsModels()
    {
        openOwnSample();
        beginDraft();
        const auto has = [this](const QString &rule) {
            auto *findings = child<QListWidget>(u"findingsListWidget"_s);
            for (int row = 0; row < findings->count(); ++row) {
                if (findings->item(row)->data(Qt::UserRole).toString() == rule)
                    return true;
            }
            return false;
        };
        setText(1, u"Sort\u200b the ticket."_s);
        QTRY_VERIFY_WITH_TIMEOUT(has(u"invisible-character"_s), kPatience);
        setSeverity(u"off"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!has(u"invisible-character"_s), kPatience);
        setSeverity({});
        QTRY_VERIFY_WITH_TIMEOUT(has(u"invisible-character"_s), kPatience);
        QVERIFY(!has(u"floating-model"_s));
        m_window->document()->write(
            m_window.get(),
            [](store::Database &database) {
                store::ModelRepository models(database);
                provider::ProviderConfig open;
                open.name = u"open"_s;
                open.kind = u"openai"_s;
                return models.saveProvider(open).and_then([&](const provider::ProviderConfig &saved) {
                    provider::ModelConfig model;
                    model.providerId = saved.id;
                    model.name = u"moves-on"_s;
                    model.apiName = u"gpt-4o"_s;
                    return models.saveModel(model);
                });
            },
            [](const Result<provider::ModelConfig> &saved) { QVERIFY(saved); });
        QTRY_VERIFY_WITH_TIMEOUT(has(u"floating-model"_s), kPatience);
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

    // ── versions ────────────────────────────────────────────────────────────────────────────────────────────────────

    void theWholeJourneyOfAPrompt()
    {
        openOwnSample();
        beginDraft();
        typeAtEnd(1, u"\nNever guess."_s);
        save(u"never guess"_s);
        auto *versions = child<QListWidget>(u"versionsListWidget"_s);
        QTRY_COMPARE_WITH_TIMEOUT(versions->count(), 3, kPatience);
        QTRY_VERIFY(versions->item(0)->text().contains(u"never guess"_s));
        QVERIFY(versions->item(0)->text().contains(u"Ada Writer"_s));
        QVERIFY(editor(1)->isReadOnly());

        // Two selected are compared.
        versions->clearSelection();
        versions->item(0)->setSelected(true);
        versions->item(2)->setSelected(true);
        auto *title = child<QLabel>(u"diffTitleLabel"_s);
        QTRY_VERIFY(title->isVisible());
        QVERIFY(title->text().contains(u"locale@1"_s));
        QVERIFY(title->text().contains(u"locale@3"_s));
        QVERIFY(child<QPlainTextEdit>(u"diffPlainTextEdit"_s)->toPlainText().contains(u"+ Never guess."_s));
        test::shootPage(*m_window, u"prompts-compare"_s);

        // A label goes there and back.
        versions->clearSelection();
        versions->setCurrentRow(1);
        moveLabel(u"production"_s);
        QTRY_VERIFY_WITH_TIMEOUT(versions->item(1)->text().contains(u"[production]"_s), kPatience);
        versions->setCurrentRow(0);
        moveLabel(u"production"_s);
        QTRY_VERIFY_WITH_TIMEOUT(versions->item(0)->text().contains(u"[production]"_s), kPatience);
        test::shootPage(*m_window, u"prompts-label"_s);
        child<QPushButton>(u"rollBackPushButton"_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(versions->item(1)->text().contains(u"[production]"_s), kPatience);
        QCOMPARE(child<QListWidget>(u"labelHistoryListWidget"_s)->count(), 3);
    }

    void anEarlierVersionIsBranchedAndADuplicatePointedOut()
    {
        openSample();
        auto *versions = child<QListWidget>(u"versionsListWidget"_s);
        QTRY_COMPARE_WITH_TIMEOUT(versions->count(), 2, kPatience);
        versions->setCurrentRow(1); // version 1
        trigger(u"Branch: edit from this version"_s);
        QTRY_COMPARE(versions->count(), 3);
        QVERIFY(child<QLabel>(u"promptStateLabel"_s)->text().contains(u"from 1"_s));
        save(u"the same again"_s);
        auto *there = child<QPushButton>(u"duplicatePushButton"_s);
        QTRY_VERIFY_WITH_TIMEOUT(there->isVisible(), kPatience);
        QCOMPARE(versions->count(), 3);
        there->click();
        QTRY_VERIFY(editor(1)->isReadOnly());
        QVERIFY(child<QLabel>(u"promptStateLabel"_s)->text().contains(u"version 1"_s));
        QCOMPARE(versions->count(), 3); // the draft is still there
    }

    void theHistoryOfAVersionLeadsToItsRuns()
    {
        openOwnSample();
        trigger(u"History of this version"_s);
        auto *table = child<QTableView>(u"historyTableView"_s);
        QVERIFY(child<QWidget>(u"historyEmpty"_s)->isVisible());
        test::shootPage(*m_window, u"prompts-history-empty"_s);
        run::RunPlan plan = m_plan;
        plan.models = plan.models.first(1);
        for (int runs = 1; runs <= 2; ++runs) {
            QSignalSpy ended(m_window->document(), &Document::runEnded);
            m_window->document()->startRun(plan);
            QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, kPatience);
            QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), runs, kPatience);
        }
        m_window->goTo(promptsPlace());
        QTRY_VERIFY(table->isVisible());
        QCOMPARE(table->model()->index(0, 2).data().toString(), u"locale-formats"_s);
        QVERIFY(child<QListWidget>(u"versionsListWidget"_s)->item(0)->text().contains(u"items of locale-formats"_s));
        test::shootPage(*m_window, u"prompts-history"_s);
        const auto newest = m_window->document()->lists().runs.first().id;
        Q_EMIT table->activated(table->model()->index(0, 0));
        QTRY_VERIFY(m_window->page(PageId::results)->isVisible());
        QCOMPARE(table->model()->index(0, 0).data().toString(), u"#%1"_s.arg(newest.value));
    }

    void goingToAnotherVersionLosesNoKey()
    {
        openSample();
        beginDraft();
        typeAtEnd(1, u" At once."_s);
        const QString written = editor(1)->text();
        auto *versions = child<QListWidget>(u"versionsListWidget"_s);
        m_window->goTo({.page = PageId::prompts, .name = u"locale"_s, .number = 1, .run = {}, .cell = {}, .item = {}});
        QTRY_VERIFY_WITH_TIMEOUT(child<QLabel>(u"promptStateLabel"_s)->text().contains(u"version 1"_s), kPatience);
        versions->setCurrentRow(0);
        QCOMPARE(editor(1)->text(), written);
    }

    void aDraftIsReplacedOnlyAfterAYes()
    {
        openSample();
        beginDraft();
        trigger(u"Branch: edit from this version"_s);
        auto *problems = child<QLabel>(u"problemsLabel"_s);
        QVERIFY(problems->text().contains(u"This is the draft already"_s));
        typeAtEnd(1, u" Mine."_s);
        const QString written = editor(1)->text();
        auto *versions = child<QListWidget>(u"versionsListWidget"_s);
        const int rows = versions->count();
        versions->setCurrentRow(rows - 1);
        const QString first = editor(1)->text();
        auto *replace = child<QPushButton>(u"replaceDraftPushButton"_s);
        QVERIFY(!replace->isVisible());
        trigger(u"Branch: edit from this version"_s);
        QVERIFY(replace->isVisible());
        QVERIFY(problems->text().contains(u"There is a draft already"_s));
        QVERIFY(editor(1)->isReadOnly());
        replace->click();
        QCOMPARE(versions->count(), rows);
        QCOMPARE(editor(1)->text(), first);
        QVERIFY(!editor(1)->isReadOnly());
        QVERIFY(child<QLabel>(u"promptStateLabel"_s)->text().contains(u"from 1"_s));
        typeAtEnd(1, u" Anew."_s);
        auto *discard = child<QPushButton>(u"discardPushButton"_s);
        discard->click(); // back to what was there
        QCOMPARE(editor(1)->text(), written);
        QVERIFY(child<QLabel>(u"promptStateLabel"_s)->text().contains(u"from 2"_s));
        discard->click(); // and nothing of the other is lost
        QCOMPARE(editor(1)->text(), first + u" Anew."_s);
    }

    void aProtectedLabelSaysWhatIsMissing()
    {
        openOwnSample();
        auto *versions = child<QListWidget>(u"versionsListWidget"_s);
        QTRY_COMPARE_WITH_TIMEOUT(versions->count(), 2, kPatience);
        bool isProtected = false;
        m_window->document()->write(
            m_window.get(),
            [](store::Database &database) { return store::LabelRepository(database).protect(u"locale"_s, u"production"_s, {.set = u"locale-formats"_s, .leastPassRate = 0.9}); },
            [&isProtected](const Result<void> &done) { isProtected = done.has_value(); });
        QTRY_VERIFY_WITH_TIMEOUT(isProtected, kPatience);
        m_window->goTo({.page = PageId::prompts, .name = u"locale"_s, .number = 2, .run = {}, .cell = {}, .item = {}});
        auto *refused = child<QLabel>(u"labelRefusedLabel"_s);
        QTRY_VERIFY_WITH_TIMEOUT(child<QListWidget>(u"labelsListWidget"_s)->count() > 0, kPatience);
        moveLabel(u"production"_s);
        QTRY_VERIFY_WITH_TIMEOUT(refused->isVisible(), kPatience);
        QVERIFY(refused->text().contains(u"protected"_s));
        QVERIFY(!versions->item(0)->text().contains(u"production"_s));
        test::shootPage(*m_window, u"prompts-refused"_s);
        QVERIFY(!child<QPushButton>(u"forceLabelPushButton"_s)->isEnabled());
        QTest::keyClicks(child<QLineEdit>(u"forceReasonLineEdit"_s), u"agreed with the team"_s);
        child<QPushButton>(u"forceLabelPushButton"_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(versions->item(0)->text().contains(u"[production]"_s), kPatience);
        QVERIFY(child<QListWidget>(u"labelHistoryListWidget"_s)->item(0)->text().contains(u"agreed with the team"_s));
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
    template<typename Widget> Widget *child(const QString &name) const
    {
        Page *page = m_window->page(PageId::prompts);
        for (QWidget *root : {static_cast<QWidget *>(page), page->detail()}) {
            if (root->objectName() == name)
                return qobject_cast<Widget *>(root);
            if (auto *found = root->findChild<Widget *>(name))
                return found;
        }
        qFatal("no %s", qPrintable(name));
    }

    [[nodiscard]] TemplateEditor *editor(int number) const { return m_window->page(PageId::prompts)->findChild<TemplateEditor *>(u"message%1PlainTextEdit"_s.arg(number)); }

    [[nodiscard]] int messageCount() const
    {
        int count = 0;
        while (editor(count + 1) != nullptr)
            ++count;
        return count;
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

    void typeAtEnd(int message, const QString &text)
    {
        editor(message)->setFocus();
        editor(message)->moveCursor(QTextCursor::End);
        for (const QString &line : text.split(u'\n')) {
            if (line != text.split(u'\n').first())
                QTest::keyClick(editor(message), Qt::Key_Return);
            QTest::keyClicks(editor(message), line);
        }
    }

    void setSeverity(const QString &severity)
    {
        m_window->document()->write(
            m_window.get(), [severity](store::Database &database) { return store::OptionRepository(database).setLintSeverity(u"invisible-character"_s, severity); },
            [](const Result<void> &done) { QVERIFY(done); });
    }

    void setText(int message, const QString &text) { editor(message)->replace({0, editor(message)->text().size()}, text); }
    void undo() { trigger(u"Undo"_s); }

    void trigger(const QString &text)
    {
        for (QAction *action : m_window->page(PageId::prompts)->pageActions()) {
            if (action->text().remove(u'&') == text) {
                action->trigger();
                return;
            }
        }
        QFAIL(qPrintable(u"no action "_s + text));
    }

    void save(const QString &note)
    {
        QTRY_VERIFY(child<QPushButton>(u"saveVersionPushButton"_s)->isEnabled());
        QTest::keyClicks(child<QLineEdit>(u"noteLineEdit"_s), note);
        QTest::keyClick(child<QLineEdit>(u"noteLineEdit"_s), Qt::Key_Return);
    }

    void moveLabel(const QString &label)
    {
        trigger(u"Move a label to this version"_s);
        auto *field = child<QComboBox>(u"labelComboBox"_s)->lineEdit();
        field->clear();
        QTest::keyClicks(field, label);
        child<QPushButton>(u"moveLabelPushButton"_s)->click();
    }

    [[nodiscard]] QString samplePath() const { return m_folder.filePath(u"sample.assay"_s); }

    void openWindow()
    {
        m_window = std::make_unique<MainWindow>(app::windowParts(m_composition));
        m_window->resize(1280, 800);
        m_window->show();
    }

    /// For a function that leaves no more behind than a draft: the sample, without one.
    void openSample()
    {
        if (!std::exchange(m_isClean, true)) {
            openOwnSample();
            m_isClean = true;
            return;
        }
        QVERIFY(m_window->page(PageId::prompts)->mayLeave()); // what was typed is written, so that it can be dropped
        bool isDropped = false;
        m_window->document()->write(
            m_window.get(), [](store::Database &database) { return store::PromptRepository(database).saveDraft(u"locale"_s, std::nullopt); },
            [&isDropped](const Result<void> &done) { isDropped = done.has_value(); });
        QTRY_VERIFY_WITH_TIMEOUT(isDropped, kPatience);
        child<QTabWidget>(u"promptSideTabWidget"_s)->setCurrentIndex(0);
        child<QTabWidget>(u"promptDetailTabWidget"_s)->setCurrentIndex(0);
        child<QPushButton>(u"diffPushButton"_s)->setChecked(false);
        QSignalSpy loaded(m_window->page(PageId::prompts)->findChild<OpenPrompt *>(), &OpenPrompt::loaded);
        m_window->goTo({.page = PageId::prompts, .name = u"locale"_s, .number = 2, .run = {}, .cell = {}, .item = {}});
        QTRY_VERIFY_WITH_TIMEOUT(!loaded.isEmpty(), kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(child<QListWidget>(u"versionsListWidget"_s)->count(), 2, kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(editor(1) != nullptr && editor(1)->isReadOnly(), kPatience);
    }

    /// For a function that saves something: nobody else sees it.
    void openOwnSample()
    {
        m_isClean = false;
        const QString path = m_folder.filePath(u"sample-%1.assay"_s.arg(++m_samples));
        QVERIFY(QFile::copy(samplePath(), path));
        m_window->openWorkspace(path);
        QTRY_VERIFY_WITH_TIMEOUT(m_window->document() && m_window->document()->path() == path, kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(m_window->document()->lists().models.size(), 3, kPatience);
        m_window->goTo(promptsPlace());
        QTRY_VERIFY_WITH_TIMEOUT(editor(1) != nullptr, kPatience);
    }

    void beginDraft()
    {
        trigger(u"Branch: edit from this version"_s);
        QTRY_VERIFY(editor(1) != nullptr && !editor(1)->isReadOnly());
        QTRY_VERIFY_WITH_TIMEOUT(child<QComboBox>(u"previewItemComboBox"_s)->count() > 0, kPatience);
    }

    QTemporaryDir m_folder;
    format::EnglishPlurals m_plurals;
    app::Composition m_composition;
    std::unique_ptr<MainWindow> m_window;
    QString m_kept; ///< of the draft, by the workspace
    run::RunPlan m_plan; ///< of the sample
    bool m_isClean = false; ///< what is open is the sample, but for a draft
    int m_samples = 0;
    int m_copies = 0;
};

QTEST_MAIN(TestPromptsPage)
#include "tst_promptspage.moc"
