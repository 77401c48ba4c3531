// SPDX-License-Identifier: GPL-3.0-or-later
// The versions of a prompt on its page: save, compare, branch, label, roll back, and how they did. With ASSAY_SCREENSHOT_DIR set, its states are saved as
// pictures there.
#include "tests/gui/promptsdesk.h"
#include "core/store/labelrepository.h"
#include "ui/format/format.h"

#include <QDialog>
#include <QDoubleSpinBox>
#include <QTableView>
#include <QTextBlock>

using namespace assay;
using namespace assay::ui;
using namespace Qt::StringLiterals;

class TestPromptVersions : public test::PromptsDesk {
    Q_OBJECT

private Q_SLOTS:
    void theNoteOfTheDraftStandsInTheTimelineAsItIsTyped()
    {
        openSample();
        beginDraft();
        auto *versions = child<QListWidget>(u"versionsListWidget"_s);
        const QString version = versions->item(1)->text();
        auto *note = child<QLineEdit>(u"noteLineEdit"_s);
        QTest::keyClicks(note, u"shorter"_s);
        QVERIFY2(versions->item(0)->text().startsWith(u"draft  shorter  "_s), qPrintable(versions->item(0)->text()));
        QTest::keyClick(note, Qt::Key_Backspace);
        QVERIFY2(versions->item(0)->text().startsWith(u"draft  shorte  "_s), qPrintable(versions->item(0)->text()));
        QCOMPARE(versions->item(1)->text(), version);
        QVERIFY(versions->item(0)->isSelected());
        QVERIFY(!editor(1)->isReadOnly());
    }

    void theWholeJourneyOfAPrompt()
    {
        openOwnSample();
        beginDraft();
        typeAtEnd(1, u"\nNever guess."_s);
        save(u"never guess"_s);
        auto *versions = child<QListWidget>(u"versionsListWidget"_s);
        QTRY_COMPARE_WITH_TIMEOUT(versions->count(), 3, kPatience);
        QTRY_VERIFY(versions->item(0)->text().contains(u"never guess"_s));
        QTRY_VERIFY_WITH_TIMEOUT(versions->item(0)->text().contains(u"Ada Writer"_s), kPatience); // until then it is the draft, with its note
        QVERIFY(editor(1)->isReadOnly());

        // Two selected are compared.
        versions->clearSelection();
        versions->item(0)->setSelected(true);
        versions->item(2)->setSelected(true);
        auto *title = child<QLabel>(u"diffTitleLabel"_s);
        QTRY_VERIFY(title->isVisible());
        QVERIFY(title->text().contains(u"locale@1"_s));
        QVERIFY(title->text().contains(u"locale@3"_s));
        QVERIFY2(title->text().endsWith(u": \u22121 line, +16 lines"_s), qPrintable(title->text()));
        auto *difference = child<QPlainTextEdit>(u"diffPlainTextEdit"_s);
        QVERIFY(difference->toPlainText().contains(u"+ Never guess."_s));
        const QTextBlock added = difference->document()->find(u"+ Never guess."_s).block();
        QCOMPARE(added.blockFormat().background().color(), theme::background(Tone::better)); // to the edge
        QCOMPARE(difference->document()->begin().blockFormat().background().style(), Qt::NoBrush);
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

    void aVersionThatWasSavedIsProposedForTheNextRun()
    {
        openOwnSample();
        m_window->goTo(placeOf(PageId::run));
        auto *proposed = m_window->page(PageId::run)->findChild<QListWidget *>(u"planVersionsListWidget"_s);
        const auto ticked = [proposed] {
            QStringList labels;
            for (int row = 0; row < proposed->count(); ++row) {
                if (proposed->item(row)->checkState() == Qt::Checked)
                    labels.append(proposed->item(row)->text().section(u' ', 0, 0));
            }
            return labels.join(u' ');
        };
        QTRY_COMPARE_WITH_TIMEOUT(ticked(), u"locale@2 locale@1"_s, kPatience);
        const auto saveAnother = [this](const QString &words) {
            m_window->goTo(placeOf(PageId::prompts));
            beginDraft();
            typeAtEnd(1, words);
            save(words);
        };
        saveAnother(u" Never guess."_s);
        QTRY_COMPARE_WITH_TIMEOUT(ticked(), u"locale@3 locale@2"_s, kPatience);
        proposed->item(1)->setCheckState(Qt::Unchecked); // what the user chooses stays chosen
        saveAnother(u" Never ask."_s);
        QTRY_COMPARE_WITH_TIMEOUT(proposed->count(), 4, kPatience);
        QCOMPARE(ticked(), u"locale@3"_s);
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
        m_window->goTo(placeOf(PageId::prompts));
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

    void aVersionIsShownFromItsFirstLine()
    {
        openOwnSample();
        for (const QString &name : {u"first"_s, u"second"_s}) {
            beginDraft();
            setText(1, QString(name + u" of the long ones.\n"_s).repeated(120));
            save(name);
            QTRY_VERIFY_WITH_TIMEOUT(editor(1)->isReadOnly() && editor(1)->text().startsWith(name), kPatience);
        }
        auto *versions = child<QListWidget>(u"versionsListWidget"_s);
        QCOMPARE(versions->count(), 4);
        QScrollBar *scroll = messagesScrollBar();
        for (const int row : {1, 0, 3, 1, 0}) { // the third is short
            const QString before = editor(1)->text();
            versions->setCurrentRow(row);
            QTRY_VERIFY(editor(1)->text() != before);
            QTRY_VERIFY(row == 3 || scroll->maximum() > 1'000);
            for (int i = 0; i < 5; ++i) // what is put off until the layout is done
                QCoreApplication::processEvents();
            QCOMPARE(scroll->value(), 0);
            scroll->setValue(scroll->maximum());
        }
        // A draft that is begun from it stays where it is read.
        versions->setCurrentRow(0);
        QTRY_VERIFY(scroll->maximum() > 1'000);
        scroll->setValue(500);
        beginDraft();
        QCOMPARE(scroll->value(), 500);
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
    void theTimelineTellsHowEachVersionDidInItsLastRun()
    {
        openOwnSample();
        auto *versions = child<QListWidget>(u"versionsListWidget"_s);
        QTRY_COMPARE_WITH_TIMEOUT(versions->count(), 2, kPatience);
        QVERIFY(!versions->item(0)->text().contains(u"items of"_s));
        for (const qint64 seed : {7, 8}) {
            run::RunPlan plan = m_plan;
            plan.models = plan.models.first(1);
            plan.seed = seed;
            runPlan(plan);
        }
        for (int row = 0; row < 2; ++row) {
            const int version = 2 - row;
            QTRY_COMPARE_WITH_TIMEOUT(ratesTold(versions->item(row)->text()), ratesOf(version), kPatience);
            QCOMPARE(ratesOf(version).size(), 1);
        }
        test::shootPage(*m_window, u"prompts-rates"_s);
    }

    void aLabelGoesBackStepByStepAndNoFurther()
    {
        openOwnSample();
        auto *versions = child<QListWidget>(u"versionsListWidget"_s);
        QTRY_COMPARE_WITH_TIMEOUT(versions->count(), 2, kPatience);
        auto *rollBack = child<QPushButton>(u"rollBackPushButton"_s);
        auto *moves = child<QListWidget>(u"labelHistoryListWidget"_s);
        versions->setCurrentRow(1);
        moveLabel(u"staging"_s);
        QTRY_VERIFY_WITH_TIMEOUT(versions->item(1)->text().contains(u"[staging]"_s), kPatience);
        QVERIFY(!rollBack->isEnabled()); // it stood nowhere before
        versions->setCurrentRow(0);
        moveLabel(u"staging"_s);
        QTRY_VERIFY_WITH_TIMEOUT(versions->item(0)->text().contains(u"[staging]"_s), kPatience);
        QVERIFY(rollBack->isEnabled());
        rollBack->click();
        QTRY_VERIFY_WITH_TIMEOUT(versions->item(1)->text().contains(u"[staging]"_s), kPatience);
        QVERIFY(!versions->item(0)->text().contains(u"staging"_s));
        QVERIFY(moves->item(0)->text().startsWith(u"staging: back to 1"_s));
        QVERIFY(moves->item(0)->text().contains(u"Ada Writer"_s));
        QVERIFY(!rollBack->isEnabled());
        QCOMPARE(moves->count(), 3);
    }

    void aLabelIsRemovedAndComesBack()
    {
        openOwnSample();
        auto *versions = child<QListWidget>(u"versionsListWidget"_s);
        QTRY_COMPARE_WITH_TIMEOUT(versions->count(), 2, kPatience);
        auto *remove = child<QPushButton>(u"removeLabelPushButton"_s);
        versions->setCurrentRow(1);
        moveLabel(u"staging"_s);
        QTRY_VERIFY_WITH_TIMEOUT(versions->item(1)->text().contains(u"[staging]"_s), kPatience);
        QTRY_VERIFY(remove->isEnabled());
        remove->click();
        QTRY_VERIFY_WITH_TIMEOUT(!versions->item(1)->text().contains(u"staging"_s), kPatience);
        QVERIFY(child<QLabel>(u"labelMovedLabel"_s)->text().contains(u"staging: removed"_s));
        QVERIFY(!remove->isEnabled());
        child<QPushButton>(u"rollBackPushButton"_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(versions->item(1)->text().contains(u"[staging]"_s), kPatience);
        // A protected one goes only with a reason.
        protect(u"staging"_s, 50);
        QTRY_VERIFY_WITH_TIMEOUT(child<QListWidget>(u"labelsListWidget"_s)->item(0)->text().contains(u"protected"_s), kPatience);
        remove->click();
        QTRY_VERIFY_WITH_TIMEOUT(child<QLabel>(u"labelRefusedLabel"_s)->isVisible(), kPatience);
        QVERIFY(versions->item(1)->text().contains(u"[staging]"_s));
        QTest::keyClicks(child<QLineEdit>(u"forceReasonLineEdit"_s), u"nobody asks for it"_s);
        child<QPushButton>(u"forceLabelPushButton"_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(!versions->item(1)->text().contains(u"staging"_s), kPatience);
        QTRY_VERIFY(child<QListWidget>(u"labelsListWidget"_s)->item(0)->text().startsWith(u"staging, on no version\n"_s));
    }

    void aLabelThatWasRemovedIsOfferedToBeRolledBack()
    {
        openOwnSample();
        auto *versions = child<QListWidget>(u"versionsListWidget"_s);
        QTRY_COMPARE_WITH_TIMEOUT(versions->count(), 2, kPatience);
        versions->setCurrentRow(1);
        moveLabel(u"canary"_s);
        QTRY_VERIFY_WITH_TIMEOUT(versions->item(1)->text().contains(u"[canary]"_s), kPatience);
        QTRY_VERIFY(child<QPushButton>(u"removeLabelPushButton"_s)->isEnabled());
        child<QPushButton>(u"removeLabelPushButton"_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(!versions->item(1)->text().contains(u"canary"_s), kPatience);
        auto *labels = child<QComboBox>(u"labelComboBox"_s);
        QTRY_VERIFY(labels->findText(u"canary"_s) >= 0);
        labels->setEditText(u"canary"_s);
        child<QPushButton>(u"rollBackPushButton"_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(versions->item(1)->text().contains(u"[canary]"_s), kPatience);
    }

    void aRunThatPassesTooLittleIsNamedAsTheReason()
    {
        openOwnSample();
        auto *versions = child<QListWidget>(u"versionsListWidget"_s);
        QTRY_COMPARE_WITH_TIMEOUT(versions->count(), 2, kPatience);
        run::RunPlan plan = m_plan;
        plan.models = plan.models.first(1);
        runPlan(plan);
        m_window->goTo(placeOf(PageId::prompts)); // a run brings its own page to the front
        child<QTabWidget>(u"promptSideTabWidget"_s)->setCurrentIndex(1);
        protect(u"production"_s, 100);
        auto *labels = child<QListWidget>(u"labelsListWidget"_s);
        QTRY_VERIFY_WITH_TIMEOUT(labels->count() == 1 && labels->item(0)->text().contains(u"protected: 100 %\n    of locale-formats"_s), kPatience);
        versions->setCurrentRow(1);
        moveLabel(u"production"_s);
        auto *refused = child<QLabel>(u"labelRefusedLabel"_s);
        QTRY_VERIFY_WITH_TIMEOUT(refused->isVisible(), kPatience);
        QVERIFY2(refused->text().contains(u"is below 100 %"_s), qPrintable(refused->text()));
        QVERIFY(refused->text().contains(m_plan.models.first().model.name));
        QVERIFY(child<QLineEdit>(u"forceReasonLineEdit"_s)->isVisible());
        QVERIFY(!versions->item(1)->text().contains(u"production"_s));
        unprotect(u"production"_s);
        QTRY_COMPARE_WITH_TIMEOUT(labels->count(), 0, kPatience);
        moveLabel(u"production"_s);
        QTRY_VERIFY_WITH_TIMEOUT(versions->item(1)->text().contains(u"[production]"_s), kPatience);
    }

private:
    void runPlan(const run::RunPlan &plan)
    {
        QSignalSpy ended(m_window->document(), &Document::runEnded);
        m_window->document()->startRun(plan);
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, kPatience);
    }

    /// "model: 75 %" of each model, in the last run of the version: counted cell by cell.
    [[nodiscard]] QStringList ratesOf(int version)
    {
        QStringList rates;
        bool isRead = false;
        m_window->document()->read(
            m_window.get(),
            [](store::Database &database) -> Result<std::pair<run::RunPlan, QList<run::CellResult>>> {
                store::RunRepository runs(database);
                const auto newest = runs.newest();
                if (!newest || !*newest)
                    return fail(ErrorKind::notFound, u"no run"_s);
                return runs.plan(**newest).and_then([&](const run::RunPlan &plan) {
                    return runs.cells(**newest).transform([&](const QList<run::CellResult> &cells) { return std::pair(plan, cells); });
                });
            },
            [&](const Result<std::pair<run::RunPlan, QList<run::CellResult>>> &found) {
                isRead = true;
                if (!found) {
                    rates.append(found.error().describe());
                    return;
                }
                const auto &[plan, cells] = *found;
                for (int model = 0; model < plan.models.size(); ++model) {
                    int passed = 0;
                    int graded = 0;
                    for (const run::CellResult &cell : cells) {
                        if (cell.key.model != model || plan.versions.at(cell.key.version).number != version)
                            continue;
                        passed += cell.outcome == run::Outcome::passed ? 1 : 0;
                        graded += cell.outcome == run::Outcome::passed || cell.outcome == run::Outcome::failed ? 1 : 0;
                    }
                    rates.append(u"%1: %2 of %3 items"_s.arg(plan.models.at(model).model.name, format::rate(double(passed) / graded, graded)).arg(graded));
                }
            });
        if (!QTest::qWaitFor([&] { return isRead; }, kPatience))
            return {u"not read"_s};
        rates.sort();
        return rates;
    }

    [[nodiscard]] static QStringList ratesTold(const QString &row)
    {
        QStringList rates;
        for (const QString &part : row.split(u"  "_s)) {
            if (const qsizetype at = part.indexOf(u" of locale-formats"_s); at >= 0)
                rates.append(part.first(at));
        }
        rates.sort();
        return rates;
    }

    QDialog *openGate(const QString &label)
    {
        child<QComboBox>(u"labelComboBox"_s)->setEditText(label);
        child<QPushButton>(u"protectPushButton"_s)->click();
        auto *dialog = m_window->findChild<QDialog *>(u"gateDialog"_s);
        return dialog;
    }

    void protect(const QString &label, double percent)
    {
        QDialog *dialog = openGate(label);
        QVERIFY(dialog != nullptr);
        dialog->findChild<QDoubleSpinBox *>(u"gateRateDoubleSpinBox"_s)->setValue(percent);
        dialog->findChild<QPushButton *>(u"gateProtectPushButton"_s)->click();
        QTRY_VERIFY(m_window->findChild<QDialog *>(u"gateDialog"_s) == nullptr);
    }

    void unprotect(const QString &label)
    {
        QDialog *dialog = openGate(label);
        QVERIFY(dialog != nullptr);
        dialog->findChild<QPushButton *>(u"gateUnprotectPushButton"_s)->click();
        QTRY_VERIFY(m_window->findChild<QDialog *>(u"gateDialog"_s) == nullptr);
    }
};

QTEST_MAIN(TestPromptVersions)
#include "tst_promptversions.moc"
