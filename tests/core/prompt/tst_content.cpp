// SPDX-License-Identifier: GPL-3.0-or-later
// The members of a content beyond messages: what they look like as JSON, that they read back and count in the hash, and what is refused.
#include "core/prompt/content.h"

#include <QRandomGenerator>
#include <QTest>

using namespace assay;
using namespace assay::prompt;
using namespace Qt::StringLiterals;

namespace {

Content bareContent()
{
    Content content;
    content.messages = {{.role = tokens::Role::user, .text = u"Hi {{ name }}"_s}};
    return content;
}

Content wholeContent()
{
    Content content = bareContent();
    content.parameters.reasoningEffort = u"low"_s;
    content.tools = {{.name = u"look_up"_s, .description = u"Finds an order"_s, .parameters = *parseJson(u"{\"type\":\"object\"}")}, {.name = u"stop"_s}};
    content.toolChoice = u"look_up"_s;
    content.snippets = {{u"tone"_s, u"Be kind.\n"_s}, {u"Ümläut"_s, u"🚚"_s}};
    content.examples = ExampleDraw{.set = u"items"_s,
        .tag = u"shots"_s,
        .count = 2,
        .seed = 7,
        .drawn = {{.key = u"T-1"_s, .variables = *parseJson(u"{\"name\":\"a\"}"), .answer = u"x"_s}, {.key = u"T-2"_s, .variables = *parseJson(u"{}"), .answer = QString()}}};
    content.templateOptions = {.lenient = true, .trimBlocks = false, .lstripBlocks = true};
    return content;
}

using Change = void (*)(Content &);

/// Any content that may be saved, by a seed.
Content randomContent(QRandomGenerator &random)
{
    const auto text = [&](int most) {
        QString made;
        for (quint32 i = random.bounded(static_cast<quint32>(most)); i > 0; --i)
            made += QStringList{u"a"_s, u"\""_s, u"\\"_s, u"\n"_s, u"é"_s, u"🚚"_s, u"{{ x }}"_s, u" "_s, u"\u2028"_s, u"\x01"_s}.at(random.bounded(10));
        return made;
    };
    const auto number = [&](int most) { return static_cast<int>(random.bounded(static_cast<quint32>(most))); };
    Content content;
    if (number(2) == 0)
        content.messages.append({.role = tokens::Role::system, .text = text(9)});
    for (int i = number(3); i >= 0; --i)
        content.messages.append({.role = number(2) == 0 ? tokens::Role::assistant : tokens::Role::user, .text = text(20)});
    content.messages.append({.role = tokens::Role::user, .text = text(5)});
    if (number(2) == 0)
        content.parameters.temperature = random.bounded(2.0);
    if (number(2) == 0)
        content.parameters.topP = number(2);
    if (number(2) == 0)
        content.parameters.maxOutputTokens = 1 + number(4000);
    if (number(2) == 0)
        content.parameters.seed = static_cast<qint64>(random.generate64());
    for (int i = number(4); i > 0; --i)
        content.parameters.stop.append(text(4) + u'.');
    content.parameters.reasoningEffort = QStringList{QString(), u"none"_s, u"max"_s}.at(number(3));
    if (number(3) == 0) {
        content.responseFormat = ResponseFormat::jsonSchema;
        content.responseSchema = number(2) == 0 ? Json(true) : *parseJson(u"{\"b\":1.5,\"a\":[null,\"x\"]}");
    }
    for (int i = number(3); i > 0; --i)
        content.tools.append({.name = u"tool-%1"_s.arg(i), .description = text(6), .parameters = *parseJson(u"{\"z\":{},\"a\":0}")});
    if (!content.tools.isEmpty())
        content.toolChoice = QStringList{QString(), u"auto"_s, content.tools.first().name}.at(number(3));
    for (int i = number(3); i > 0; --i)
        content.snippets.insert(u"snippet %1"_s.arg(i), text(20));
    if (number(2) == 0) {
        content.examples = ExampleDraw{.set = u"s"_s + text(3), .tag = u"t"_s, .count = 1 + number(3), .seed = static_cast<qint64>(random.generate64())};
        for (int i = number(2) * content.examples->count; i > 0; --i) {
            Example example{.key = u"K-%1"_s.arg(i), .answer = text(9)};
            example.variables.insert_or_assign("v", jsonString(text(5)));
            content.examples->drawn.append(example);
        }
    }
    content.templateOptions = {.lenient = number(2) == 0, .trimBlocks = number(2) == 0, .lstripBlocks = number(2) == 0};
    return content;
}

} // namespace

class TestContent : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void jsonFormIsAsDocumented()
    {
        QCOMPARE(assay::toJson(toJson(wholeContent())),
            QByteArray("{\"messages\":[{\"role\":\"user\",\"template\":\"Hi {{ name }}\"}],\"parameters\":{\"reasoningEffort\":\"low\"},\"responseFormat\":\"text\","
                       "\"tools\":[{\"name\":\"look_up\",\"description\":\"Finds an order\",\"parameters\":{\"type\":\"object\"}},{\"name\":\"stop\",\"parameters\":{}}],"
                       "\"toolChoice\":\"look_up\",\"snippets\":{\"tone\":\"Be kind.\\n\",\"Ümläut\":\"🚚\"},"
                       "\"examples\":{\"set\":\"items\",\"tag\":\"shots\",\"count\":2,\"seed\":7,\"drawn\":[{\"key\":\"T-1\",\"variables\":{\"name\":\"a\"},\"answer\":\"x\"},"
                       "{\"key\":\"T-2\",\"variables\":{},\"answer\":\"\"}]},\"templateOptions\":{\"lenient\":true,\"lstripBlocks\":true}}"));
    }

    // A stored hash must mean the same content for ever. The digests are those of `sha256sum` over the canonical text.
    void hashNeverChanges()
    {
        QCOMPARE(contentHash(bareContent()), u"dc7bedc87047f8d7539d9f7628f6af6775f0f63f9b7e1b06676b4534706e0b03"_s);
        QCOMPARE(contentHash(wholeContent()), u"ae281be047fdeab6f946ec193aca921c94d3de32ef0374121d528c5c49bc8ca2"_s);
    }

    void whatIsTheDefaultIsNotWritten()
    {
        Content content = bareContent();
        content.parameters = Parameters();
        content.templateOptions = TemplateOptions();
        content.snippets.clear();
        QCOMPARE(assay::toJson(toJson(content)), QByteArray("{\"messages\":[{\"role\":\"user\",\"template\":\"Hi {{ name }}\"}],\"responseFormat\":\"text\"}"));
    }

    void everyMemberCountsInTheHash_data()
    {
        QTest::addColumn<Change>("change");
        const auto row = [](const char *name, Change change) { QTest::newRow(name) << change; };
        row("reasoning effort", [](Content &c) { c.parameters.reasoningEffort = u"high"_s; });
        row("a tool's name", [](Content &c) { c.tools[1].name = u"halt"_s; });
        row("a tool's description", [](Content &c) { c.tools[0].description += u'.'; });
        row("a tool's parameters", [](Content &c) { c.tools[0].parameters = *parseJson(u"{}"); });
        row("order of tools", [](Content &c) { c.tools.swapItemsAt(0, 1); });
        row("tool choice", [](Content &c) { c.toolChoice = u"auto"_s; });
        row("a snippet's text", [](Content &c) { c.snippets[u"tone"_s] += u' '; });
        row("a snippet less", [](Content &c) { c.snippets.remove(u"tone"_s); });
        row("the set of examples", [](Content &c) { c.examples->set = u"other"_s; });
        row("the seed of examples", [](Content &c) { c.examples->seed = 8; });
        row("an example's variables", [](Content &c) { c.examples->drawn[0].variables = *parseJson(u"{\"name\":\"b\"}"); });
        row("an example's answer", [](Content &c) { c.examples->drawn[1].answer = u"y"_s; });
        row("order of examples", [](Content &c) { c.examples->drawn.swapItemsAt(0, 1); });
        row("no examples", [](Content &c) { c.examples.reset(); });
        row("lenient", [](Content &c) { c.templateOptions.lenient = false; });
        row("trim blocks", [](Content &c) { c.templateOptions.trimBlocks = true; });
    }

    void everyMemberCountsInTheHash()
    {
        QFETCH(const Change, change);
        Content content = wholeContent();
        change(content);
        QVERIFY(contentHash(content) != contentHash(wholeContent()));
        QVERIFY(content != wholeContent());
    }

    void anyContentReadsBackTheSame()
    {
        QRandomGenerator random(20261127);
        for (int i = 0; i < 2000; ++i) {
            const Content content = randomContent(random);
            const QByteArray written = assay::toJson(toJson(content));
            const auto read = parseJson(QByteArrayView(written)).and_then([](const Json &json) { return contentFromJson(json); });
            QVERIFY2(read, read ? "" : qPrintable(read.error().describe() + QString::fromUtf8(written)));
            QVERIFY2(*read == content, written.constData());
            QCOMPARE(contentHash(*read), contentHash(content));
            QCOMPARE(assay::toJson(toJson(*read)), written);
        }
    }

    void whatCannotBeSentIsRefused_data()
    {
        QTest::addColumn<QString>("members");
        QTest::addColumn<QString>("member");
        const auto row = [](const char *name, const QString &members, const QString &member) { QTest::newRow(name) << members << member; };
        row("an unknown effort", u"\"parameters\":{\"reasoningEffort\":\"much\"}"_s, u"parameters.reasoningEffort"_s);
        row("an effort that is a number", u"\"parameters\":{\"reasoningEffort\":1}"_s, u"parameters.reasoningEffort"_s);
        row("tools are an object", u"\"tools\":{}"_s, u"tools"_s);
        row("a tool is a text", u"\"tools\":[\"a\"]"_s, u"tools[0]"_s);
        row("a tool without a name", u"\"tools\":[{\"description\":\"a\"}]"_s, u"tools[0].name"_s);
        row("a tool with a blank in its name", u"\"tools\":[{\"name\":\"a b\"}]"_s, u"tools[0].name"_s);
        row("two tools of one name", u"\"tools\":[{\"name\":\"a\"},{\"name\":\"a\"}]"_s, u"tools[1].name"_s);
        row("parameters that are a list", u"\"tools\":[{\"name\":\"a\",\"parameters\":[]}]"_s, u"tools[0].parameters"_s);
        row("an unknown member of a tool", u"\"tools\":[{\"name\":\"a\",\"schema\":{}}]"_s, u"tools[0].schema"_s);
        row("a choice without tools", u"\"toolChoice\":\"auto\""_s, u"toolChoice"_s);
        row("a choice that is no tool", u"\"tools\":[{\"name\":\"a\"}],\"toolChoice\":\"b\""_s, u"toolChoice"_s);
        row("snippets are a list", u"\"snippets\":[]"_s, u"snippets"_s);
        row("a snippet is a number", u"\"snippets\":{\"a\":1}"_s, u"snippets.a"_s);
        row("a quote in a snippet's name", u"\"snippets\":{\"a'b\":\"\"}"_s, u"snippets.a'b"_s);
        row("examples are a list", u"\"examples\":[]"_s, u"examples"_s);
        row("examples of no set", u"\"examples\":{\"tag\":\"t\",\"count\":1}"_s, u"examples.set"_s);
        row("examples of no tag", u"\"examples\":{\"set\":\"s\",\"count\":1}"_s, u"examples.tag"_s);
        row("no example", u"\"examples\":{\"set\":\"s\",\"tag\":\"t\",\"count\":0}"_s, u"examples.count"_s);
        row("too many examples", u"\"examples\":{\"set\":\"s\",\"tag\":\"t\",\"count\":99999999999}"_s, u"examples.count"_s);
        row("a misspelt member", u"\"examples\":{\"set\":\"s\",\"tag\":\"t\",\"counts\":1}"_s, u"examples.counts"_s);
        row("fewer drawn than wanted", u"\"examples\":{\"set\":\"s\",\"tag\":\"t\",\"count\":2,\"drawn\":[{\"key\":\"a\",\"answer\":\"\"}]}"_s, u"examples.drawn"_s);
        row("one drawn twice", u"\"examples\":{\"set\":\"s\",\"tag\":\"t\",\"count\":2,\"drawn\":[{\"key\":\"a\",\"answer\":\"\"},{\"key\":\"a\",\"answer\":\"\"}]}"_s,
            u"examples.drawn[1].key"_s);
        row("variables that are a text", u"\"examples\":{\"set\":\"s\",\"tag\":\"t\",\"count\":1,\"drawn\":[{\"key\":\"a\",\"answer\":\"\",\"variables\":\"x\"}]}"_s,
            u"examples.drawn[0].variables"_s);
        row("an answer that is a number", u"\"examples\":{\"set\":\"s\",\"tag\":\"t\",\"count\":1,\"drawn\":[{\"key\":\"a\",\"answer\":1}]}"_s, u"examples.drawn[0].answer"_s);
        row("an unknown option", u"\"templateOptions\":{\"strict\":true}"_s, u"templateOptions.strict"_s);
        row("an option that is a text", u"\"templateOptions\":{\"lenient\":\"yes\"}"_s, u"templateOptions.lenient"_s);
    }

    void whatCannotBeSentIsRefused()
    {
        QFETCH(const QString, members);
        QFETCH(const QString, member);
        const auto content = contentFromJson(*parseJson(QString(u"{\"messages\":[{\"role\":\"user\",\"template\":\"a\"}]," + members + u"}")));
        QVERIFY(!content);
        QCOMPARE(content.error().kind, ErrorKind::invalidInput);
        QCOMPARE(content.error().contextValue(u"member"), member);
        QVERIFY2(content.error().message.startsWith(member), qUtf8Printable(content.error().message));
    }

    void examplesNeedAQuestion()
    {
        Content content = wholeContent();
        content.messages = {{.role = tokens::Role::system, .text = u"a"_s}};
        QCOMPARE(validate(content).error().contextValue(u"member"), u"examples"_s);
    }
};

QTEST_GUILESS_MAIN(TestContent)
#include "tst_content.moc"
