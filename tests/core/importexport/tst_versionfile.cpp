// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importexport/versionfile.h"

#include "tests/core/importexport/contentsamples.h"
#include "tests/support/expectresult.h"

using namespace assay;
using namespace assay::importexport;
using namespace Qt::StringLiterals;

namespace {

prompt::Version someVersion(prompt::Content content)
{
    prompt::Version version;
    version.promptName = u"triage"_s;
    version.number = 3;
    version.parent = 2;
    version.note = u"States the labels"_s;
    version.author = u"Ada Lovelace"_s;
    version.createdAt = utcFromUnixMs(1795788131123);
    version.contentHash = prompt::contentHash(content);
    version.content = std::move(content);
    return version;
}

prompt::Content plainContent()
{
    prompt::Content content;
    content.messages = {{tokens::Role::system, u"You sort messages."_s}, {tokens::Role::user, u"Sort this:\n\n{{ message }}"_s}};
    content.parameters.temperature = 0;
    content.parameters.stop = {u"END"_s};
    return content;
}

QByteArray bytesOf(const prompt::Content &content)
{
    return toBytes(someVersion(content)).value_or(QByteArray());
}

Result<VersionFile> read(const QByteArray &bytes)
{
    return versionFromBytes(bytes, u"0003.md"_s);
}

} // namespace

class TestVersionFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSchemaHasNoBlanksAtLineEndsAndItsHashStays()
    {
        prompt::Content content = plainContent();
        content.responseFormat = prompt::ResponseFormat::jsonSchema;
        content.responseSchema = *parseJson(u"{\"type\":\"object\",\"properties\":{\"a, \":{\"type\":\"string\"},\"b\":{\"enum\":[1,2]}},\"required\":[\"b\"]}");
        const QByteArray bytes = bytesOf(content);
        for (const QByteArray &line : bytes.split('\n'))
            QVERIFY2(!line.endsWith(' '), bytes.constData());
        const auto back = read(bytes);
        QVERIFY(back);
        QCOMPARE(back->version.contentHash, prompt::contentHash(content));
        QCOMPARE(back->statedHash, prompt::contentHash(content));
    }

    void aVersionReadsLikeADocument()
    {
        const QByteArray hash = prompt::contentHash(plainContent()).toUtf8();
        QCOMPARE(bytesOf(plainContent()),
            QByteArray("---\n"
                       "prompt: triage\n"
                       "version: 3\n"
                       "parent: 2\n"
                       "note: States the labels\n"
                       "author: Ada Lovelace\n"
                       "created: 2026-11-27T14:02:11.123Z\n"
                       "hash: sha256-"
                + hash
                + "\n"
                  "parameters:\n"
                  "  temperature: 0\n"
                  "  stop:\n"
                  "    - END\n"
                  "---\n"
                  "\n"
                  "<!-- @system -->\n"
                  "\n"
                  "You sort messages.\n"
                  "\n"
                  "<!-- @user -->\n"
                  "\n"
                  "Sort this:\n"
                  "\n"
                  "{{ message }}\n"));
    }

    void everyMemberComesBack()
    {
        const prompt::Version version = someVersion(test::fullContent());
        const auto bytes = toBytes(version);
        VERIFY_OK(bytes);
        for (const char c : *bytes)
            QVERIFY2(c == '\n' || c == '\t' || static_cast<unsigned char>(c) >= 0x20, "a control character");
        const auto file = read(*bytes);
        VERIFY_OK(file);
        QCOMPARE(file->version, version);
        QCOMPARE(file->statedHash, version.contentHash);
        QVERIFY(!file->isEdited());
        QCOMPARE(toJson(prompt::toJson(file->version.content)), toJson(prompt::toJson(version.content)));
    }

    void anyContentGivesTheSameHashAndBytes()
    {
        test::RandomContent contents(11);
        for (int turn = 0; turn < 1000; ++turn) {
            prompt::Version version = someVersion(contents.next());
            VERIFY_OK(prompt::validate(version.content));
            version.note = contents.text();
            version.author = contents.text();
            const auto bytes = toBytes(version);
            VERIFY_OK(bytes);
            const auto file = read(*bytes);
            VERIFY_OK(file);
            QCOMPARE(file->version.contentHash, version.contentHash);
            QCOMPARE(file->version.note, version.note);
            QCOMPARE(file->version.author, version.author);
            QCOMPARE(file->version, version);
            QCOMPARE(*toBytes(file->version), *bytes);
        }
    }

    void lineEndsThatAToolTurnedChangeNothing()
    {
        for (const prompt::Content &content : {plainContent(), test::fullContent()}) {
            const auto file = read(QByteArray("\xEF\xBB\xBF") + bytesOf(content).replace("\n", "\r\n"));
            VERIFY_OK(file);
            QVERIFY(!file->isEdited());
        }
    }

    void anEditedTextIsKnownByItsHash()
    {
        const auto file = read(bytesOf(plainContent()).replace("Sort this", "Sort that"));
        VERIFY_OK(file);
        QVERIFY(file->isEdited());
        QCOMPARE(file->statedHash, prompt::contentHash(plainContent()));
        QCOMPARE(file->hashLine, 8);
        const auto note = read(bytesOf(plainContent()).replace("States the labels", "Other"));
        QVERIFY(note && !note->isEdited());
    }

    void aFileByHandNeedsNoMoreThanItsMessages()
    {
        const auto file = read("<!-- @user -->\nSay {{ word }}.\n");
        VERIFY_OK(file);
        QCOMPARE(file->version.content.messages, (QList<prompt::MessageTemplate>{{tokens::Role::user, u"Say {{ word }}."_s}}));
        QCOMPARE(file->number, 0);
        QVERIFY(file->prompt.isEmpty() && file->statedHash.isEmpty() && !file->isEdited());
        QCOMPARE(file->messageLines, QList<qint64>{2});
    }

    void faultsAreToldWithFileAndLine_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("line");
        QTest::addColumn<QString>("told");
        const auto row = [](const char *name, const QByteArray &bytes, int line, const QString &told) { QTest::newRow(name) << bytes << line << told; };
        const QByteArray body = "\n<!-- @user -->\n\nx\n";
        row("a head that never ends", "---\nnote: x\n<!-- @user -->\nx\n", 1, u"closes"_s);
        row("no YAML", "---\nnote: x\n\"\n---\n" + body, 4, u"YAML"_s);
        row("a list for a head", "---\n- a\n---\n" + body, 2, u"members"_s);
        row("a number that is none", "---\nprompt: p\nversion: three\n---\n" + body, 3, u"version"_s);
        row("a note that is no text", "---\nnote: [a]\n---\n" + body, 2, u"note"_s);
        row("a date that is none", "---\nnote: a\ncreated: yesterday\n---\n" + body, 3, u"created"_s);
        row("a member that is not known", "---\nnote: a\ntemprature: 1\n---\n" + body, 3, u"temprature"_s);
        row("a parameter that is not known", "---\nparameters:\n  topP: 1\n  heat: 1\n---\n" + body, 4, u"heat"_s);
        row("a parameter that is too high", "---\nparameters:\n  topP: 7\n---\n" + body, 3, u"topP"_s);
        row("messages in the head", "---\nnote: a\nmessages: []\n---\n" + body, 3, u"messages"_s);
        row("a head that stands twice", "---\nnote: a\nnote: b\n---\n" + body, 3, u"twice"_s);
        row("no message", "---\nnote: a\n---\n", 2, u"no message"_s);
        row("nothing", "", 1, u"no message"_s);
        row("text before the first mark", "---\nnote: a\n---\n\nHello\n", 5, u"first mark"_s);
        row("a role that is none", "---\nnote: a\n---\n<!-- @usr -->\nx\n", 4, u"usr"_s);
        row("a system message that is not the first", "<!-- @user -->\nx\n<!-- @system -->\ny\n", 3, u"system"_s);
        row("a schema that is no JSON", "---\nresponseFormat: json-schema\n---" + body + "<!-- @schema -->\n\n```json\n{\n  \"a\": x\n}\n```\n", 11, u"JSON"_s);
        row("a schema without the format", body + "<!-- @schema -->\n{}\n", 5, u"responseSchema"_s);
        row("an answer without variables", body + "<!-- @answer \"a\" -->\nx\n", 5, u"variables"_s);
        row("variables without an answer", body + "<!-- @variables \"a\" -->\n{}\n", 5, u"answer"_s);
        row("an answer to another example", body + "<!-- @variables \"a\" -->\n{}\n<!-- @answer \"b\" -->\n", 7, u"\"b\""_s);
        row("a snippet twice", body + "<!-- @snippet \"a\" -->\nx\n<!-- @snippet \"a\" -->\ny\n", 7, u"twice"_s);
        row("a tool that is no object", body + "<!-- @tool \"a\" -->\n1\n", 5, u"tool"_s);
        row("a tool with a bad name", body + "<!-- @tool \"a b\" -->\n{\"parameters\":{}}\n", 5, u"a b"_s);
        row("no UTF-8", "<!-- @user -->\n\xff\n", 0, u"UTF-8"_s);
    }

    void faultsAreToldWithFileAndLine()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, line);
        QFETCH(QString, told);
        const auto file = read(bytes);
        QVERIFY(!file);
        const QString said = file.error().describe();
        QVERIFY2(said.startsWith(line > 0 ? u"0003.md:%1"_s.arg(line) : u"0003.md"_s), qPrintable(said));
        QVERIFY2(said.contains(told), qPrintable(said));
    }

    void aMarkOfAMergeIsTextWhereTheHashSaysSo()
    {
        prompt::Content content = plainContent();
        content.messages.last().text = u"before\n<<<<<<< HEAD\nafter"_s;
        // As it was written before such lines were escaped.
        const QByteArray bytes = bytesOf(content).replace(" (escaped)", "").replace("\\u003c", "<");
        const qint64 line = bytes.first(bytes.indexOf("<<<<<<<")).count('\n') + 1;
        const auto file = read(bytes);
        VERIFY_OK(file);
        QCOMPARE(file->version.content, content);
        QCOMPARE(file->mergeMarkLine, line);
        QCOMPARE(read(bytesOf(content))->mergeMarkLine, 0);
        const auto edited = read(QByteArray(bytes).replace("after", "later"));
        VERIFY_FAILS(edited, "parse");
        QVERIFY2(edited.error().describe().startsWith(u"0003.md:%1:1: \"<<<<<<<\" is the mark of a merge"_s.arg(line)), qPrintable(edited.error().describe()));
    }

    void keysOfTheHeadHaveOtherSpellings()
    {
        const auto file = read("---\nparameters: {max-output-tokens: 5}\ntemplate_options: {trimBlocks: yes}\nresponse_format: json-schema\n---\n<!-- @user -->\nHi\n\n"
                               "<!-- @schema -->\n\n```json\n{}\n```\n");
        VERIFY_OK(file);
        QCOMPARE(file->version.content.parameters.maxOutputTokens, 5);
        QVERIFY(file->version.content.templateOptions.trimBlocks && file->saysTemplateOptions);
        QCOMPARE(file->memberLines.value(u"responseSchema"_s), 9);
    }

    void halfACharacterCannotBeWritten()
    {
        prompt::Content content = plainContent();
        content.messages.last().text += QChar(char16_t(0xD83D));
        const auto bytes = toBytes(someVersion(content));
        VERIFY_FAILS(bytes, "invalid-input");
        QVERIFY(bytes.error().message.contains(u"message 2 of triage@3"_s));
    }
};

QTEST_GUILESS_MAIN(TestVersionFile)
#include "tst_versionfile.moc"
