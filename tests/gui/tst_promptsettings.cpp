// SPDX-License-Identifier: GPL-3.0-or-later
// What a version has beside its messages, and what a draft keeps that no version has: tools, examples, schemas that are no JSON yet, chosen syntaxes.
#include "tests/gui/promptsdesk.h"

using namespace assay;
using namespace assay::ui;
using namespace Qt::StringLiterals;

class TestPromptSettings : public test::PromptsDesk {
    Q_OBJECT

private Q_SLOTS:
    // ── tools ───────────────────────────────────────────────────────────────────────────────────────────────────────

    void toolsAreWrittenCheckedAndSaved()
    {
        openOwnSample();
        beginDraft();
        auto *hasTools = child<QCheckBox>(u"toolsCheckBox"_s);
        auto *tools = child<TemplateEditor>(u"toolsPlainTextEdit"_s);
        auto *choice = child<QComboBox>(u"toolChoiceComboBox"_s);
        QVERIFY(!hasTools->isChecked());
        QVERIFY(!tools->isVisible());
        hasTools->click();
        QTRY_VERIFY(tools->isVisible());
        QVERIFY(tools->text().contains(u"\"name\": \"look_up\""_s)); // one to begin from
        QTRY_VERIFY(choice->findData(u"look_up"_s) >= 0);
        activate(*choice, choice->findData(u"look_up"_s));

        write(*tools, u"[{\"name\": \"find it\"}]"_s);
        auto *problem = child<QLabel>(u"toolsProblemLabel"_s);
        QTRY_VERIFY(problem->isVisible());
        QVERIFY2(problem->text().contains(u"tools[0].name"_s), qPrintable(problem->text()));
        QTRY_VERIFY(!child<QPushButton>(u"saveVersionPushButton"_s)->isEnabled());
        QVERIFY(child<QLabel>(u"problemsLabel"_s)->text().contains(u"settings"_s));
        test::shootPage(*m_window, u"prompts-tools"_s);

        write(*tools, u"[{\"name\": \"look_up\", \"description\": \"Says what is known.\"}, {\"name\": \"tell\"}]"_s);
        QTRY_VERIFY(choice->findData(u"tell"_s) >= 0);
        QVERIFY(!problem->isVisible());
        QCOMPARE(choice->currentData().toString(), u"look_up"_s);
        save(u"with tools"_s);
        QTRY_VERIFY_WITH_TIMEOUT(child<QListWidget>(u"versionsListWidget"_s)->item(0)->text().startsWith(u"3  with tools"_s), kPatience);
        const prompt::Content saved = contentOf(3);
        QCOMPARE(saved.tools.size(), 2);
        QCOMPARE(saved.tools.first().description, u"Says what is known."_s);
        QCOMPARE(saved.tools.last().name, u"tell"_s);
        QCOMPARE(saved.toolChoice, u"look_up"_s);
        QTRY_VERIFY(tools->isReadOnly());
        QVERIFY(!hasTools->isEnabled());
    }

    void toolsAreTakenAwayAndBroughtBack()
    {
        openSample();
        beginDraft();
        auto *hasTools = child<QCheckBox>(u"toolsCheckBox"_s);
        auto *tools = child<TemplateEditor>(u"toolsPlainTextEdit"_s);
        hasTools->click();
        QTRY_VERIFY(tools->isVisible());
        const QString first = tools->text();
        hasTools->click();
        QTRY_VERIFY(!tools->isVisible());
        QVERIFY(tools->text().isEmpty());
        undo();
        QTRY_VERIFY(tools->isVisible());
        QCOMPARE(tools->text(), first);
        QVERIFY(hasTools->isChecked());
    }

    // ── examples ────────────────────────────────────────────────────────────────────────────────────────────────────

    void examplesAreDrawnFromASetByTag()
    {
        openOwnSample();
        beginDraft();
        QTRY_VERIFY_WITH_TIMEOUT(child<QComboBox>(u"previewItemComboBox"_s)->count() > 10, kPatience);
        auto *tag = child<QComboBox>(u"examplesTagComboBox"_s);
        QTRY_VERIFY_WITH_TIMEOUT(tag->count() > 3, kPatience);
        QVERIFY(!tag->isVisible());
        child<QCheckBox>(u"examplesCheckBox"_s)->click();
        QTRY_VERIFY(tag->isVisible());
        QCOMPARE(child<QComboBox>(u"examplesSetComboBox"_s)->currentText(), u"locale-formats"_s);
        QVERIFY(tag->findData(u"currency"_s) >= 0);
        activate(*tag, tag->findData(u"currency"_s));
        child<QSpinBox>(u"examplesCountSpinBox"_s)->setValue(2);
        auto *said = child<QLabel>(u"examplesLabel"_s);
        QVERIFY(said->text().contains(u"Drawn when the version is saved"_s));
        auto *parts = child<QTableWidget>(u"previewPartsTableWidget"_s);
        const auto hasExamples = [parts] {
            for (int row = 0; row < parts->rowCount(); ++row) {
                if (parts->item(row, 0)->text().contains(u"xample"_s))
                    return true;
            }
            return false;
        };
        QTRY_VERIFY_WITH_TIMEOUT(hasExamples(), kPatience); // the preview has them already
        test::shootPage(*m_window, u"prompts-examples"_s);

        save(u"with examples"_s);
        QTRY_VERIFY_WITH_TIMEOUT(child<QListWidget>(u"versionsListWidget"_s)->item(0)->text().startsWith(u"3  with examples"_s), kPatience);
        const auto drawn = contentOf(3).examples;
        QVERIFY(drawn);
        QCOMPARE(drawn->tag, u"currency"_s);
        QCOMPARE(drawn->drawn.size(), 2);
        QTRY_COMPARE(said->text(), u"Drawn: %1, %2. None of them is under test."_s.arg(drawn->drawn.at(0).key, drawn->drawn.at(1).key));
        for (const evalset::Item &item : m_plan.set.items) {
            if (item.key == drawn->drawn.first().key || item.key == drawn->drawn.last().key)
                QVERIFY(item.tags.contains(u"currency"_s));
        }

        // One of them is not asked for: its answer is in the prompt.
        auto *item = child<QComboBox>(u"previewItemComboBox"_s);
        const int row = item->findText(drawn->drawn.first().key, Qt::MatchContains);
        QVERIFY(row >= 0);
        activate(*item, row);
        trigger(u"Try the draft on this item"_s);
        QTRY_VERIFY_WITH_TIMEOUT(child<QLabel>(u"trySaidLabel"_s)->text().contains(u"is one of the examples"_s), kPatience);
    }

    void aSetWithoutTagsHasNoExamples()
    {
        openOwnSample();
        evalset::EvalSet plain;
        plain.name = u"a-plain-set"_s;
        plain.items = m_plan.set.items.first(3);
        for (evalset::Item &item : plain.items)
            item.tags.clear();
        m_window->document()->write(
            m_window.get(), [plain](store::Database &database) { return store::EvalSetRepository(database).save(plain, SystemClock().utcNow()); },
            [](const auto &saved) { QVERIFY(saved); });
        beginDraft();
        auto *set = child<QComboBox>(u"examplesSetComboBox"_s);
        QTRY_VERIFY_WITH_TIMEOUT(set->findText(plain.name) >= 0, kPatience);
        activate(*set, set->findText(plain.name));
        QTRY_COMPARE_WITH_TIMEOUT(child<QComboBox>(u"examplesTagComboBox"_s)->count(), 0, kPatience);
        auto *isOn = child<QCheckBox>(u"examplesCheckBox"_s);
        isOn->click();
        QVERIFY(child<QLabel>(u"examplesLabel"_s)->text().contains(u"No item of a-plain-set has a tag"_s));
        QVERIFY(!isOn->isChecked());
    }

    // ── what a draft keeps ──────────────────────────────────────────────────────────────────────────────────────────

    void theChosenSyntaxIsKept()
    {
        openOwnSample();
        beginDraft();
        const BaseSyntax guessed = editor(2)->base();
        const BaseSyntax other = guessed == BaseSyntax::xml ? BaseSyntax::json : BaseSyntax::xml;
        activate(*syntaxOf(2), static_cast<int>(other));
        QCOMPARE(editor(2)->base(), other);
        auto *versions = child<QListWidget>(u"versionsListWidget"_s);
        versions->setCurrentRow(1);
        QCOMPARE(editor(2)->base(), guessed); // of a version it is guessed
        versions->setCurrentRow(0);
        QCOMPARE(editor(2)->base(), other);
        editor(2)->select({1, 1});
        trigger(u"Move message down"_s);
        QCOMPARE(editor(3)->base(), other);
        const QString moved = editor(3)->text();
        QTRY_COMPARE_WITH_TIMEOUT(draftIn(killedCopy()).value_or(store::Draft()).content.messages.value(2).text, moved, kPatience);

        openKilled(killedCopy());
        QTRY_COMPARE_WITH_TIMEOUT(editor(3)->text(), moved, kPatience);
        QCOMPARE(editor(3)->base(), other);
        QCOMPARE(syntaxOf(3)->currentIndex(), static_cast<int>(other));
        QCOMPARE(editor(2)->base(), guessed);
        save(u"turned round"_s);
        QTRY_VERIFY_WITH_TIMEOUT(child<QListWidget>(u"versionsListWidget"_s)->item(0)->text().startsWith(u"3  turned round"_s), kPatience);
        prompt::Content turned = contentOf(2);
        turned.messages.swapItemsAt(1, 2);
        QCOMPARE(prompt::contentHash(contentOf(3)), prompt::contentHash(turned)); // it is no part of the version
    }

    void aDraftThatCouldNotBeSavedIsOpenedAgain()
    {
        openOwnSample();
        beginDraft();
        const QString system = editor(1)->text();
        editor(1)->select({1, 1});
        trigger(u"Move message down"_s); // a system message stands only first
        QCOMPARE(editor(2)->text(), system);
        QTRY_COMPARE_WITH_TIMEOUT(draftIn(killedCopy()).value_or(store::Draft()).content.messages.value(1).text, system, kPatience);
        openKilled(killedCopy());
        QTRY_COMPARE_WITH_TIMEOUT(editor(2)->text(), system, kPatience);
        QVERIFY(!editor(2)->isReadOnly());
    }

    void whatIsNoJsonYetOutlivesAnotherPromptAndACrash()
    {
        openOwnSample();
        beginDraft();
        activate(*child<QComboBox>(u"responseFormatComboBox"_s), 2);
        auto *schema = child<TemplateEditor>(u"responseSchemaPlainTextEdit"_s);
        QTRY_VERIFY(schema->isVisible());
        write(*schema, u"{\"type\": "_s);
        child<QCheckBox>(u"toolsCheckBox"_s)->click();
        auto *tools = child<TemplateEditor>(u"toolsPlainTextEdit"_s);
        write(*tools, u"[{\"name"_s);
        const auto isKept = [this] {
            const Json editing = draftIn(killedCopy()).value_or(store::Draft()).editing;
            return editing.is_object() && editing.contains("tools") && toQString(editing.at("tools")) == u"[{\"name"_s;
        };
        trigger(u"New prompt"_s);
        QTRY_VERIFY(schema->text().isEmpty());
        QVERIFY(!schema->isVisible());
        QVERIFY(!tools->isVisible());
        m_window->goTo({.page = PageId::prompts, .name = u"locale"_s, .number = {}, .run = {}, .cell = {}, .item = {}});
        QTRY_COMPARE_WITH_TIMEOUT(schema->text(), u"{\"type\": "_s, kPatience);
        QCOMPARE(tools->text(), u"[{\"name"_s);
        QTRY_VERIFY_WITH_TIMEOUT(isKept(), kPatience);

        openKilled(killedCopy());
        QTRY_COMPARE_WITH_TIMEOUT(child<TemplateEditor>(u"responseSchemaPlainTextEdit"_s)->text(), u"{\"type\": "_s, kPatience);
        QVERIFY(child<TemplateEditor>(u"responseSchemaPlainTextEdit"_s)->isVisible());
        QCOMPARE(child<TemplateEditor>(u"toolsPlainTextEdit"_s)->text(), u"[{\"name"_s);
        QVERIFY(child<TemplateEditor>(u"toolsPlainTextEdit"_s)->isVisible());
        QVERIFY(child<QLabel>(u"responseSchemaProblemLabel"_s)->isVisible());
        QVERIFY(child<QLabel>(u"toolsProblemLabel"_s)->isVisible());
        QTRY_VERIFY(!child<QPushButton>(u"saveVersionPushButton"_s)->isEnabled());
    }

    void theNoteOutlivesAnotherPromptAndACrash()
    {
        openOwnSample();
        beginDraft();
        auto *note = child<QLineEdit>(u"noteLineEdit"_s);
        QVERIFY(note->text().isEmpty());
        QTest::keyClicks(note, u"never guess"_s); // and not a key in a message
        auto *versions = child<QListWidget>(u"versionsListWidget"_s);
        versions->setCurrentRow(1);
        versions->setCurrentRow(0);
        QCOMPARE(note->text(), u"never guess"_s);
        trigger(u"New prompt"_s);
        QTRY_COMPARE(note->text(), QString());
        m_window->goTo({.page = PageId::prompts, .name = u"locale"_s, .number = {}, .run = {}, .cell = {}, .item = {}});
        QTRY_COMPARE_WITH_TIMEOUT(note->text(), u"never guess"_s, kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(draftIn(killedCopy()).value_or(store::Draft()).note, u"never guess"_s, kPatience);

        openKilled(killedCopy());
        note = child<QLineEdit>(u"noteLineEdit"_s);
        QTRY_COMPARE_WITH_TIMEOUT(note->text(), u"never guess"_s, kPatience);
        auto *discard = child<QPushButton>(u"discardPushButton"_s);
        discard->click();
        QVERIFY(note->text().isEmpty());
        discard->click(); // back
        QCOMPARE(note->text(), u"never guess"_s);
        typeAtEnd(1, u" Never guess."_s);
        save({}); // the note is there
        QTRY_VERIFY_WITH_TIMEOUT(editor(1)->isReadOnly(), kPatience);
        QVERIFY(child<QListWidget>(u"versionsListWidget"_s)->item(0)->text().contains(u"never guess"_s));
        beginDraft();
        QVERIFY(note->text().isEmpty());
    }

private:
    static void activate(QComboBox &box, int index)
    {
        box.setCurrentIndex(index);
        Q_EMIT box.activated(index);
    }

    static void write(TemplateEditor &editor, const QString &text)
    {
        editor.setFocus();
        editor.select({0, editor.text().size()});
        QTest::keyClicks(&editor, text);
    }

    [[nodiscard]] QComboBox *syntaxOf(int message) const { return child<QWidget>(u"message%1Frame"_s.arg(message))->findChild<QComboBox *>(u"syntaxComboBox"_s); }

    /// Of a version of the sample, as it was saved.
    [[nodiscard]] prompt::Content contentOf(int number)
    {
        std::optional<Result<prompt::Version>> version;
        m_window->document()->read(
            m_window.get(), [number](store::Database &database) { return store::PromptRepository(database).version({.prompt = u"locale"_s, .number = number}); },
            [&version](const Result<prompt::Version> &found) { version = found; });
        return QTest::qWaitFor([&] { return version.has_value(); }, kPatience) && *version ? (*version)->content : prompt::Content();
    }
};

QTEST_MAIN(TestPromptSettings)
#include "tst_promptsettings.moc"
