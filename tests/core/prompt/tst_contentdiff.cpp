// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/diff.h"

#include <QTest>

using namespace assay;
using namespace assay::prompt;
using namespace Qt::StringLiterals;

namespace {

// "s:text" is a system message, "u:" a user's, "a:" an assistant's.
Content contentOf(const QStringList &messages)
{
    Content content;
    for (const QString &message : messages) {
        const tokens::Role role = message.startsWith(u's') ? tokens::Role::system : message.startsWith(u'u') ? tokens::Role::user : tokens::Role::assistant;
        content.messages.append({.role = role, .text = message.sliced(2)});
    }
    return content;
}

using Change = void (*)(Content &);

QString linesText(const QList<DiffLine> &lines)
{
    QString text;
    for (const DiffLine &line : lines)
        text += (line.kind == DiffKind::same ? u"="_s : line.kind == DiffKind::removed ? u"-"_s : u"+"_s) + line.text;
    return text;
}

QString shownParts(const ContentDiff &diff)
{
    QStringList parts;
    for (const PartDiff &part : diff.parts) {
        const QString kind = QStringList{u"schema"_s, u"tool"_s, u"snippet"_s, u"example"_s}.at(static_cast<int>(part.kind));
        parts.append(kind + u' ' + part.name + (part.isBefore ? part.isAfter ? u""_s : u" gone"_s : u" new"_s) + u':' + linesText(part.lines));
    }
    return parts.join(u' ');
}

QString shown(const ContentDiff &diff)
{
    QStringList messages;
    for (const MessageDiff &message : diff.messages) {
        const auto role = [](std::optional<tokens::Role> each) { return each ? tokens::toText(*each).first(1) : u"-"_s; };
        messages.append(QString(role(message.before) + role(message.after) + u':' + linesText(message.lines)));
    }
    return messages.join(u' ');
}

} // namespace

class TestContentDiff : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void messagesThatBelongTogetherArePaired_data()
    {
        QTest::addColumn<QStringList>("before");
        QTest::addColumn<QStringList>("after");
        QTest::addColumn<QString>("result");
        QTest::newRow("same") << QStringList{u"s:a"_s, u"u:b"_s} << QStringList{u"s:a"_s, u"u:b"_s} << u"ss:=a uu:=b"_s;
        QTest::newRow("changed") << QStringList{u"s:a"_s, u"u:b"_s} << QStringList{u"s:x"_s, u"u:b"_s} << u"ss:-a+x uu:=b"_s;
        QTest::newRow("examples added") << QStringList{u"s:a"_s, u"u:q"_s} << QStringList{u"s:a"_s, u"u:e"_s, u"a:f"_s, u"u:q"_s} << u"ss:=a -u:+e -a:+f uu:=q"_s;
        QTest::newRow("examples removed") << QStringList{u"s:a"_s, u"u:e"_s, u"a:f"_s, u"u:q"_s} << QStringList{u"s:a"_s, u"u:q"_s} << u"ss:=a u-:-e a-:-f uu:=q"_s;
        QTest::newRow("system message added, user's changed") << QStringList{u"u:b"_s} << QStringList{u"s:a"_s, u"u:c"_s} << u"-s:+a uu:-b+c"_s;
        QTest::newRow("role changed") << QStringList{u"u:b"_s} << QStringList{u"a:b"_s} << u"u-:-b -a:+b"_s;
        QTest::newRow("from nothing") << QStringList{} << QStringList{u"u:b"_s} << u"-u:+b"_s;
    }

    void messagesThatBelongTogetherArePaired()
    {
        QFETCH(const QStringList, before);
        QFETCH(const QStringList, after);
        QTEST(shown(diffContents(contentOf(before), contentOf(after))), "result");
    }

    void onlySettingsThatDifferAreListed()
    {
        Content before = contentOf({u"u:a"_s});
        Content after = before;
        QVERIFY(diffContents(before, after).settings.isEmpty());
        before.parameters = {.temperature = 0.0, .topP = 0.5, .maxOutputTokens = 200, .seed = {}, .stop = {}};
        after.parameters = {.temperature = 0.7, .topP = 0.5, .maxOutputTokens = {}, .seed = {}, .stop = {u"END"_s}};
        after.responseFormat = ResponseFormat::jsonSchema;
        after.responseSchema = *parseJson(u"{\"type\":\"object\"}");
        QCOMPARE(diffContents(before, after).settings,
            (QList<SettingDiff>{{u"temperature"_s, u"0"_s, u"0.7"_s}, {u"maxOutputTokens"_s, u"200"_s, u""_s}, {u"stop"_s, u""_s, u"[\"END\"]"_s},
                {u"responseFormat"_s, u"\"text\""_s, u"\"json-schema\""_s}}));
    }

    void effortChoiceDrawAndOptionsAreSettings()
    {
        const Content before = contentOf({u"u:a"_s});
        Content after = before;
        after.parameters.reasoningEffort = u"low"_s;
        after.toolChoice = u"auto"_s;
        after.examples = ExampleDraw{.set = u"items"_s, .tag = u"shots"_s, .count = 2, .seed = 7};
        after.templateOptions.lenient = true;
        QCOMPARE(diffContents(before, after).settings,
            (QList<SettingDiff>{{u"reasoningEffort"_s, u""_s, u"\"low\""_s}, {u"toolChoice"_s, u""_s, u"\"auto\""_s}, {u"examples.set"_s, u""_s, u"\"items\""_s},
                {u"examples.tag"_s, u""_s, u"\"shots\""_s}, {u"examples.count"_s, u""_s, u"2"_s}, {u"examples.seed"_s, u""_s, u"7"_s},
                {u"templateOptions.lenient"_s, u""_s, u"true"_s}}));
    }

    void partsThatDifferAreComparedLineByLine_data()
    {
        QTest::addColumn<Change>("before");
        QTest::addColumn<Change>("after");
        QTest::addColumn<QString>("result");
        const Change nothing = [](Content &) {};
        const Change tool = [](Content &c) { c.tools = {{.name = u"b"_s, .description = u"Finds"_s}, {.name = u"a"_s}}; };
        const Change otherTool = [](Content &c) { c.tools = {{.name = u"a"_s}, {.name = u"b"_s, .description = u"Seeks"_s}}; };
        const Change snippet = [](Content &c) { c.snippets = {{u"tone"_s, u"one\ntwo"_s}}; };
        const Change otherSnippet = [](Content &c) { c.snippets = {{u"end"_s, u"x"_s}, {u"tone"_s, u"one\nthree"_s}}; };
        const Change schema = [](Content &c) {
            c.responseFormat = ResponseFormat::jsonSchema;
            c.responseSchema = *parseJson(u"{\"type\":\"object\"}");
        };
        const Change otherSchema = [](Content &c) {
            c.responseFormat = ResponseFormat::jsonSchema;
            c.responseSchema = *parseJson(u"{\"type\":\"array\"}");
        };
        const Change example = [](Content &c) { c.examples = ExampleDraw{.drawn = {{.key = u"T-1"_s, .answer = u"yes"_s}}}; };
        const Change otherExample = [](Content &c) { c.examples = ExampleDraw{.drawn = {{.key = u"T-2"_s, .answer = u"no"_s}}}; };
        QTest::newRow("nothing") << nothing << nothing << QString();
        QTest::newRow("the same in another order") << tool << Change([](Content &c) { c.tools = {{.name = u"a"_s}, {.name = u"b"_s, .description = u"Finds"_s}}; }) << QString();
        QTest::newRow("tools added") << nothing << tool << u"tool a new:+{} tool b new:+Finds+{}"_s;
        QTest::newRow("a tool's description") << tool << otherTool << u"tool b:-Finds+Seeks={}"_s;
        QTest::newRow("snippets") << snippet << otherSnippet << u"snippet end new:+x snippet tone:=one-two+three"_s;
        QTest::newRow("a snippet gone") << snippet << nothing << u"snippet tone gone:-one-two"_s;
        QTest::newRow("a schema") << schema << otherSchema << u"schema :={-  \"type\": \"object\"+  \"type\": \"array\"=}"_s;
        QTest::newRow("examples") << example << otherExample << u"example T-1 gone:-{}-yes example T-2 new:+{}+no"_s;
    }

    void partsThatDifferAreComparedLineByLine()
    {
        QFETCH(const Change, before);
        QFETCH(const Change, after);
        Content from = contentOf({u"u:a"_s});
        Content to = from;
        before(from);
        after(to);
        const ContentDiff diff = diffContents(from, to);
        QTEST(shownParts(diff), "result");
        QCOMPARE(diff.isEmpty(), shownParts(diff).isEmpty());
    }

    void aDifferenceIsEmptyOnlyWhenNothingDiffers()
    {
        const Content content = contentOf({u"s:a"_s, u"u:b"_s});
        QVERIFY(diffContents(content, content).isEmpty());
        QVERIFY(!diffContents(content, contentOf({u"s:a"_s, u"a:b"_s})).isEmpty());
        QVERIFY(!diffContents(content, contentOf({u"s:a"_s})).isEmpty());
        QVERIFY(!diffContents(content, contentOf({u"s:a"_s, u"u:b"_s, u"u:"_s})).isEmpty());
        Content warmer = content;
        warmer.parameters.temperature = 1;
        QVERIFY(!diffContents(content, warmer).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestContentDiff)
#include "tst_contentdiff.moc"
