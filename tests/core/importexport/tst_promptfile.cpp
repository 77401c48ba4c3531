// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importexport/promptfile.h"

#include "tests/support/expectresult.h"

using namespace assay;
using namespace assay::importexport;
using namespace Qt::StringLiterals;

namespace {

Result<PromptFile> read(const QByteArray &yaml)
{
    return promptFileFromYaml(yaml, u"triage.yaml"_s);
}

PromptFile fileOf(const QString &text)
{
    PromptFile file{.prompt = u"triage"_s, .note = {}, .content = {}};
    file.content.messages = {{.role = tokens::Role::user, .text = text}};
    file.content.responseSchema = Json::null();
    return file;
}

const QByteArray kWhole = "prompt: triage\n"
                          "note: states the labels\n"
                          "parameters: {temperature: 0, maxOutputTokens: 200, topP: 0.9, seed: 7, stop: [END]}\n"
                          "responseFormat: json\n"
                          "messages:\n"
                          "  - role: system\n"
                          "    template: |\n"
                          "      You sort messages.\n"
                          "\n"
                          "        Labels: billing, bug\n"
                          "  - role: user\n"
                          "    template: |-\n"
                          "      {{ message }}\n";

} // namespace

class TestPromptFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aWholeFileIsRead()
    {
        const auto file = read(kWhole);
        VERIFY_OK(file);
        QCOMPARE(file->prompt, u"triage"_s);
        QCOMPARE(file->note, u"states the labels"_s);
        QCOMPARE(file->content.parameters.temperature, 0.0);
        QCOMPARE(file->content.parameters.maxOutputTokens, 200);
        QCOMPARE(file->content.parameters.topP, 0.9);
        QCOMPARE(file->content.parameters.seed, 7);
        QCOMPARE(file->content.parameters.stop, QStringList{u"END"_s});
        QCOMPARE(file->content.responseFormat, prompt::ResponseFormat::json);
        QCOMPARE(file->content.messages.size(), 2);
        QCOMPARE(file->content.messages.at(0).role, tokens::Role::system);
        QCOMPARE(file->content.messages.at(0).text, u"You sort messages.\n\n  Labels: billing, bug\n"_s);
        QCOMPARE(file->content.messages.at(1).text, u"{{ message }}"_s);
    }

    void keysAndFlagsHaveOtherSpellings()
    {
        const auto file
            = read("prompt: p\nparameters: {max_output_tokens: 5, top-p: 0.5, reasoning_effort: low}\ntemplate-options: {trim_blocks: on, lstrip-blocks: No, lenient: false}\n"
                   "response_format: json\ntool-choice: auto\ntools: [{name: look_up, parameters: {properties: {top_p: {}}}}]\n"
                   "snippets: {top_p: x, template_options: y}\nmessages: [{role: user, template: hi}]\n");
        VERIFY_OK(file);
        QCOMPARE(file->content.parameters.maxOutputTokens, 5);
        QCOMPARE(file->content.parameters.topP, 0.5);
        QCOMPARE(file->content.parameters.reasoningEffort, u"low"_s);
        QVERIFY(file->content.templateOptions.trimBlocks && !file->content.templateOptions.lstripBlocks && !file->content.templateOptions.lenient);
        QCOMPARE(file->content.responseFormat, prompt::ResponseFormat::json);
        QCOMPARE(file->content.toolChoice, u"auto"_s);
        QCOMPARE(toJson(file->content.tools.first().parameters), QByteArray(R"({"properties":{"top_p":{}}})"));
        QCOMPARE(file->content.snippets.keys(), (QStringList{u"template_options"_s, u"top_p"_s}));
        QVERIFY(saysTemplateOptions("prompt: p\ntemplate_options: {}\nmessages: []\n"));
        const QByteArray written = toYaml(*file);
        QVERIFY2(written.contains("maxOutputTokens") && written.contains("\"trimBlocks\":true"), written.constData());
    }

    void onlyNameAndMessagesAreNeeded()
    {
        const auto file = read("prompt: p\nnote:\nmessages: [{role: user, template: hi}]\n");
        VERIFY_OK(file);
        QCOMPARE(*file, [] {
            PromptFile bare = fileOf(u"hi"_s);
            bare.prompt = u"p"_s;
            return bare;
        }());
    }

    void aSchemaIsPartOfTheFormat()
    {
        const auto file = read("prompt: p\nresponseFormat: {schema: {type: object, required: [a]}}\nmessages: [{role: user, template: hi}]\n");
        VERIFY_OK(file);
        QCOMPARE(file->content.responseFormat, prompt::ResponseFormat::jsonSchema);
        QCOMPARE(toJson(file->content.responseSchema), QByteArray(R"({"type":"object","required":["a"]})"));
    }

    void mistakesNameFileLineAndMember_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("named");
        const auto row
            = [](const char *name, const QByteArray &from, const QByteArray &to, const QString &line, const QString &named) { QTest::newRow(name) << from << to << line << named; };
        row("no name", "prompt: triage", "prompt: ''", u"1"_s, u"prompt"_s);
        row("a name that is a number", "prompt: triage", "prompt: 5", u"1"_s, u"prompt"_s);
        row("a note in a list", "note: states the labels", "note: [x]", u"2"_s, u"note"_s);
        row("an unknown member", "note:", "notes:", u"2"_s, u"notes"_s);
        row("an unknown parameter", "topP", "top", u"3"_s, u"parameters.top"_s);
        row("a parameter in two spellings", "topP: 0.9", "topP: 0.9, top_p: 0.8", u"3"_s, u"parameters.top_p is parameters.topP, which stands there too"_s);
        row("a parameter in two spellings, both others", "topP: 0.9", "top-p: 0.9, top_p: 0.8", u"3"_s, u"parameters.top_p is parameters.topP, which stands there too"_s);
        row("a member in two spellings, both others", "responseFormat: json", "response_format: json\nresponse-format: text", u"5"_s, u"which stands there too"_s);
        row("what a version is shown as", "note: states the labels", "hash: 12\ncontent: {}", u"3"_s, u"\"assay show\" prints"_s);
        row("a parameter in another spelling, out of range", "topP: 0.9", "top-p: 9", u"3"_s, u"parameters.topP"_s);
        row("a parameter in quotes", "temperature: 0", "temperature: '0'", u"3"_s, u"parameters.temperature"_s);
        row("a parameter out of range", "topP: 0.9", "topP: 9", u"3"_s, u"parameters.topP"_s);
        row("an unknown format", "responseFormat: json", "responseFormat: xml", u"4"_s, u"responseFormat"_s);
        row("a format that is said otherwise", "responseFormat: json", "responseFormat: json-schema", u"4"_s, u"text, json or {schema: …}"_s);
        row("a format with another member", "responseFormat: json", "responseFormat: {scheme: {}}", u"4"_s, u"responseFormat"_s);
        row("a schema beside the format", "responseFormat: json", "responseSchema: {}", u"4"_s, u"responseSchema"_s);
        row("an unknown role", "role: user", "role: tool", u"11"_s, u"messages[1].role"_s);
        row("a second system message", "role: user", "role: system", u"11"_s, u"messages[1].role"_s);
        row("an unknown member of a message", "role: user", "role: user\n    name: x", u"12"_s, u"messages[1].name"_s);
        row("a tag that never closes, in a block", "{{ message }}", "Message:\n      {{ message", u"14"_s, u"message 2"_s);
        row("a bad filter, in a block after an empty line", "        Labels: billing", "        {{ a | nope }}", u"10"_s, u"message 1"_s);
        row("no YAML", "  - role: user", " - role: user", u"11"_s, u"YAML"_s);
    }

    void mistakesNameFileLineAndMember()
    {
        QFETCH(const QByteArray, from);
        QFETCH(const QByteArray, to);
        QFETCH(const QString, line);
        QFETCH(const QString, named);
        QVERIFY(kWhole.contains(from));
        const auto file = read(QByteArray(kWhole).replace(from, to));
        QVERIFY(!file);
        QCOMPARE(file.error().contextValue(u"file"), u"triage.yaml"_s);
        QVERIFY2(file.error().contextValue(u"line") == line, qPrintable(file.error().describe()));
        QVERIFY2(file.error().message.contains(named), qPrintable(file.error().message));
    }

    void aTemplateOnOneLineTellsItsOwnPlace()
    {
        const auto file = read("prompt: p\nmessages:\n  - {role: user, template: \"a\\n{{ b\"}\n");
        QVERIFY(!file);
        QCOMPARE(file.error().contextValue(u"line"), u"3"_s);
        QCOMPARE(file.error().contextValue(u"column"), u"32"_s);
        QVERIFY2(!file.error().message.contains(u"of the template"), qPrintable(file.error().message));
    }

    void filesThatAreNoPromptAreRefused()
    {
        for (const QByteArray &yaml : {QByteArray(), QByteArray("- a\n"), QByteArray("prompt: p\n"), QByteArray("prompt: p\nmessages: []\n"),
                 QByteArray("prompt: p\nmessages: x\n"), QByteArray("a: &x [*x]\n")}) {
            const auto file = read(yaml);
            QVERIFY(!file);
            QCOMPARE(file.error().contextValue(u"file"), u"triage.yaml"_s);
        }
    }

    void everyCutIsReadOrRefused()
    {
        for (qsizetype length = 0; length < kWhole.size(); ++length) {
            const auto file = read(kWhole.first(length));
            if (file)
                QVERIFY(!file->content.messages.isEmpty());
        }
    }

    void writingAndReadingGivesTheSame_data()
    {
        QTest::addColumn<QString>("text");
        for (const QString &text : {u"one line"_s, u"two\nlines"_s, u"a final line end\n"_s, u"two final line ends\n\n"_s, u"a\n\n  indented\n"_s, u" a blank first"_s,
                 u"\na line end first"_s, u"a blank last "_s, u"a line of blanks\n   \nmore"_s, QString(), u"\n"_s, u" "_s, u"a\ttab"_s, u"CR\r\nLF"_s, u"\u2028 separator"_s,
                 u"\u0085 next line"_s, QString(u"a\uFEFF mark"_s), u"null"_s, u"~"_s, u"5"_s, u"- dash"_s, u"# no comment"_s, u"key: value"_s, u"ü🙂漢"_s,
                 u"\"quotes\" and 'more' and \\ too"_s, u"\x01\x7f"_s, u"{% if a %}\n  {{ b }}\n{% endif %}"_s, u"---\n...\n"_s})
            QTest::newRow(toJson(jsonString(text)).constData()) << text;
    }

    void writingAndReadingGivesTheSame()
    {
        QFETCH(const QString, text);
        const PromptFile file = fileOf(text);
        const auto again = read(toYaml(file));
        VERIFY_OK(again);
        QCOMPARE(again->content.messages.first().text, text);
        QCOMPARE(*again, file);
    }

    void everythingIsWritten()
    {
        PromptFile file = fileOf(u"x"_s);
        file.note = u"why: \"this\""_s;
        file.content.parameters = {.temperature = 0.5, .topP = 1.0, .maxOutputTokens = 10, .seed = -3, .stop = {u"END"_s, u"#"_s}};
        file.content.responseFormat = prompt::ResponseFormat::jsonSchema;
        file.content.responseSchema = *parseJson(std::string_view("{\"enum\":[null,\"null\",true,\"a\\nb\",1.5],\"properties\":{\"y: n\":{\"type\":\"string\"}}}"));
        const auto again = read(toYaml(file));
        VERIFY_OK(again);
        QCOMPARE(*again, file);
    }

    void everyMemberIsReadAndWritten()
    {
        const QByteArray yaml = "prompt: p\n"
                                "parameters: {reasoningEffort: low}\n"
                                "templateOptions: {lenient: true, trimBlocks: true}\n"
                                "tools: [{name: look_up, description: 'Finds: it', parameters: {type: object}}, {name: stop}]\n"
                                "toolChoice: look_up\n"
                                "examples: {set: items, tag: shots, count: 4}\n"
                                "snippets:\n"
                                "  tone: |\n"
                                "    Be kind.\n"
                                "  'a b': x\n"
                                "messages: [{role: user, template: hi}]\n";
        const auto file = read(yaml);
        VERIFY_OK(file);
        QCOMPARE(file->content.parameters.reasoningEffort, u"low"_s);
        QCOMPARE(file->content.templateOptions, (prompt::TemplateOptions{.lenient = true, .trimBlocks = true}));
        QCOMPARE(file->content.tools.size(), 2);
        QCOMPARE(file->content.tools.first().description, u"Finds: it"_s);
        QCOMPARE(file->content.toolChoice, u"look_up"_s);
        QCOMPARE(file->content.examples, (prompt::ExampleDraw{.set = u"items"_s, .tag = u"shots"_s, .count = 4}));
        QCOMPARE(file->content.snippets, (QMap<QString, QString>{{u"tone"_s, u"Be kind.\n"_s}, {u"a b"_s, u"x"_s}}));
        const auto again = read(toYaml(*file));
        VERIFY_OK(again);
        QCOMPARE(*again, *file);
        QVERIFY2(toYaml(*file).contains("snippets:\n  \"a b\": |-\n    x\n  \"tone\": |\n    Be kind.\n"), toYaml(*file).constData());
    }

    void snippetsOfTheWorkspaceMayBeIncluded()
    {
        const auto file = read("prompt: p\nmessages: [{role: user, template: '{% include \"tone\" %}'}]\n");
        VERIFY_OK(file);
        QVERIFY(file->content.snippets.isEmpty());
    }

    void drawnExamplesAreKept()
    {
        PromptFile file = fileOf(u"{{ x }}"_s);
        file.content.examples = prompt::ExampleDraw{.set = u"items"_s,
            .tag = u"shots"_s,
            .count = 2,
            .seed = -9,
            .drawn = {{.key = u"A"_s, .variables = *parseJson(u"{\"x\":[1.5,null,\"é\"]}"), .answer = u"- a\n- b\n"_s}, {.key = u"B: #"_s, .answer = QString()}}};
        const auto again = read(toYaml(file));
        VERIFY_OK(again);
        QCOMPARE(*again, file);
    }

    void aBadSnippetIsNamedWithItsLine()
    {
        const auto file = read("prompt: p\nsnippets:\n  tone: |\n    one\n    {{ two\nmessages: [{role: user, template: hi}]\n");
        QVERIFY(!file);
        QCOMPARE(file.error().contextValue(u"line"), u"5"_s);
        QVERIFY2(file.error().message.contains(u"snippet \"tone\""), qPrintable(file.error().message));
    }

    void aSchemaThatIsNoneIsNamedWithItsLine()
    {
        const auto response = read("prompt: p\nresponseFormat:\n  schema:\n    type: objekt\nmessages: [{role: user, template: hi}]\n");
        QVERIFY(!response);
        QVERIFY2(response.error().contextValue(u"line") == u"4" || response.error().contextValue(u"line") == u"3", qPrintable(response.error().describe()));
        const auto tool = read("prompt: p\ntools:\n  - name: a\n    parameters: {required: yes}\nmessages: [{role: user, template: hi}]\n");
        QVERIFY(!tool);
        QCOMPARE(tool.error().contextValue(u"line"), u"4"_s);
        QVERIFY2(tool.error().message.contains(u"the tool \"a\""), qPrintable(tool.error().message));
    }

    void aDrawThatCannotBeMadeIsNamedWithItsLine()
    {
        const auto file = read("prompt: p\nexamples:\n  set: items\n  tag: shots\n  count: 0\nmessages: [{role: user, template: hi}]\n");
        QVERIFY(!file);
        QCOMPARE(file.error().contextValue(u"line"), u"5"_s);
    }

    void templatesStandAsBlocksOfText()
    {
        const auto file = read(kWhole);
        VERIFY_OK(file);
        QVERIFY2(toYaml(*file).contains("    template: |\n      You sort messages.\n\n        Labels: billing, bug\n  - role: user\n"), toYaml(*file).constData());
    }
};

QTEST_GUILESS_MAIN(TestPromptFile)
#include "tst_promptfile.moc"
