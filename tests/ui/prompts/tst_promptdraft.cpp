// SPDX-License-Identifier: GPL-3.0-or-later
// One undo over a whole draft, told in what the draft is after each step.
#include "ui/pages/prompts/promptdraft.h"
#include "ui/pages/prompts/settingscard.h"

#include <QSignalSpy>
#include <QTest>

using namespace assay;
using namespace assay::ui;
using namespace Qt::StringLiterals;

namespace {

prompt::Content content(const QStringList &texts)
{
    prompt::Content made;
    for (qsizetype i = 0; i < texts.size(); ++i)
        made.messages.append({i == 0 ? tokens::Role::system : tokens::Role::user, texts.at(i)});
    return made;
}

QString printed(const PromptDraft &draft)
{
    QStringList parts;
    for (const prompt::MessageTemplate &message : draft.content().messages)
        parts.append(tokens::toText(message.role).first(1) + u":"_s + message.text);
    if (draft.content().parameters.temperature)
        parts.append(u"t="_s + QString::number(*draft.content().parameters.temperature));
    if (draft.content().responseFormat != prompt::ResponseFormat::text)
        parts.append(prompt::toText(draft.content().responseFormat));
    return parts.join(u" | "_s);
}

void type(PromptDraft &draft, int message, const QString &keys)
{
    const int id = draft.ids().at(message);
    for (const QChar key : keys)
        draft.editText(id, {draft.message(id).text.size(), {}, key}, &draft);
}

} // namespace

class TestPromptDraft : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyKindOfChangeIsUndoneAndDoneAgain()
    {
        PromptDraft draft(nullptr);
        draft.show(content({u"rules"_s, u"ask"_s}), false);
        QStringList states{printed(draft)};
        const auto step = [&](const auto &change) {
            change();
            draft.endBurst();
            states.append(printed(draft));
        };
        step([&] { type(draft, 1, u" it"_s); });
        step([&] { draft.moveMessage(draft.ids().at(1), 0); });
        step([&] { draft.setRole(draft.ids().at(0), tokens::Role::assistant); });
        step([&] { draft.addMessage(2, {tokens::Role::user, u"new"_s}); });
        step([&] { draft.changeSettings(u"temperature"_s, [](prompt::Content &changed) { changed.parameters.temperature = 0.5; }); });
        step([&] { draft.changeSettings(u"format"_s, [](prompt::Content &changed) { changed.responseFormat = prompt::ResponseFormat::jsonSchema; }); });
        step([&] { draft.removeMessage(draft.ids().at(1)); });
        step([&] { draft.setTexts({u"one"_s, u"two"_s}, u"replace all"_s); });
        QCOMPARE(draft.undoStack().count(), states.size() - 1);
        for (qsizetype i = states.size() - 2; i >= 0; --i) {
            draft.undoStack().undo();
            QCOMPARE(printed(draft), states.at(i));
        }
        for (qsizetype i = 1; i < states.size(); ++i) {
            draft.undoStack().redo();
            QCOMPARE(printed(draft), states.at(i));
        }
    }

    void aLookAtAVersionKeepsWhatCanBeUndone()
    {
        PromptDraft draft(nullptr);
        draft.show(content({u"rules"_s}), false, u"triage"_s);
        type(draft, 0, u"!"_s);
        draft.endBurst();
        draft.addMessage(1, {tokens::Role::user, u"ask"_s});
        const prompt::Content written = draft.content();
        draft.show(content({u"other"_s}), true);
        QVERIFY(!draft.canUndo());
        draft.show(content({u"another"_s}), true);
        draft.show(written, false, u"triage"_s);
        QVERIFY(draft.canUndo());
        draft.undoStack().undo();
        QCOMPARE(printed(draft), u"s:rules!"_s);
        draft.undoStack().undo();
        QCOMPARE(printed(draft), u"s:rules"_s);
        draft.undoStack().redo();
        draft.undoStack().redo();
        QCOMPARE(draft.content(), written);
    }

    void anotherDraftHasItsOwnSteps_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("owner");
        QTest::newRow("another text") << u"rules?"_s << u"triage"_s;
        QTest::newRow("another prompt with the same text") << u"rules!"_s << u"other"_s;
    }

    void anotherDraftHasItsOwnSteps()
    {
        QFETCH(const QString, text);
        QFETCH(const QString, owner);
        PromptDraft draft(nullptr);
        draft.show(content({u"rules"_s}), false, u"triage"_s);
        type(draft, 0, u"!"_s);
        draft.show(content({u"saved"_s}), true);
        draft.show(content({text}), false, owner);
        QVERIFY(!draft.canUndo());
        QCOMPARE(printed(draft), u"s:"_s + text);
    }

    void oneBurstIsOneStep()
    {
        PromptDraft draft(nullptr);
        draft.show(content({u"a"_s, u"b"_s}), false);
        type(draft, 0, u"bc"_s);
        QCOMPARE(draft.undoStack().count(), 1);
        type(draft, 1, u"x"_s);
        QCOMPARE(draft.undoStack().count(), 2);
        type(draft, 1, u"\nyz"_s);
        QCOMPARE(draft.undoStack().count(), 4);
        draft.endBurst();
        type(draft, 1, u"!"_s);
        QCOMPARE(draft.undoStack().count(), 5);
        for (const double degree : {0.1, 0.2})
            draft.changeSettings(u"temperature"_s, [degree](prompt::Content &changed) { changed.parameters.temperature = degree; });
        draft.changeSettings(u"seed"_s, [](prompt::Content &changed) { changed.parameters.seed = 4; });
        QCOMPARE(draft.undoStack().count(), 7);
    }

    void whatWasReplacedComesBackInOneStep()
    {
        PromptDraft draft(nullptr);
        draft.show(content({u"say it"_s}), false);
        type(draft, 0, u"!"_s);
        draft.editText(draft.ids().at(0), {0, u"say it!"_s, u"n"_s}, &draft); // selected, and typed over
        type(draft, 0, u"ew words"_s);
        QCOMPARE(draft.undoStack().count(), 2);
        QCOMPARE(printed(draft), u"s:new words"_s);
        draft.undoStack().undo();
        QCOMPARE(printed(draft), u"s:say it!"_s);
        draft.undoStack().undo();
        QCOMPARE(printed(draft), u"s:say it"_s);
        draft.undoStack().redo();
        draft.undoStack().redo();
        QCOMPARE(printed(draft), u"s:new words"_s);
    }

    void whatWasPastedStandsAlone()
    {
        PromptDraft draft(nullptr);
        draft.show(content({u"a"_s}), false);
        type(draft, 0, u"b"_s);
        draft.editText(draft.ids().at(0), {2, {}, u" pasted"_s}, &draft);
        type(draft, 0, u" c"_s);
        QCOMPARE(draft.undoStack().count(), 3);
        draft.undoStack().undo();
        QCOMPARE(printed(draft), u"s:ab pasted"_s);
    }

    void aLongBurstIsUndoneInParts()
    {
        PromptDraft draft(nullptr);
        draft.show(content({QString()}), false);
        const QString line = QString(u"one word after the other "_s).repeated(8); // 200
        type(draft, 0, line);
        QCOMPARE(draft.undoStack().count(), 3);
        draft.undoStack().undo();
        QVERIFY(line.startsWith(draft.texts().first()));
        QVERIFY(draft.texts().first().endsWith(u' '));
        while (draft.canUndo())
            draft.undoStack().undo();
        QCOMPARE(draft.texts().first(), QString());
    }

    void whatChangesNothingIsNoStep()
    {
        PromptDraft draft(nullptr);
        draft.show(content({u"a"_s, u"b"_s}), false);
        draft.moveMessage(draft.ids().at(0), -1);
        draft.setRole(draft.ids().at(0), tokens::Role::system);
        draft.setTexts({u"a"_s, u"b"_s}, u"replace all"_s);
        draft.changeSettings(u"seed"_s, [](prompt::Content &) {});
        QCOMPARE(draft.undoStack().count(), 0);
    }

    void theLastMessageStays()
    {
        PromptDraft draft(nullptr);
        draft.show(content({u"a"_s}), false);
        draft.removeMessage(draft.ids().at(0));
        QCOMPARE(printed(draft), u"s:a"_s);
    }

    void aSavedVersionDoesNotChange()
    {
        PromptDraft draft(nullptr);
        draft.show(content({u"a\r\nb"_s}), true);
        type(draft, 0, u"!"_s);
        draft.addMessage(0, {});
        draft.changeSettings(u"seed"_s, [](prompt::Content &changed) { changed.parameters.seed = 4; });
        QCOMPARE(printed(draft), u"s:a\r\nb"_s);
        QCOMPARE(draft.undoStack().count(), 0);
    }

    void idsStayWithTheirMessages()
    {
        PromptDraft draft(nullptr);
        draft.show(content({u"a"_s, u"b"_s}), false);
        const int first = draft.ids().at(0);
        draft.moveMessage(first, 1);
        QCOMPARE(draft.message(first).text, u"a"_s);
        draft.removeMessage(first);
        draft.undoStack().undo();
        QCOMPARE(draft.message(first).text, u"a"_s);
        draft.undoStack().undo();
        QCOMPARE(draft.ids().at(0), first);
    }

    void whoHasTheChangeIsNamedOnce()
    {
        PromptDraft draft(nullptr);
        draft.show(content({u"a"_s}), false);
        QSignalSpy told(&draft, &PromptDraft::textChanged);
        type(draft, 0, u"b"_s);
        QCOMPARE(told.takeFirst().at(2).value<QObject *>(), &draft);
        draft.undoStack().undo();
        QCOMPARE(told.takeFirst().at(2).value<QObject *>(), nullptr);
        draft.undoStack().redo();
        QCOMPARE(told.takeFirst().at(2).value<QObject *>(), nullptr);
    }

    void aSchemaThatIsNoJsonYetIsKeptAsText()
    {
        PromptDraft draft(nullptr);
        draft.show(content({u"a"_s}), false);
        draft.changeSettings(u"format"_s, [](prompt::Content &changed) { changed.responseFormat = prompt::ResponseFormat::jsonSchema; });
        const Json first = draft.content().responseSchema;
        QVERIFY(prompt::validate(draft.content()));
        draft.editText(PromptDraft::kSchemaText, {0, {}, u"!"_s});
        QVERIFY(draft.jsonProblem(PromptDraft::kSchemaText));
        QCOMPARE(draft.content().responseSchema, first);
        const QString broken = draft.jsonText(PromptDraft::kSchemaText);
        draft.editText(PromptDraft::kSchemaText, {0, broken, u"{\"type\": \"string\"}"_s});
        QVERIFY(!draft.jsonProblem(PromptDraft::kSchemaText));
        QCOMPARE(draft.content().responseSchema.at("type").as<std::string>(), std::string("string"));
        draft.undoStack().undo();
        draft.undoStack().undo();
        QCOMPARE(draft.content().responseSchema, first);
        draft.undoStack().undo();
        QVERIFY(draft.content().responseSchema.is_null());
    }

    void toolsAreReadFromTheirText()
    {
        PromptDraft draft(nullptr);
        draft.show(content({u"a"_s}), false);
        draft.editText(PromptDraft::kToolsText, {0, {}, u"[{\"name\": \"look_up\", \"description\": \"d\", \"parameters\": {\"type\": \"object\"}}]"_s});
        QCOMPARE(draft.content().tools.size(), 1);
        QCOMPARE(draft.content().tools.first().name, u"look_up"_s);
        draft.editText(PromptDraft::kToolsText, {0, {}, u"x"_s});
        QVERIFY(draft.jsonProblem(PromptDraft::kToolsText));
        QCOMPARE(draft.content().tools.size(), 1);
        draft.undoStack().undo();
        draft.undoStack().undo();
        QVERIFY(draft.content().tools.isEmpty());
    }

    // ── what is kept beside the content ─────────────────────────────────────────────────────────────────────────────

    void whatIsNoJsonYetIsGoneOnWith()
    {
        PromptDraft draft(nullptr);
        draft.show(content({u"a"_s}), false);
        QCOMPARE(draft.editing(), DraftEditing());
        draft.changeSettings(u"format"_s, [](prompt::Content &changed) { changed.responseFormat = prompt::ResponseFormat::jsonSchema; });
        draft.editText(PromptDraft::kSchemaText, {0, {}, u"!"_s});
        draft.editText(PromptDraft::kToolsText, {0, {}, u"[{"_s});

        PromptDraft again(nullptr);
        again.show(draft.content(), false, {}, draftEditingFrom(toJson(draft.editing())));
        for (const int id : {PromptDraft::kSchemaText, PromptDraft::kToolsText}) {
            QCOMPARE(again.jsonText(id), draft.jsonText(id));
            QVERIFY(again.jsonProblem(id));
        }
        QCOMPARE(again.content(), draft.content());
        again.editText(PromptDraft::kSchemaText, {0, u"!"_s, {}});
        QVERIFY(!again.jsonProblem(PromptDraft::kSchemaText));

        again.show(draft.content(), false, u"another"_s);
        QVERIFY(!again.jsonProblem(PromptDraft::kSchemaText)); // of another draft by the content alone
        QVERIFY(again.jsonText(PromptDraft::kToolsText).isEmpty());
    }

    void aSchemaOutlivesAFormatThatHasNone()
    {
        PromptDraft draft(nullptr);
        draft.show(content({u"a"_s}), false);
        for (const auto format : {prompt::ResponseFormat::jsonSchema, prompt::ResponseFormat::text})
            draft.changeSettings(u"format"_s, [format](prompt::Content &changed) { changed.responseFormat = format; });
        PromptDraft again(nullptr);
        again.show(draft.content(), false, {}, draft.editing());
        again.changeSettings(u"format"_s, [](prompt::Content &changed) { changed.responseFormat = prompt::ResponseFormat::jsonSchema; });
        QVERIFY(again.content().responseSchema.contains("properties"));
    }

    void aChosenSyntaxStaysWithItsMessage()
    {
        PromptDraft draft(nullptr);
        draft.show(content({u"a"_s, u"b"_s, u"c"_s}), false);
        const int second = draft.ids().at(1);
        QSignalSpy changes(&draft, &PromptDraft::changed);
        QSignalSpy editing(&draft, &PromptDraft::editingChanged);
        draft.setSyntax(second, BaseSyntax::xml);
        draft.setSyntax(second, BaseSyntax::xml);
        QCOMPARE(editing.size(), 1);
        QCOMPARE(changes.size(), 0);
        QCOMPARE(draft.undoStack().count(), 0);
        draft.moveMessage(second, 2);
        QCOMPARE(draft.editing().syntaxes, (QMap<qsizetype, BaseSyntax>{{2, BaseSyntax::xml}}));
        draft.removeMessage(second);
        QCOMPARE(draft.editing(), DraftEditing());
        draft.undoStack().undo();
        QCOMPARE(draft.syntax(second), BaseSyntax::xml);

        const prompt::Content written = draft.content();
        const DraftEditing kept = draft.editing();
        draft.show(content({u"saved"_s}), true);
        QVERIFY(!draft.syntax(draft.ids().first()));
        draft.setSyntax(draft.ids().first(), BaseSyntax::json);
        QCOMPARE(editing.size(), 1);
        draft.show(written, false, {}, kept);
        QCOMPARE(draft.syntax(draft.ids().at(2)), BaseSyntax::xml);
    }

    void whatAnotherReleaseKeptIsLeftOut_data()
    {
        QTest::addColumn<QString>("json");
        QTest::addColumn<qsizetype>("syntaxes");
        QTest::newRow("nothing") << u"null"_s << qsizetype(0);
        QTest::newRow("a list") << u"[1]"_s << qsizetype(0);
        QTest::newRow("other kinds") << uR"({"syntaxes": ["json"], "responseSchema": 3, "tools": {}})"_s << qsizetype(0);
        QTest::newRow("an unknown syntax") << uR"({"syntaxes": {"0": "latex", "1": "json", "x": "xml", "-1": "xml", "2": 5}, "new": true})"_s << qsizetype(1);
        QTest::newRow("more messages than there are") << uR"({"syntaxes": {"7": "json"}})"_s << qsizetype(1);
    }
    void whatAnotherReleaseKeptIsLeftOut()
    {
        QFETCH(const QString, json);
        QFETCH(const qsizetype, syntaxes);
        const DraftEditing editing = draftEditingFrom(*parseJson(QStringView(json)));
        QCOMPARE(editing.syntaxes.size(), syntaxes);
        QVERIFY(!editing.schemaText && !editing.toolsText);
        PromptDraft draft(nullptr);
        draft.show(content({u"a"_s, u"b"_s}), false, {}, editing);
        QVERIFY(!draft.syntax(draft.ids().first()));
    }

    void stopTextsAreWrittenAndRead_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("texts");
        QTest::newRow("one") << u"END"_s << QStringList{u"END"_s};
        QTest::newRow("several") << u"END, ###"_s << QStringList{u"END"_s, u"###"_s};
        QTest::newRow("a line end") << u"\\n\\n, x"_s << QStringList{u"\n\n"_s, u"x"_s};
        QTest::newRow("a comma and a backslash") << u"a\\,b, c\\\\d"_s << QStringList{u"a,b"_s, u"c\\d"_s};
        QTest::newRow("a blank first") << u"\\s."_s << QStringList{u" ."_s};
        QTest::newRow("none") << QString() << QStringList{};
    }
    void stopTextsAreWrittenAndRead()
    {
        QFETCH(const QString, text);
        QFETCH(const QStringList, texts);
        QCOMPARE(stopTextsFrom(text), texts);
        QCOMPARE(toText(texts), text);
    }
};

QTEST_MAIN(TestPromptDraft)
#include "tst_promptdraft.moc"
