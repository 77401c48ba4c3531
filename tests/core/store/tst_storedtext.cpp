// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/labelrepository.h"
#include "core/store/promptrepository.h"
#include "core/store/snippetrepository.h"
#include "core/store/statement.h"
#include "tests/support/expectresult.h"
#include "tests/support/workspacesamples.h"

using namespace Qt::StringLiterals;
using namespace assay;
using test::sampleTime;

namespace {

/// Every noncharacter, halves of pairs, and what stands for them.
QStringList units()
{
    QStringList all;
    const auto add = [&all](char32_t code) { all.append(QString::fromUcs4(&code, 1)); };
    for (char32_t code = 0xFDD0; code <= 0xFDEF; ++code)
        add(code);
    for (char32_t plane = 0; plane <= 16; ++plane) {
        add((plane << 16) + 0xFFFE);
        add((plane << 16) + 0xFFFF);
    }
    for (const char16_t unit : {0xD800, 0xDBFF, 0xDC00, 0xDFFF, 0xFEFF, 0xFFFD, 0xFFFC, 0x0000, 0xE000, 0xF8FF})
        all.append(QString(QChar(unit)));
    return all;
}

/// Each alone, at either end, within, doubled, and before digits.
QStringList texts()
{
    QStringList all;
    for (const QString &unit : units()) {
        for (const QString &text : {QString(unit), QString(unit + u"a"_s), QString(u"a"_s + unit), QString(u"😀"_s + unit + u"😀"_s), QString(unit + unit),
                 QString(unit + u"ffff"_s), QString(unit + u"fd"_s)})
            all.append(text);
    }
    return all;
}

} // namespace

class TestStoredText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anyTextComesBackThroughAColumn()
    {
        auto database = store::Database::inMemory();
        VERIFY_OK(database);
        VERIFY_OK((*database)->execute(u"CREATE TABLE t (x TEXT NOT NULL) STRICT"_s));
        for (const QString &text : texts()) {
            VERIFY_OK(store::write(**database, u"DELETE FROM t"_s, {}));
            VERIFY_OK(store::write(**database, u"INSERT INTO t (x) VALUES (:x)"_s, {{u":x"_s, text}}));
            const auto read = store::selectAll(**database, u"SELECT x FROM t WHERE x = :x"_s, {{u":x"_s, text}}, [](const store::Row &row) { return row.text(0); });
            VERIFY_OK(read);
            QCOMPARE(*read, QStringList{text});
        }
    }

    void whatSqliteKeepsStandsAsItIs()
    {
        for (const QString &text : {u""_s, u"a"_s, u"日本語 😀"_s, u"a\uFEFF"_s, u"\uFDD0"_s, QString::fromUcs4(U"\U0001FFFE")})
            QCOMPARE(store::storedText(text), text);
        QCOMPARE(store::storedText(u"a\uFFFF"_s), u"a\uFDD1ffff"_s);
        QCOMPARE(store::storedText(u"\uFEFF\uFEFF"_s), u"\uFDD1feff\uFEFF"_s);
    }

    void aTextOfAnEarlierAssayComesBackAsItIs()
    {
        for (const QString &text : {u"\uFDD1"_s, u"a\uFDD1 b"_s, u"\uFDD1fff"_s, u"\uFDD1zzzz\uFDD1"_s})
            QCOMPARE(store::textFromStored(text), text);
    }

    void snippetsNotesReasonsAndDraftsComeBack()
    {
        test::TemporaryStore file;
        VERIFY_OK(test::storeSamplePlan(file.database()));
        store::SnippetRepository snippets(file.database());
        store::PromptRepository prompts(file.database());
        store::LabelRepository labels(file.database());
        int number = 0;
        for (const QString &text : texts()) {
            const QString name = u"s%1"_s.arg(++number);
            VERIFY_OK(snippets.save(name, text, sampleTime()));
            QCOMPARE(snippets.load(name)->text, text);
            VERIFY_OK(prompts.saveDraft(u"triage"_s, store::Draft{.content = test::sampleContent(u"x"_s), .parent = 1, .note = text}));
            QCOMPARE(prompts.draft(u"triage"_s)->value().note, text);
            VERIFY_OK(labels.move({.prompt = u"triage"_s, .label = u"production"_s, .to = 1 + number % 2, .actor = text, .reason = text}, sampleTime(), {}));
            QCOMPARE(labels.history(u"triage"_s)->first().reason, text);
            const auto saved = prompts.addVersion(u"p"_s, test::sampleContent(u"number %1"_s.arg(number)), text, {}, sampleTime(), text);
            VERIFY_OK(saved);
            QCOMPARE(saved->note, text);
            QCOMPARE(saved->author, text);
        }
    }

    void aVersionPinsASnippetAsItIs()
    {
        test::TemporaryStore file;
        store::SnippetRepository snippets(file.database());
        VERIFY_OK(snippets.save(u"odd"_s, u"\uFFFFa\uFFFE"_s, sampleTime()));
        prompt::Content content;
        content.messages = {{.role = tokens::Role::user, .text = u"{% include \"odd\" %}\uFFFE"_s}};
        const auto version = store::PromptRepository(file.database()).addVersion(u"p"_s, content, {}, {}, sampleTime());
        VERIFY_OK(version);
        QCOMPARE(version->content.snippets.value(u"odd"_s), u"\uFFFFa\uFFFE"_s);
        QCOMPARE(version->content.messages, content.messages);
        QVERIFY(*snippets.uses(u"odd"_s) == (QList<store::SnippetUse>{{.version = u"p@1"_s, .isCurrent = true}}));
    }

    void halfACharacterIsInNoVersion()
    {
        test::TemporaryStore file;
        prompt::Content content;
        content.messages = {{.role = tokens::Role::user, .text = u"whole"_s}, {.role = tokens::Role::assistant, .text = QString(u"a"_s + QChar(char16_t(0xD83D)))}};
        const auto refused = store::PromptRepository(file.database()).addVersion(u"p"_s, content, {}, {}, sampleTime());
        VERIFY_FAILS(refused, "invalid-input");
        QVERIFY2(refused.error().describe().contains(u"message 2"_s) && refused.error().describe().contains(u"half"_s), qPrintable(refused.error().describe()));
    }
};

QTEST_GUILESS_MAIN(TestStoredText)
#include "tst_storedtext.moc"
