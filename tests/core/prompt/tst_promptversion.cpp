// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/promptversion.h"

#include "tests/support/expectresult.h"

#include <QTest>

using namespace assay;
using namespace assay::prompt;
using namespace Qt::StringLiterals;

namespace {

Content fullContent()
{
    Content content;
    content.messages = {{.role = tokens::Role::system, .text = u"You sort tickets.\n\u00e9\U0001F600"_s}, {.role = tokens::Role::user, .text = u"{{ ticket }}"_s},
        {.role = tokens::Role::assistant, .text = u"{}"_s}};
    content.parameters = {.temperature = 0.7, .topP = 1.0, .maxOutputTokens = 200, .seed = 7, .stop = {u"END"_s, u"\n\n"_s}};
    content.responseFormat = ResponseFormat::jsonSchema;
    content.responseSchema = *parseJson(u"{\"type\":\"object\"}");
    return content;
}

} // namespace

class TestPromptVersion : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void jsonFormIsAsDocumented()
    {
        Content content;
        content.messages = {{.role = tokens::Role::user, .text = u"Hi {{ name }}"_s}};
        QCOMPARE(assay::toJson(toJson(content)), QByteArray("{\"messages\":[{\"role\":\"user\",\"template\":\"Hi {{ name }}\"}],\"responseFormat\":\"text\"}"));
        content.parameters.temperature = 0;
        content.parameters.stop = {u"END"_s};
        content.responseFormat = ResponseFormat::json;
        QCOMPARE(assay::toJson(toJson(content)),
            QByteArray("{\"messages\":[{\"role\":\"user\",\"template\":\"Hi {{ name "
                       "}}\"}],\"parameters\":{\"temperature\":0,\"stop\":[\"END\"]},\"responseFormat\":\"json\"}"));
    }

    void jsonFormReadsBackAsTheSameContent()
    {
        const auto read = contentFromJson(*parseJson(QByteArrayView(assay::toJson(toJson(fullContent())))));
        QVERIFY2(read, read ? "" : qUtf8Printable(read.error().describe()));
        QCOMPARE(*read, fullContent());
        QCOMPARE(contentHash(*read), contentHash(fullContent()));
    }

    // A stored hash must mean the same content for ever. The digests are those of `sha256sum` over the canonical text.
    void hashNeverChanges()
    {
        Content content;
        content.messages = {{.role = tokens::Role::user, .text = u"Hi {{ name }}"_s}};
        QCOMPARE(contentHash(content), u"dc7bedc87047f8d7539d9f7628f6af6775f0f63f9b7e1b06676b4534706e0b03"_s);
        QCOMPARE(contentHash(fullContent()), u"b3dc39a31c279ad8fb3e9d6938e28ec835588ad747ffc612bf1f48411e55a6f6"_s);
    }

    void everyPartOfTheContentCountsInTheHash()
    {
        const QString hash = contentHash(fullContent());
        const auto changed = [&](auto change) {
            Content content = fullContent();
            change(content);
            return contentHash(content) != hash;
        };
        QVERIFY(changed([](Content &c) { c.messages[0].text += u' '; }));
        QVERIFY(changed([](Content &c) { c.messages[2].role = tokens::Role::user; }));
        QVERIFY(changed([](Content &c) { c.messages.removeLast(); }));
        QVERIFY(changed([](Content &c) { c.parameters.temperature = std::nullopt; }));
        QVERIFY(changed([](Content &c) { c.parameters.topP = 0.9; }));
        QVERIFY(changed([](Content &c) { c.parameters.maxOutputTokens = 201; }));
        QVERIFY(changed([](Content &c) { c.parameters.seed = 8; }));
        QVERIFY(changed([](Content &c) { c.parameters.stop.removeLast(); }));
        QVERIFY(changed([](Content &c) { c.responseFormat = ResponseFormat::text; }));
        QVERIFY(changed([](Content &c) { c.responseSchema = *parseJson(u"{}"); }));
        QVERIFY(!changed([](Content &) {}));
    }

    void whatCannotBeSentIsRefused_data()
    {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("member");
        const auto row = [](const char *name, const char16_t *json, const char16_t *member) { QTest::newRow(name) << QString::fromUtf16(json) << QString::fromUtf16(member); };
        const auto withParameters = [](const char *name, const QString &parameters, const QString &member) {
            QTest::newRow(name) << QString(u"{\"messages\":[{\"role\":\"user\",\"template\":\"a\"}],\"parameters\":" + parameters + u"}") << member;
        };
        row("no object", u"[]", u"a prompt's content");
        row("no messages", u"{}", u"messages");
        row("empty messages", u"{\"messages\":[]}", u"messages");
        row("message is a text", u"{\"messages\":[\"a\"]}", u"messages[0]");
        row("unknown role", u"{\"messages\":[{\"role\":\"tool\",\"template\":\"a\"}]}", u"messages[0].role");
        row("no template", u"{\"messages\":[{\"role\":\"user\"}]}", u"messages[0].template");
        row("unknown member of a message", u"{\"messages\":[{\"role\":\"user\",\"template\":\"a\",\"text\":\"b\"}]}", u"messages[0].text");
        row("second system message", u"{\"messages\":[{\"role\":\"system\",\"template\":\"a\"},{\"role\":\"system\",\"template\":\"b\"}]}", u"messages[1].role");
        row("late system message", u"{\"messages\":[{\"role\":\"user\",\"template\":\"a\"},{\"role\":\"system\",\"template\":\"b\"}]}", u"messages[1].role");
        row("unknown member", u"{\"messages\":[{\"role\":\"user\",\"template\":\"a\"}],\"temperature\":1}", u"temperature");
        row("unknown format", u"{\"messages\":[{\"role\":\"user\",\"template\":\"a\"}],\"responseFormat\":\"xml\"}", u"responseFormat");
        row("schema without its format", u"{\"messages\":[{\"role\":\"user\",\"template\":\"a\"}],\"responseSchema\":{}}", u"responseSchema");
        row("format without its schema", u"{\"messages\":[{\"role\":\"user\",\"template\":\"a\"}],\"responseFormat\":\"json-schema\"}", u"responseSchema");
        row("schema that is a text", u"{\"messages\":[{\"role\":\"user\",\"template\":\"a\"}],\"responseFormat\":\"json-schema\",\"responseSchema\":\"a\"}", u"responseSchema");
        withParameters("parameters are a list", u"[]"_s, u"parameters"_s);
        withParameters("misspelt parameter", u"{\"temprature\":1}"_s, u"parameters.temprature"_s);
        withParameters("temperature too high", u"{\"temperature\":2.1}"_s, u"parameters.temperature"_s);
        withParameters("temperature below zero", u"{\"temperature\":-0.1}"_s, u"parameters.temperature"_s);
        withParameters("temperature is a text", u"{\"temperature\":\"1\"}"_s, u"parameters.temperature"_s);
        withParameters("topP too high", u"{\"topP\":1.01}"_s, u"parameters.topP"_s);
        withParameters("no output", u"{\"maxOutputTokens\":0}"_s, u"parameters.maxOutputTokens"_s);
        withParameters("half a token", u"{\"maxOutputTokens\":1.5}"_s, u"parameters.maxOutputTokens"_s);
        withParameters("seed too large", u"{\"seed\":99999999999999999999}"_s, u"parameters.seed"_s);
        withParameters("stop is a text", u"{\"stop\":\"a\"}"_s, u"parameters.stop"_s);
        withParameters("five stops", u"{\"stop\":[\"a\",\"b\",\"c\",\"d\",\"e\"]}"_s, u"parameters.stop"_s);
        withParameters("empty stop", u"{\"stop\":[\"a\",\"\"]}"_s, u"parameters.stop[1]"_s);
        withParameters("stop is a number", u"{\"stop\":[1]}"_s, u"parameters.stop[0]"_s);
    }

    void whatCannotBeSentIsRefused()
    {
        QFETCH(const QString, json);
        QFETCH(const QString, member);
        const auto content = contentFromJson(*parseJson(json));
        QVERIFY(!content);
        QCOMPARE(content.error().kind, ErrorKind::invalidInput);
        QCOMPARE(content.error().contextValue(u"member"), member);
        QVERIFY2(content.error().message.startsWith(member), qUtf8Printable(content.error().message));
    }

    void limitsThemselvesAreAllowed()
    {
        const auto content = contentFromJson(*parseJson(u"{\"messages\":[{\"role\":\"system\",\"template\":\"\"}],\"parameters\":{\"temperature\":2,\"topP\":0,"
                                                        u"\"maxOutputTokens\":1,\"stop\":[\"a\",\"b\",\"c\",\"d\"]}}"));
        QVERIFY2(content, content ? "" : qUtf8Printable(content.error().describe()));
    }

    void referencesAreRead_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("prompt"); // empty: refused
        QTest::addColumn<int>("number");     // 0: the newest
        QTest::newRow("number") << u"triage@3"_s << u"triage"_s << 3;
        QTest::newRow("newest") << u"triage@latest"_s << u"triage"_s << 0;
        QTest::newRow("name alone") << u" triage "_s << u"triage"_s << 0;
        QTest::newRow("name with blanks and @") << u"a b@c@12"_s << u"a b@c"_s << 12;
        QTest::newRow("empty") << u""_s << QString() << 0;
        QTest::newRow("no name") << u"@3"_s << QString() << 0;
        QTest::newRow("no number") << u"triage@"_s << QString() << 0;
        QTest::newRow("zero") << u"triage@0"_s << QString() << 0;
        QTest::newRow("negative") << u"triage@-1"_s << QString() << 0;
        QTest::newRow("plus") << u"triage@+1"_s << QString() << 0;
        QTest::newRow("two words") << u"triage@9 old"_s << QString() << 0;
        QTest::newRow("too large") << u"triage@99999999999"_s << QString() << 0;
    }

    void referencesAreRead()
    {
        QFETCH(const QString, text);
        QFETCH(const QString, prompt);
        QFETCH(const int, number);
        const auto reference = versionReferenceFromText(text);
        QCOMPARE(reference.has_value(), !prompt.isEmpty());
        if (reference)
            QCOMPARE(*reference, (VersionReference{.prompt = prompt, .number = number > 0 ? std::optional(number) : std::nullopt}));
        else
            QCOMPARE(reference.error().kind, ErrorKind::invalidInput);
    }

    void aReferenceMayNameALabel()
    {
        const auto reference = versionReferenceFromText(u" triage@production "_s);
        QVERIFY(reference);
        QCOMPARE(*reference, (VersionReference{.prompt = u"triage"_s, .label = u"production"_s}));
        QCOMPARE(versionReferenceFromText(u"triage@v2 old"_s)->label, u"v2 old"_s);
    }

    void labelNamesAreNoNumbersAndNeedNoQuotes()
    {
        for (const QString &name : {u"production"_s, u"v2"_s, u"é-1"_s, u"team/eu.prod_2+x"_s, u"व्यापार"_s, QString(64, u'a')})
            QVERIFY2(checkLabelName(name), qPrintable(name));
        for (const QString &name : {QString(), u"2"_s, u"2nd"_s, u"latest"_s, u"a@b"_s, u" a"_s, u"a b"_s, u"a\u00A0b"_s, u"a\nb"_s, u"a\u0001"_s, u"a\u202Eb"_s, u"a\uFEFF"_s,
                 u"a'b"_s, u"a:b"_s, u"a😀"_s, QString(u"a"_s + QChar(char16_t(0xD83D))), u"-a"_s, QString(65, u'a')})
            VERIFY_FAILS(checkLabelName(name), "invalid-input");
        const QString said = checkLabelName(u"a\u001B[1m"_s + QString(200, u'b')).error().describe();
        QVERIFY2(said.startsWith(u"\"a\uFFFD[1mbbb"_s) && said.size() < 200, qPrintable(said));
    }

    void aLabelThatAnEarlierAssayTookIsRead()
    {
        for (const QString &label : {u"a b"_s, u"a'b: c"_s, u"a😀"_s, QString(300, u'a')})
            QCOMPARE(versionReferenceFromText(QString(u"triage@"_s + label))->label, label);
    }

    void labelReadsBack()
    {
        Version version;
        version.promptName = u"triage"_s;
        version.number = 3;
        QCOMPARE(version.label(), u"triage@3"_s);
        version.promptName = u"50% @ %2"_s;
        QCOMPARE(versionReferenceFromText(version.label())->prompt, version.promptName);
    }
};

QTEST_GUILESS_MAIN(TestPromptVersion)
#include "tst_promptversion.moc"
