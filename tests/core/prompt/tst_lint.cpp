// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/lint/lint.h"
#include "tests/core/prompt/goodprompts.h"

#include <QElapsedTimer>
#include <QTest>

using namespace assay;
using namespace assay::prompt;
using namespace assay::test;

namespace {

const QString kUrgency
    = uR"({"type":"object","properties":{"urgency":{"type":"string","enum":["low","normal","high"]},"score":{"type":"integer"}},"required":["urgency"],"additionalProperties":false})"_s;

void row(const char *name, const char *rule, const Content &content, const QString &found = {})
{
    QTest::addRow("%s: %s", rule, name) << QString::fromLatin1(rule) << content << found;
}

void row(const char *name, const char *rule, const QString &script, const QString &found = {})
{
    row(name, rule, conversation(script), found);
}

} // namespace

class TestLint : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRuleFindsWhatItIsFor_data();

    void aRuleFindsWhatItIsFor()
    {
        QFETCH(const QString, rule);
        QFETCH(const Content, content);
        QFETCH(QString, found);
        const auto findings = ofRule(lint(content), rule);
        if (!found.isEmpty())
            found = found == u"whole" ? rule : QString(rule + u'@' + found.replace(u"\n0: "_s, u"\n"_s + rule + u"@0: "_s));
        QCOMPARE(shown(content, findings), found);
        for (const Finding &finding : findings) {
            QVERIFY(finding.reason.endsWith(u'.') || finding.rule == u"template-error");
            QVERIFY(!finding.fix || ofRule(lint(fixed(content, *finding.fix)), rule).size() < findings.size());
        }
    }

    void nothingIsSaidOfAGoodPrompt_data()
    {
        QTest::addColumn<Content>("content");
        for (const GoodPrompt &prompt : goodPrompts())
            QTest::newRow(prompt.name) << prompt.content;
    }

    void nothingIsSaidOfAGoodPrompt()
    {
        QFETCH(const Content, content);
        QCOMPARE(shown(content, lint(content)), QString());
    }

    void itemsTellWhichVariablesAreFilled_data()
    {
        QTest::addColumn<QString>("script");
        QTest::addColumn<QStringList>("items");
        QTest::addColumn<QString>("found");
        QTest::addColumn<QString>("reason");
        QTest::newRow("all") << u"[user]\n{{ a }}"_s << QStringList{uR"({"a":1})"_s, uR"({"a":2})"_s} << QString() << QString();
        QTest::newRow("none") << u"[user]\n{{ b }}"_s << QStringList{uR"({"a":1})"_s} << u"unused-variable\nunfilled-variable@0: {{ b }}"_s << u"No item of the set has b"_s;
        QTest::newRow("some") << u"[user]\n{{ a.b }}"_s << QStringList{uR"({"a":{"b":1}})"_s, uR"({"a":{}})"_s} << u"unfilled-variable@0: {{ a.b }}"_s
                              << u"missing in 1 of 2 items, I-1: fill"_s;
        QTest::newRow("empty in all") << u"[user]\n{{ a }}"_s << QStringList{uR"({"a":""})"_s, uR"({"a":null})"_s} << u"unfilled-variable@0: {{ a }}"_s
                                      << u"is empty in every item"_s;
        QTest::newRow("empty in one") << u"[user]\n{{ a }}"_s << QStringList{uR"({"a":""})"_s, uR"({"a":"x"})"_s} << QString() << QString();
        QTest::newRow("with a default") << u"[user]\n{{ b | default('x') }}"_s << QStringList{u"{}"_s} << QString() << QString();
        QTest::newRow("in a condition") << u"[user]\nHi{% if b %}!{% endif %}"_s << QStringList{u"{}"_s} << u"unfilled-variable@0: {% if b %}"_s << u"No item"_s;
        const QString loop = u"[user]\n{% for m in ms %}{{ m.a }}{% endfor %}"_s;
        QTest::newRow("in all elements") << loop << QStringList{uR"({"ms":[{"a":1},{"a":""}]})"_s, uR"({"ms":[]})"_s} << QString() << QString();
        QTest::newRow("not in one element") << loop << QStringList{uR"({"ms":[{"a":1},{}]})"_s, uR"({"ms":[{"a":1}]})"_s} << u"unfilled-variable@0: {{ m.a }}"_s
                                            << u"ms[].a is missing in 1 of 2 items, I-0: fill"_s;
        QTest::newRow("not in one element of each") << loop << QStringList{uR"({"ms":[{"a":1},{}]})"_s} << u"unfilled-variable@0: {{ m.a }}"_s << u"missing in 1 of 1 item, I-0: fill"_s;
        QTest::newRow("in no element") << loop << QStringList{uR"({"ms":[{"b":1}]})"_s} << u"unfilled-variable@0: {{ m.a }}"_s << u"No item of the set has ms[].a"_s;
        const QStringList mixed{uR"({"ms":[{"r":"t","a":1},{"r":"u"}]})"_s, uR"({"ms":[{"r":"u"}]})"_s};
        for (const auto &[name, head] : {std::pair("of elements that a condition picks", u"m in ms if m.r == 't'"_s),
                 std::pair("of elements that have it", u"m in ms if m.a is defined"_s), std::pair("of elements that selectattr picks", u"m in ms | selectattr('a')"_s),
                 std::pair("of elements that rejectattr leaves", u"m in ms | rejectattr('b')"_s), std::pair("of elements that select picks", u"m in ms | select('mapping')"_s),
                 std::pair("of elements that reject leaves", u"m in ms | reject('none')"_s), std::pair("of a slice", u"m in ms[:1]"_s)})
            QTest::newRow(name) << u"[user]\n{% for %1 %}{{ m.r }}{{ m.a }}{% endfor %}"_s.arg(head) << mixed << QString() << QString();
        QTest::newRow("of the elements of a condition") << u"[user]\n{% for m in ms if m.b %}{{ m.a }}{% endfor %}"_s << mixed << u"unfilled-variable@0: {% for m in ms if m.b %}"_s
                                                        << u"No item of the set has ms[].b"_s;
        QTest::newRow("in two of three") << u"[user]\n{{ a }}"_s << QStringList{u"{}"_s, uR"({"a":1})"_s, u"{}"_s} << u"unfilled-variable@0: {{ a }}"_s
                                         << u"missing in 2 of 3 items, I-0 among them: fill"_s;
        const QStringList some{uR"({"p":1,"a":1})"_s, uR"({"p":0})"_s};
        for (const auto &[name, text] : {std::pair("in a branch not taken", u"{% if p %}{{ a }}{% endif %}"_s), std::pair("in an inline if", u"{{ a if p else '' }}"_s),
                 std::pair("behind and", u"{{ 'x' if p and a }}"_s), std::pair("in a loop without turns", u"{% for i in range(p) %}{{ a }}{% endfor %}"_s)})
            QTest::newRow(name) << QString(u"[user]\n"_s + text) << some << QString() << QString();
        QTest::newRow("in a branch taken") << u"[user]\n{% if p %}{{ a }}{% endif %}"_s << QStringList{uR"({"p":1,"a":1})"_s, uR"({"p":1})"_s}
                                           << u"unfilled-variable@0: {{ a }}"_s << u"missing in 1 of 2 items, I-1: fill"_s;
        QTest::newRow("an element's member in a branch") << u"[user]\n{% for m in ms %}{% if m.r == 't' %}{{ m.a }}{% endif %}{% endfor %}"_s << mixed << QString() << QString();
        QTest::newRow("of a name that is set") << u"[user]\n{% set c = a %}{{ c.b }}"_s << QStringList{uR"({"a":{"b":1}})"_s, uR"({"a":{}})"_s}
                                               << u"unfilled-variable@0: {{ c.b }}"_s << u"a.b is missing in 1 of 2 items"_s;
        const QString values = u"[user]\n{% for k, v in d.items() %}{{ v.a }}{% endfor %}"_s;
        QTest::newRow("in all values of a mapping") << values << QStringList{uR"({"d":{"x":{"a":1},"y":{"a":2}}})"_s, uR"({"d":{}})"_s} << QString() << QString();
        QTest::newRow("not in one value of a mapping") << values << QStringList{uR"({"d":{"x":{"a":1},"y":{}}})"_s} << u"unfilled-variable@0: {{ v.a }}"_s
                                                       << u"d{}.a is missing in 1 of 1 item"_s;
        QTest::newRow("pairs without a name") << u"[user]\n{% for k, v in d %}{{ v.a }}{% endfor %}"_s
                                              << QStringList{uR"({"d":[["x",{"a":1}]]})"_s, uR"({"d":{"x":{"a":1}}})"_s} << QString() << QString();
        QTest::newRow("no list") << loop << QStringList{u"{}"_s} << u"unfilled-variable@0: {% for m in ms %}"_s << u"No item of the set has ms:"_s;
        QTest::newRow("written otherwise") << u"[user]\n{# a.b #}{{ a['b'] }}"_s << QStringList{uR"({"a":{}})"_s} << u"unfilled-variable@0: {{ a['b'] }}"_s << u"has a.b"_s;
        QTest::newRow("unused, one with an underscore") << u"[user]\n{{ a }}"_s << QStringList{uR"({"a":1,"b":2,"_id":3})"_s} << u"unused-variable"_s << u"have b,"_s;
    }

    void itemsTellWhichVariablesAreFilled()
    {
        QFETCH(const QString, script);
        QFETCH(const QStringList, items);
        QFETCH(const QString, found);
        QFETCH(const QString, reason);
        LintContext context;
        for (const QString &variables : items)
            context.items.append({.key = u"I-%1"_s.arg(context.items.size()), .variables = *parseJson(variables)});
        const Content content = conversation(script);
        const auto findings = lint(content, context);
        QCOMPARE(shown(content, findings), found);
        QVERIFY(findings.isEmpty() || findings.last().reason.contains(reason));
    }

    void whereNothingHasToBeThereAWrongNameIsToldInABranchToo()
    {
        Content content = conversation(u"[user]\n{% for m in ms %}{{ m }}{{ custmer }}{% endfor %}{{ name if ms }}"_s);
        content.templateOptions.lenient = true;
        LintContext context;
        for (const QString &variables : {uR"({"ms":["a"],"name":"x"})"_s, uR"({"ms":["a"]})"_s})
            context.items.append({.key = u"I-%1"_s.arg(context.items.size()), .variables = *parseJson(variables)});
        const auto findings = lint(content, context);
        QCOMPARE(shown(content, findings), u"unfilled-variable@0: {{ custmer }}"_s);
        QVERIFY2(findings.first().reason.contains(u"No item of the set has custmer"), qPrintable(findings.first().reason));
    }

    // By the square of the variables it would take longer than a test may.
    void veryManyVariablesAreLookedOver()
    {
        constexpr int kMany = 150'000;
        QString script = u"[user]\n"_s;
        QString variables = u"{\"other\": 1"_s;
        for (int i = 0; i < kMany; ++i) {
            script += u"{{ v%1 }}\n"_s.arg(i);
            variables += u", \"v%1\": %1"_s.arg(i);
        }
        script += u"{{ lacking }}"_s;
        const Content content = conversation(script);
        const auto findings = lint(content, {.items = {{.key = u"I"_s, .variables = *parseJson(QString(variables + u'}'))}}});
        QCOMPARE(shown(content, ofRule(findings, u"unfilled-variable"_s)), u"unfilled-variable@0: {{ lacking }}"_s);
        QVERIFY(shown(content, findings).startsWith(u"unused-variable\n"));
    }

    void whatAnAssertionUsesIsUsed()
    {
        const LintContext context{.items = {{.key = u"I"_s, .variables = *parseJson(uR"({"a":1,"expected":2})")}}, .otherUses = {u"expected.x"_s}};
        QCOMPARE(lint(conversation(u"[user]\n{{ a }}"_s), context), QList<Finding>());
    }

    void itemsTellAWordFromAText()
    {
        const Content content = conversation(u"[user]\nAnswer in two sentences and in the voice of a {{ who }}, please. {{ what }}"_s);
        LintContext context;
        for (int i = 0; i < 9; ++i)
            context.items.append({.key = {},
                .variables = *parseJson(u"{\"who\": \"%1\", \"what\": \"a text that is longer than a name or a town, number %2\"}"_s.arg(i % 2 ? u"pirate"_s : u"poet"_s).arg(i))});
        QCOMPARE(shown(content, ofRule(lint(content, context), u"unfenced-variable"_s)), u"unfenced-variable@0: {{ what }}"_s);
    }

    void modelsAreLookedAt()
    {
        const Content content = conversation(u"[user]\n{{ a }}"_s);
        const LintModel small{.name = u"local"_s, .contextWindow = 4096, .longestPrompt = 3997, .longestItem = u"T-7"_s};
        const auto findings = lint(content, {.models = {small, {.name = u"writer"_s, .isFloatingAlias = true}}});
        QCOMPARE(shown(content, findings), u"floating-model\ncontext-exceeded"_s);
        QVERIFY(findings.last().reason.contains(u"T-7"));
        LintModel fits = small;
        fits.longestPrompt = 3996;
        QCOMPARE(lint(content, {.models = {fits, {.name = u"unknown"_s}}}), QList<Finding>());
    }

    void referencesShowTheLabels()
    {
        QList<Json> references;
        for (int i = 0; i < 24; ++i)
            references.append(*parseJson(u"{\"category\": \"%1\", \"summary\": \"number %2\"}"_s.arg(i % 3 ? u"bug"_s : u"other"_s).arg(i)));
        const auto labels = labelsOf(references);
        QCOMPARE(labels, (QMap<QString, QStringList>{{u"category"_s, {u"bug"_s, u"other"_s}}}));
        const Content content = withFormat(conversation(u"[system]\nJSON, please.\n[user]\na\n[assistant]\n{\"category\": \"bugs\"}\n[user]\n{{ b }}"_s), ResponseFormat::json);
        QCOMPARE(shown(content, lint(content, {.allowedLabels = labels})), u"example-label@2: bugs"_s);
        QVERIFY(labelsOf(QList<Json>{Json("2026-01-01"), Json("2026-01-02"), Json(3)}).isEmpty());
    }

    void aLongNameIsCutWhereItIsToldAndWholeWhereItMends()
    {
        const QString name = u"a"_s.repeated(5000);
        const Content content = conversation(u"[user]\nSum up in a sentence.\n<%1>\n{{ text }}\n</document>"_s.arg(name));
        const auto findings = ofRule(lint(content), u"broken-fence"_s);
        QCOMPARE(findings.size(), 1);
        const QString cut = u"a"_s.repeated(38);
        QCOMPARE(findings.first().reason, u"</document> does not close <a%1…>, so nothing tells where the item's text ends: write </%1…>."_s.arg(cut));
        QCOMPARE(findings.first().fix->title, u"Close it with </%1…>"_s.arg(cut));
        QVERIFY(fixed(content, *findings.first().fix).messages.first().text.endsWith(u"</%1>"_s.arg(name)));
    }

    void drawnExamplesAreLookedAtToo()
    {
        Content content = withFormat(conversation(u"[user]\nJSON, please: {{ a | tojson }}"_s), ResponseFormat::json);
        content.examples = ExampleDraw{.set = u"s"_s,
            .tag = u"t"_s,
            .count = 2,
            .drawn
            = {{.key = u"T-1"_s, .variables = *parseJson(uR"({"a":1})"), .answer = u"{}"_s}, {.key = u"T-2"_s, .variables = *parseJson(uR"({"a":2})"), .answer = u"none"_s}}};
        const auto findings = lint(content);
        QCOMPARE(shown(content, findings), u"example-format"_s);
        QVERIFY(findings.first().reason.contains(u"T-2"));
    }

    void severitiesCanBeSet()
    {
        const Content content = conversation(u"[user]\nWrite to ada@lovelace.io in one sentence."_s);
        QCOMPARE(lint(content).first().severity, Severity::warning);
        QCOMPARE(lint(content, {.severities = {{u"personal-data"_s, Severity::error}}}).first().severity, Severity::error);
        QCOMPARE(lint(content, {.severities = {{u"personal-data"_s, Severity::off}}}), QList<Finding>());
    }

    void hostileTextIsReadInTime_data()
    {
        QTest::addColumn<QString>("piece");
        for (const char *piece :
            {"a", "{", "{{", "{{ a }}", "<a b=\"{{ x }}\">", "```{{ x }}", "{{ \"", "{% for a in b %}", "{#", "<a>", "</a>", "<a", "```", "\"\"\"", "---\n", "- a\n",
                "one of: ", "one of: a, b\n", "answer in json ", "return ", "not ", "always ask for it ", "at most 5 words ", "a\n\n", "\n\n", " ", "\t", "{\"a\":", "[", "@",
                "summarize this\n", "fields a, ", "write ", "at least one ", "classify as a, ", "is either 'a' or ", "one word only ", "answer in german. ", "password: a1b2c3 ",
                "sk-proj-", "answer {\"a\":1} ", "`", "-", "{{ x }} ", "answer ", "one-", "always-", "answer in ", "is ", "x: ", "a b", "a? ", "translate ", "please answer ", "- ",
                "return a json array ", "answer yes or no, ", "answer yes or no\n", "the only labels are a, ", "answer in one word ", "answer with the key 'a' "})
            QTest::newRow(piece) << QString::fromLatin1(piece);
        for (const char *beginning : {"summarize this", "fields", "one of: ", "labels:\n- ", "Go. ", "1 -", "format", "at most ", "always "}) {
            for (const char *piece : {" ", "a", "`", "-"})
                QTest::newRow(qPrintable(u"%1 and then %2"_s.arg(QLatin1StringView(beginning), QLatin1StringView(piece))))
                    << QString(QString::fromLatin1(beginning) + QString::fromLatin1(piece).repeated(250'000) + u'!');
        }
        QTest::newRow("half a character") << QString(QChar(0xD800));
        QTest::newRow("turned text") << QString(QChar(0x202E));
        QTest::newRow("no width") << QString(QChar(0x200B));
        QTest::newRow("NUL") << QString(QChar(0));
        QTest::newRow("letters of two alphabets") << u"аb"_s;
        QTest::newRow("a letter that grows when made small") << u"İ"_s;
    }

    // A rule that goes over the text again from every place would need minutes. Above 200,000 units an expression is no longer given up early because a character
    // that it must have is nowhere.
    void hostileTextIsReadInTime()
    {
        QFETCH(const QString, piece);
        Content content = conversation(u"[system]\nx\n[user]\ny"_s);
        for (MessageTemplate &message : content.messages)
            message.text = piece.repeated(std::max<qsizetype>(1, 250'000 / piece.size()));
        QElapsedTimer timer;
        timer.start();
        const auto findings = lint(content);
        QVERIFY2(timer.elapsed() < 20'000, qPrintable(QString::number(timer.elapsed())));
        for (const Finding &finding : findings)
            QVERIFY(finding.message == kWholeVersion || (finding.start >= 0 && finding.start + finding.length <= content.messages.at(finding.message).text.size()));
        QVERIFY(findings.size() < 2'000);
        QCOMPARE(lint(content), findings);
    }

    void hostileTextIsReadInTimeWithASchemaAndExamples_data()
    {
        QTest::addColumn<QString>("piece");
        for (const char *piece : {"return a json array ", "return the key 'a' ", "the key 'a'\n", "answer yes or no\n", "answer in one word\n", "return {\"urgency\":\"lo\"} "})
            QTest::newRow(piece) << QString::fromLatin1(piece);
    }

    void hostileTextIsReadInTimeWithASchemaAndExamples()
    {
        QFETCH(const QString, piece);
        Content content = conversation(u"[system]\nx\n[user]\ny\n[assistant]\nz\n[user]\n{{ a }}"_s);
        for (MessageTemplate &message : content.messages)
            message.text = piece.repeated(250'000 / piece.size());
        QElapsedTimer timer;
        timer.start();
        QVERIFY(lint(content).size() < 2'000);
        content.responseFormat = ResponseFormat::jsonSchema;
        content.responseSchema = *parseJson(kUrgency);
        QVERIFY(lint(content).size() < 2'000);
        QVERIFY2(timer.elapsed() < 20'000, qPrintable(QString::number(timer.elapsed())));
    }

    void anEmptyContentIsNoTrouble() { QCOMPARE(ofRule(lint(Content()), u"template-error"_s), QList<Finding>()); }
};

void TestLint::aRuleFindsWhatItIsFor_data()
{
    QTest::addColumn<QString>("rule");
    QTest::addColumn<Content>("content");
    QTest::addColumn<QString>("found");

    row("a filter that there is not", "template-error", u"[user]\nHi\n{{ a | uper }}"_s, u"0: u"_s);
    row("a tag without an end", "template-error", u"[system]\nHi\n[user]\n{{ a"_s, u"1: {"_s);

    row("a variable", "untrusted-in-system", u"[system]\nHelp with {{ ticket.text }}.\n[user]\nGo"_s, u"0: {{ ticket.text }}"_s);
    row("a variable twice, and an own name", "untrusted-in-system", u"[system]\n{{ a }} {{ a }}{% for x in list %}{{ x }}{% endfor %}\n[user]\nGo"_s, u"0: {{ a }}\n0: {{ x }}"_s);
    row("a fence changes nothing", "untrusted-in-system", u"[system]\n<a>{{ a }}</a>\n[user]\nGo"_s, u"0: {{ a }}"_s);
    row("behind a tag without an end", "untrusted-in-system", u"[system]\nHelp {{ a\nwith {{ b }}.\n[user]\nGo"_s, u"0: {{ b }}"_s);
    row("a setting", "untrusted-in-system", u"[system]\nAnswer in {{ language }}, today is {{ context.date }}.\n[user]\n{{ a }}"_s);
    row("a condition, a text and a comment", "untrusted-in-system", u"[system]\n{% if a %}x{% endif %}{{ 'a' }}{# {{ a }} #}{% raw %}{{ a }}{% endraw %}\n[user]\n{{ a }}"_s);

    row("below the instructions", "unfenced-variable", u"[user]\nAnswer the question in one short sentence.\n{{ question }}"_s, u"0: {{ question }}"_s);
    row("within a sentence", "unfenced-variable", u"[user]\nSay in one word whether {{ claim }} is true."_s, u"0: {{ claim }}"_s);
    row("a pair of tags around another", "unfenced-variable", u"[user]\nAnswer the question in one short sentence.\n<a>{{ a }}</a>\n{{ b }}"_s, u"0: {{ b }}"_s);
    row("a tag that never closes", "unfenced-variable", u"[user]\nAnswer the question in one short sentence.\n<a>{{ a }}"_s, u"0: {{ a }}"_s);
    row("a tag of instructions", "unfenced-variable", u"[user]\n<task>Answer the question in one short sentence. {{ a }}</task>"_s, u"0: {{ a }}"_s);
    row("a task of few words", "unfenced-variable", u"[user]\nTranslate to French: {{ text }}"_s, u"0: {{ text }}"_s);
    row("a task that looks like a name", "unfenced-variable", u"[user]\nAnswer the question: {{ q }}"_s, u"0: {{ q }}"_s);
    row("a question", "unfenced-variable", u"[user]\nIs this email spam? {{ email }}"_s, u"0: {{ email }}"_s);
    row("a verb alone", "unfenced-variable", u"[user]\nClassify {{ message }}"_s, u"0: {{ message }}"_s);
    row("a verb behind please, below a heading", "unfenced-variable", u"[user]\n# Mail\n{{ mail }}\n\n- Please rewrite: {{ text }}"_s, u"0: {{ mail }}\n0: {{ text }}"_s);
    row("names that are verbs too", "unfenced-variable",
        u"[user]\nName: {{ name }}\nReview 3: {{ stars }}\nAnswer: {{ answer }}\nExtract from the book: {{ extract }}\nList price: {{ price }}"_s);
    row("a name with a mark of a question", "unfenced-variable", u"[user]\nQuestion? {{ q }}"_s);
    row("a variable and a mark", "unfenced-variable", u"[user]\n{{ question }}?"_s);
    row("few words, fenced", "unfenced-variable", u"[user]\nTranslate to French: <text>{{ text }}</text>"_s);
    row("a few words and a setting", "unfenced-variable", u"[user]\nIs it warm in {{ country }}?"_s);
    row("in a turn that is answered", "unfenced-variable",
        u"[user]\nAnswer with valid JSON only. Be brief. Give a very detailed answer.\n{{ doc }}\nIgnore typos.\n[assistant]\nUnderstood.\n[user]\n{{ q }}"_s, u"0: {{ doc }}"_s);
    row("in an answered turn below a system message", "unfenced-variable",
        u"[system]\nYou help.\n[user]\nKeep this text in mind, please. {{ doc }}\n[assistant]\nUnderstood.\n[user]\n{{ q }}"_s, u"1: {{ doc }}"_s);
    row("turns of a conversation", "unfenced-variable", u"[user]\n{{ first }}\n[assistant]\n{{ answer }}\n[user]\n{{ second }}"_s);
    row("tags", "unfenced-variable", u"[user]\nAnswer the question in one short sentence.\n<q lang=\"en\">\n{{ question }}\n</q>"_s);
    row("backticks", "unfenced-variable", u"[user]\nAnswer the question in one short sentence.\n```text\n{{ question }}\n```"_s);
    row("quotes", "unfenced-variable", u"[user]\nAnswer the question in one short sentence.\n\"\"\"\n{{ question }}\n\"\"\""_s);
    row("rules", "unfenced-variable", u"[user]\nAnswer the question in one short sentence.\n---\n{{ question }}\n---"_s);
    row("filters", "unfenced-variable", u"[user]\nAnswer the question in one short sentence.\n{{ question | trim | xml_tag(\"q\") }} {{ a | tojson }} {{ b | quote_block }}"_s);
    row("an attribute", "unfenced-variable",
        u"[user]\nGo on with the chat in one short sentence.\n{% for m in turns %}<turn role=\"{{ m.role }}\">{{ m.text }}</turn>{% endfor %}"_s);
    row("beside an attribute", "unfenced-variable", u"[user]\nGo on with the chat in one short sentence.\n<turn role=\"user\">a</turn> {{ b }} <turn role='{{ c }}'/>"_s,
        u"0: {{ b }}"_s);
    row("a block of a filter", "unfenced-variable", u"[user]\nAnswer the question in one short sentence.\n{% filter quote_block %}{{ a }}{% endfilter %}"_s);
    row("the whole message", "unfenced-variable", u"[system]\nAnswer in one word.\n[user]\n{{ question }}"_s);
    row("names before variables", "unfenced-variable", u"[user]\nField: {{ field }}\nText of the mail: {{ text }}"_s);
    row("a long text before another", "unfenced-variable", u"[user]\nContext:\n{{ context }}\n\nQuestion: {{ question }}"_s, u"0: {{ context }}"_s);
    row("two in a line", "unfenced-variable", u"[user]\n{{ a }} vs {{ b }}"_s, u"0: {{ a }}"_s);
    row("two in a line, fenced", "unfenced-variable", u"[user]\n<a>{{ a }}</a> vs <b>{{ b }}</b>"_s);
    row("one or the other", "unfenced-variable", u"[user]\n{% if html %}{{ html }}{% else %}Text: {{ text }}{% endif %}"_s);
    row("a chat", "unfenced-variable", u"[user]\n{% for turn in turns %}{{ turn.role }}: {{ turn.text }}\n{% endfor %}"_s);
    row("a setting", "unfenced-variable", u"[user]\nWrite two sentences about the sea in {{ language }}, please."_s);

    row("a task at the end", "instructions-after-untrusted", u"[user]\n{{ article }}\n\nNow write a headline of at most eight words."_s,
        u"0: Now write a headline of at most eight words"_s);
    row("behind a fence", "instructions-after-untrusted", u"[user]\n<a>{{ article }}</a>\n\nNow write a headline of at most eight words."_s);
    row("in front", "instructions-after-untrusted", u"[user]\nWrite a headline of at most eight words.\n\n{{ article }}"_s);
    row("behind a short text", "instructions-after-untrusted", u"[user]\n{{ city }}\n\nNow write a headline of at most eight words."_s);

    row("another name", "broken-fence", u"[user]\nSum up in a sentence.\n<doc>\n{{ text }}\n</document>"_s, u"0: </document>"_s);
    row("another name, in a line", "broken-fence", u"[user]\nSum up <Doc>{{ text }}</Docs> in a sentence."_s, u"0: </Docs>"_s);
    row("never closed", "broken-fence", u"[user]\nSum up in a sentence.\n<doc>\n{{ text }}"_s, u"0: <doc>"_s);
    row("never closed around a loop", "broken-fence", u"[user]\nSum up in a sentence.\n<docs>\n{% for d in docs %}{{ d }}{% endfor %}"_s, u"0: <docs>"_s);
    row("opened twice", "broken-fence", u"[user]\nSum up in a sentence.\n<doc>\n{{ text }}\n<doc>"_s, u"0: <doc>"_s);
    row("never opened", "broken-fence", u"[user]\nSum up in a sentence.\n{{ text }}\n</doc>"_s, u"0: </doc>"_s);
    row("closed before", "broken-fence", u"[user]\nSum up in a sentence.\n<doc>\n</doc>\n{{ text }}"_s, u"0: </doc>"_s);
    row("closed before, in a line", "broken-fence", u"[user]\nSum up in a sentence.\n<text></text>{{ text }}"_s, u"0: </text>"_s);
    row("backticks never closed", "broken-fence", u"[user]\nSum up in a sentence.\n```text\n{{ text }}"_s, u"0: ```"_s);
    row("backticks closed before", "broken-fence", u"[user]\nSum up in a sentence.\n```\n```\n{{ text }}"_s, u"0: ```"_s);
    row("quotes never closed", "broken-fence", u"[user]\nSum up in a sentence.\n\"\"\"\n{{ text }}\n\"\""_s, u"0: \"\"\""_s);
    row("pairs", "broken-fence", u"[user]\nSum up in a sentence.\n<a>{{ a }}</a>\n```\n{{ b }}\n```\n<c>\n<d>{{ d }}</d>\n</c>\n\"\"\"\n{{ e }}\n\"\"\""_s);
    row("a tag that closes itself", "broken-fence", u"[user]\nSum up in a sentence.\n<page n=\"1\"/>\n{{ text }}\n<page n=\"2\"/>\n{{ more }}"_s);
    row("placeholders", "broken-fence", u"[user]\nSum up <what> in the form\n<label>: <reason>\n\n<text>{{ text }}</text>\nAnswer: <label>"_s);
    row("the form of an answer", "broken-fence", u"[user]\nAnswer between the tags\n<answer></answer>\n{{ question }}"_s);
    row("talk of backticks", "broken-fence", u"[user]\nNever write ``` in the answer.\n```\n{{ text }}\n```"_s);
    row("HTML", "broken-fence", u"[user]\nSum up in a sentence.<br>\n<ul>\n<li>{{ a }}\n<li>{{ b }}\n</ul>"_s);
    row("branches", "broken-fence", u"[user]\n{% if a %}\n<doc kind=\"a\">\n{% else %}\n<doc>\n{% endif %}\n{{ text }}\n</doc>\n{% if b %}{{ b }}</p>{% endif %}"_s);
    row("no variable", "broken-fence", u"[user]\n<doc>\n{% if true %}Sum up{% endif %} in a sentence."_s);

    row("a classification", "no-output-format", u"[user]\nClassify the mail by mood.\n<m>{{ m }}</m>"_s, u"0: Classify"_s);
    row("behind please", "no-output-format", u"[system]\nYou are careful. Please extract all dates.\n[user]\n{{ m }}"_s, u"0: extract"_s);
    row("labels", "no-output-format", u"[user]\nClassify the mail as one of: good, bad.\n<m>{{ m }}</m>"_s);
    row("a number of words", "no-output-format", u"[user]\nList the rivers of Europe in at most 20 words."_s);
    row("a response format", "no-output-format", withFormat(conversation(u"[user]\nExtract the dates."_s), ResponseFormat::json));
    row("an example", "no-output-format", u"[system]\nClassify the mood.\n[user]\nFine.\n[assistant]\ngood\n[user]\n{{ m }}"_s);
    row("a chat", "no-output-format", u"[system]\nYou are a patient teacher of physics.\n[user]\n{{ m }}"_s);
    row("a verb that is none here", "no-output-format", u"[system]\nNever rate people. The list of tags is long.\n[user]\n{{ m }}"_s);

    row("an explanation", "no-length-or-audience", u"[user]\nExplain how tides come about."_s, u"0: Explain"_s);
    row("with a length", "no-length-or-audience", u"[user]\nExplain how tides come about in three sentences."_s);
    row("briefly", "no-length-or-audience", u"[user]\nExplain briefly how tides come about."_s);
    row("with a reader", "no-length-or-audience", u"[user]\nExplain to a ten-year-old how tides come about."_s);
    row("JSON", "no-length-or-audience", u"[user]\nDescribe the picture. Return JSON."_s);
    row("a bare verb is another rule's", "no-length-or-audience", u"[user]\nSummarize this: {{ a }}"_s);

    row("this", "vague-verb", u"[user]\nSummarize this:\n{{ a }}"_s, u"0: Summarize this"_s);
    row("the text, please", "vague-verb", u"[user]\nPlease improve the following text.\n\n<t>{{ a }}</t>"_s, u"0: improve the following text"_s);
    row("with more to it", "vague-verb", u"[user]\nSummarize this for the board in two sentences:\n{{ a }}"_s);
    row("with more in the next line", "vague-verb", u"[user]\nReview the code.\nName every bug with its line, one per line.\n```\n{{ a }}\n```"_s);
    row("with more in the system message", "vague-verb", u"[system]\nYou summarize articles for a busy reader in three bullet points.\n[user]\nSummarize this:\n{{ a }}"_s);

    row("return", "json-format-not-set", u"[user]\nReturn JSON."_s, u"0: Return JSON"_s);
    row("answer with an object", "json-format-not-set", u"[user]\nAnswer with one valid JSON object and nothing else."_s, u"0: Answer with one valid JSON"_s);
    row("as a list", "json-format-not-set", u"[user]\nReturn the names of the rivers as a JSON array."_s, u"0: Return the names of the rivers as a JSON"_s);
    row("must be", "json-format-not-set", u"[user]\nYour response must be valid JSON."_s, u"0: response must be valid JSON"_s);
    row("a format", "json-format-not-set", u"[user]\nOutput format: JSON"_s, u"0: format: JSON"_s);
    row("with the format", "json-format-not-set", withFormat(conversation(u"[user]\nReturn JSON."_s), ResponseFormat::json));
    row("no JSON", "json-format-not-set", u"[user]\nDo not answer in JSON. Write two sentences."_s);
    row("JSON that is given", "json-format-not-set", u"[user]\nThe order is given as JSON below. Say in one sentence what was ordered."_s);
    row("a program about JSON", "json-format-not-set", u"[user]\nWrite a Python function of ten lines that returns the keys of a JSON object."_s);

    row("not named", "json-not-demanded", withFormat(conversation(u"[user]\nName the river."_s), ResponseFormat::json), u"whole"_s);
    row("another form", "json-not-demanded", withSchema(conversation(u"[user]\nAnswer in plain text."_s), kUrgency), u"0: Answer in plain text"_s);
    row("named", "json-not-demanded", withFormat(conversation(u"[user]\nName the river as json."_s), ResponseFormat::json));
    row("a schema needs no name", "json-not-demanded", withSchema(conversation(u"[user]\nJudge the urgency."_s), kUrgency));

    row("another value", "schema-contradiction", withSchema(conversation(u"[user]\nurgency is one of: low, medium, high"_s), kUrgency),
        u"0: urgency is one of: low, medium, high"_s);
    row("a value less", "schema-contradiction", withSchema(conversation(u"[user]\n\"urgency\" must be one of low, high."_s), kUrgency),
        u"0: \"urgency\" must be one of low, high."_s);
    row("another member", "schema-contradiction", withSchema(conversation(u"[user]\nFill in {\"urgency\": \"…\", \"why\": \"…\"}"_s), kUrgency),
        u"0: {\"urgency\": \"…\", \"why\": \"…\"}"_s);
    row("another type", "schema-contradiction", withSchema(conversation(u"[user]\nFill in {\"urgency\": \"low\", \"score\": 0.5}"_s), kUrgency),
        u"0: {\"urgency\": \"low\", \"score\": 0.5}"_s);
    row("a member less", "schema-contradiction", withSchema(conversation(u"[user]\nFill in {\"score\": 1}"_s), kUrgency), u"0: {\"score\": 1}"_s);
    row("a field of another name", "schema-contradiction", withSchema(conversation(u"[user]\nReturn the fields urgency and reason."_s), kUrgency), u"0: urgency and reason"_s);
    const QString label = uR"({"type":"object","properties":{"label":{"type":"string","enum":["a","b"]}}})"_s;
    row("a member called label", "schema-contradiction", withSchema(conversation(u"[user]\n\"label\" is one of: a, b, c"_s), label), u"0: \"label\" is one of: a, b, c"_s);
    row("a list without a name", "schema-contradiction", withSchema(conversation(u"[user]\nClassify it into one of the following categories: a, b, c"_s), label),
        u"0: it into one of the following categories: a, b, c"_s);
    row("a list of something else", "schema-contradiction", withSchema(conversation(u"[user]\nLabels: x, y"_s), label));
    row("fields of other names alone", "schema-contradiction", withSchema(conversation(u"[user]\nReturn JSON with the fields category and urgency."_s), label),
        u"0: category and urgency"_s);
    row("a pattern of other members", "schema-contradiction", withSchema(conversation(u"[user]\nAnswer with JSON:\n```json\n{\"category\": \"…\"}\n```"_s), label),
        u"0: {\"category\": \"…\"}"_s);
    row("a member called label, the same", "schema-contradiction", withSchema(conversation(u"[user]\nReturn {\"label\": \"…\"}. \"label\" is one of: a, b"_s), label));
    const QString mood = uR"({"type":"object","properties":{"label":{"type":"string","enum":["pos","neg"]},"of":{"type":"object","properties":{"name":{}}}}})"_s;
    row("a value in another form", "schema-contradiction", withSchema(conversation(u"[user]\nReturn JSON like {\"label\": \"positive\"}"_s), mood),
        u"0: {\"label\": \"positive\"}"_s);
    row("values that stand for one", "schema-contradiction", withSchema(conversation(u"[user]\nReturn {\"label\": \"pos|neg\"} or {\"label\": \"string\"}."_s), mood));
    row("one key of another name", "schema-contradiction", withSchema(conversation(u"[user]\nReturn a JSON object with the key \"sentiment\"."_s), mood), u"0: sentiment"_s);
    row("keys that there are", "schema-contradiction",
        withSchema(conversation(u"[user]\nReturn a JSON object with the key \"label\". Return an object with the key \"name\". Do not return the key \"sentiment\"."_s), mood));
    row("an array", "schema-contradiction", withSchema(conversation(u"[user]\nReturn a JSON array of labels."_s), mood), u"0: Return a JSON array"_s);
    row("an array in a member", "schema-contradiction", withSchema(conversation(u"[user]\nReturn a JSON array in the field \"label\"."_s), mood));
    row("no array", "schema-contradiction", withSchema(conversation(u"[user]\nNever return a JSON array."_s), mood));
    row("JSON that is given", "schema-contradiction",
        withSchema(conversation(u"[user]\nYou get JSON with the fields id and name. If the input is {\"id\": 5}, return the label. Return the label of {\"id\": 5}."_s), label));
    row("the same", "schema-contradiction",
        withSchema(conversation(u"[user]\nReturn the fields urgency and score. urgency is one of: low, normal, high\n{\"urgency\": \"<level>\", \"score\": 3}"_s), kUrgency));
    row("JSON of something else", "schema-contradiction", withSchema(conversation(u"[user]\nThe order is {\"id\": 5}. The table has the fields id, name and city."_s), kUrgency));

    const QString asked = u"[system]\nAnswer with JSON.\n[user]\na\n[assistant]\n"_s;
    row("no JSON", "example-format", asked + u"Sure!\n[user]\n{{ b }}"_s, u"2: Sure!"_s);
    row("a code fence", "example-format", asked + u"```json\n{}\n```\n[user]\n{{ b }}"_s, u"2: ```json\n{}\n```"_s);
    row("without a system message", "example-format", u"[user]\nAnswer with JSON. Text: a\n[assistant]\nIt is a.\n[user]\n{{ b }}"_s, u"1: It is a."_s);
    row("a word that takes the instructions", "example-format", u"[user]\nAnswer with JSON.\n[assistant]\nUnderstood.\n[user]\n{{ b }}"_s);
    row("an answer to what an item fills", "example-format", u"[system]\nAnswer with JSON.\n[user]\n{{ a }}\n[assistant]\nDone.\n[user]\n{{ b }}"_s);
    row("JSON", "example-format", asked + u"{\"a\": 1}\n[user]\n{{ b }}"_s);
    row("the beginning of the answer", "example-format", u"[system]\nAnswer with JSON.\n[user]\n{{ b }}\n[assistant]\n{"_s);
    row("against the schema", "example-format", withSchema(conversation(asked + u"{\"urgency\": \"urgent\"}\n[user]\n{{ b }}"_s), kUrgency), u"2: {\"urgency\": \"urgent\"}"_s);
    row("no list", "example-format", u"[system]\nAnswer as a bullet list.\n[user]\na\n[assistant]\nOne, two.\n[user]\n{{ b }}"_s, u"2: One, two."_s);
    const auto shownAs = [](const QString &demand, const QString &answer) { return u"[system]\n"_s + demand + u"\n[user]\na\n[assistant]\n"_s + answer + u"\n[user]\n{{ b }}"_s; };
    const QString five = u"It is a fine day."_s;
    row("more than one word", "example-format", shownAs(u"Answer in exactly one word."_s, five), u"2: It is a fine day."_s);
    row("more than a single word", "example-format", shownAs(u"Name the mood. Answer with a single word."_s, five), u"2: It is a fine day."_s);
    row("more than five words", "example-format", shownAs(u"Answer in at most 5 words."_s, u"It is quite a fine day."_s), u"2: It is quite a fine day."_s);
    row("five words", "example-format", shownAs(u"Answer in at most 5 words."_s, five));
    row("two bounds of words", "example-format", shownAs(u"Use at most two words. Use at most 5 words."_s, five));
    row("a word with a number and a dash", "example-format", shownAs(u"Answer in at most two words."_s, u"€1,000.50 well-spent."_s));
    row("a bound of a part", "example-format", shownAs(u"Give the mood with a reason of at most three words."_s, five));
    row("a bound of a part, in two sentences", "example-format", shownAs(u"Name it in exactly one word. Then add why."_s, five));
    row("a bound in a case", "example-format", shownAs(u"If it is plain, answer in exactly one word."_s, five));
    row("a bound, and nothing besides", "example-format", shownAs(u"Answer in exactly one word. Do not add a reason."_s, five), u"2: It is a fine day."_s);
    row("lines under a bound", "example-format", shownAs(u"Answer in at most 3 words."_s, u"day: fine\nnight: fine"_s));
    row("a label of two words", "example-format", shownAs(u"Answer with one word. Labels: fine, not fine"_s, u"not fine"_s));
    row("a list", "example-format", u"[system]\nAnswer as a bullet list.\n[user]\na\n[assistant]\n- One\n- two\n[user]\n{{ b }}"_s);

    row("another label", "example-label", u"[system]\nLabels: good, bad\n[user]\na\n[assistant]\nfine\n[user]\n{{ b }}"_s, u"2: fine"_s);
    row("without a system message", "example-label",
        u"[user]\nAnswer with one of: yes, no.\n<q>a</q>\n[assistant]\nMaybe\n[user]\n<q>b</q>\n[assistant]\nyes\n[user]\n<q>{{ q }}</q>"_s, u"1: Maybe"_s);
    row("without a system message, as listed", "example-label",
        u"[user]\nAnswer with one of: yes, no.\n<q>a</q>\n[assistant]\nno\n[user]\n<q>b</q>\n[assistant]\nyes\n[user]\n<q>{{ q }}</q>"_s);
    row("another spelling", "example-label", u"[system]\nAnswer with one of the following: good, bad.\n[user]\na\n[assistant]\nGood\n[user]\n{{ b }}"_s, u"2: Good"_s);
    row("a member", "example-label",
        u"[system]\nmood, spelled exactly as here:\n- good: praise\n- bad: all else\n[user]\na\n[assistant]\n{\"mood\": \"sad\", \"why\": \"x\"}\n[user]\n{{ b }}"_s, u"2: sad"_s);
    const QString maybe = u"\n[user]\na\n[assistant]\nmaybe\n[user]\n{{ b }}"_s;
    row("into categories", "example-label", u"[system]\nClassify the mail into one of the following categories: spam, ham."_s + maybe, u"2: maybe"_s);
    row("into categories below", "example-label", u"[system]\nClassify the mail into one of the following categories:\n- spam\n- ham"_s + maybe, u"2: maybe"_s);
    row("as one or the other", "example-label", u"[system]\nClassify the mail as spam or ham."_s + maybe, u"2: maybe"_s);
    row("either of two in quotes", "example-label", u"[system]\nAnswer with either 'spam' or 'ham'."_s + maybe, u"2: maybe"_s);
    row("from", "example-label", u"[system]\nChoose a label from: spam, ham"_s + maybe, u"2: maybe"_s);
    row("exactly one label of", "example-label", u"[system]\nReply with exactly one label of: spam, ham"_s + maybe, u"2: maybe"_s);
    row("a list that is repeated", "example-label", u"[system]\nLabels: spam, ham\nClassify the mail as ham or spam."_s + maybe, u"2: maybe"_s);
    row("two lists", "example-label", u"[system]\nLabels: spam, ham\nMoods: x\nClassify the mood as good or bad."_s + maybe);
    row("a label of each word", "example-label", u"[system]\nLabel each word as noun or verb."_s + maybe);
    row("thanks or praise", "example-label", u"[system]\nReply with thanks or praise."_s + maybe);
    row("yes or no, loosely", "example-label", u"[system]\nAnswer with yes or no.\n[user]\na\n[assistant]\nYes.\n[user]\n{{ b }}"_s);
    row("yes or no, and maybe", "example-label", shownAs(u"Answer yes or no."_s, u"Maybe"_s), u"2: Maybe"_s);
    row("yes or no, as asked", "example-label", shownAs(u"Answer only \"yes\" or \"no\"."_s, u"No, it is not."_s));
    row("yes or no, or what is named", "example-label", shownAs(u"Answer yes or no. When in doubt, say maybe."_s, u"Maybe."_s));
    row("yes or no in a case", "example-label", shownAs(u"If it is a question, answer yes or no."_s, u"Hello"_s));
    row("categories in a sentence", "example-label", shownAs(u"The allowed categories are billing, login, other."_s, u"Payments"_s), u"2: Payments"_s);
    row("categories with and", "example-label", shownAs(u"The only labels are billing, login and other."_s, u"Payments"_s), u"2: Payments"_s);
    row("categories in a sentence, as listed", "example-label", shownAs(u"The allowed categories are billing, login and other."_s, u"Other"_s));
    row("categories that are told of", "example-label", shownAs(u"The possible values are listed below, or known."_s, u"Payments"_s));
    row("a label of the list", "example-label", u"[system]\nLabels: good, bad\n[user]\na\n[assistant]\nbad\n[user]\n{{ b }}"_s);
    row("an answer that is no label", "example-label",
        u"[system]\nLabels: good, bad\n[user]\na\n[assistant]\nI would say that this one is good, and here is why.\n[user]\n{{ b }}"_s);
    row("one of the largest", "example-label", u"[system]\nParis is one of the largest, oldest and best cities.\n[user]\na\n[assistant]\nyes\n[user]\n{{ b }}"_s);

    Content endless = conversation(u"[user]\n{{ a }}"_s);
    endless.parameters.maxOutputTokens.reset();
    QTest::newRow("no-output-limit: none") << u"no-output-limit"_s << endless << u"whole"_s;

    row("a password in an address", "secret", u"[user]\nSay in one sentence what postgres://ada:s3cr3t@db/x is."_s, u"0: s3cr3t"_s);
    row("a short password", "secret", u"[user]\nSay in one sentence what password: hunter2! is."_s, u"0: hunter2!"_s);
    row("a placeholder", "secret", u"[user]\nSay in one sentence what postgres://ada:<password>@db/x is. Authorization: Bearer {{ token }}"_s);

    row("mail", "personal-data", u"[user]\nWrite to ada@lovelace.io in one sentence."_s, u"0: ada@lovelace.io"_s);
    row("a card", "personal-data", u"[user]\nPay with 4539148803436467 in one sentence."_s, u"0: 4539148803436467"_s);
    row("numbers for films", "personal-data",
        u"[user]\nCall (555) 123-4567, 212-555-7890, +1 202 555 0100, +44 20 7946 0958, +44 (0)1632 960 123, +44 7700 900461, +33 1 99 00 12 34, +61 2 5550 1234, +61 491 570 156 or +49 30 23125 000."_s);
    row("numbers beside those for films", "personal-data", u"[user]\nCall +44 20 7946 1958, +33 1 98 00 12 34, 212-556-7890."_s,
        u"0: +44 20 7946 1958\n0: +33 1 98 00 12 34\n0: 212-556-7890"_s);
    row("set aside for examples", "personal-data", u"[user]\nWrite to ada@example.com or +1 212 555 0123 from 127.0.0.1 or 192.168.0.1; x[::2] is a slice."_s);

    row("brief and detailed", "contradiction", u"[system]\nBe concise.\n[user]\nAnswer {{ a }} in great detail."_s, u"1: in great detail"_s);
    row("in a turn that is answered", "contradiction",
        u"[user]\nAnswer with valid JSON only. Be brief. Give a very detailed answer.\n{{ doc }}\nIgnore typos.\n[assistant]\nUnderstood.\n[user]\n{{ q }}"_s,
        u"0: Give a very detailed answer"_s);
    row("in what an example is asked", "contradiction", u"[system]\nBe concise.\n[user]\nTell me all in great detail.\n[assistant]\nNo.\n[user]\n{{ q }}"_s);
    row("bare and explained", "contradiction", u"[user]\nExplain your reasoning. Answer with only the label."_s, u"0: only the label"_s);
    row("at most and at least", "contradiction", u"[user]\nWrite at least 100 words. Use at most 50 words."_s, u"0: at most 50 words"_s);
    row("two exact numbers", "contradiction", u"[user]\nWrite exactly three sentences.\n\nUse exactly two sentences."_s, u"0: exactly two sentences"_s);
    row("always and never", "contradiction", u"[system]\nAlways ask for the number. Never ask for the number."_s, u"0: Never ask for the"_s);
    row("Markdown", "contradiction", u"[user]\nDo not use Markdown. Use headings in Markdown and two sentences."_s, u"0: Use headings"_s);
    row("two forms", "contradiction", u"[user]\nReturn JSON. Answer in plain text."_s, u"0: Answer in plain text"_s);
    row("two languages", "contradiction", u"[system]\nAnswer in English. Always reply in the language of the user."_s, u"0: reply in the language of the user"_s);
    row("brief and long", "contradiction", u"[user]\nBe brief. Write a long and detailed answer in at least 500 words."_s, u"0: Write a long and detailed answer"_s);
    row("brief and many words", "contradiction", u"[user]\nBe brief. Use at least 500 words."_s, u"0: at least 500 words"_s);
    row("concise and detailed", "contradiction", u"[user]\nBe concise. Provide a detailed answer."_s, u"0: Provide a detailed answer"_s);
    row("two named languages", "contradiction", u"[user]\nAlways answer in English. Always answer in German."_s, u"0: answer in German"_s);
    row("one word only and explained", "contradiction", u"[user]\nOne word only. Explain your reasoning."_s, u"0: Explain your reasoning"_s);
    row("a single word and explained", "contradiction", u"[user]\nAnswer with a single word. Explain your reasoning."_s, u"0: Explain your reasoning"_s);
    row("as a single word and explained", "contradiction", u"[user]\nGive your answer as a single word. Explain your reasoning."_s, u"0: Explain your reasoning"_s);
    row("JSON and none", "contradiction", u"[user]\nAnswer in JSON. Do not use JSON."_s, u"0: Do not use JSON"_s);
    row("one word of an answer", "contradiction", u"[user]\nGive your answer as a single word."_s);
    row("brief, detailed when asked", "contradiction", u"[user]\nBe brief. When the user asks for more, give a detailed answer."_s);
    row("brief about a long text", "contradiction", u"[user]\nBe brief. The report is long and detailed and has more than 500 pages."_s);
    row("a language for each", "contradiction", u"[user]\nFor customers in Austria, answer in German. Otherwise answer in English."_s);
    row("a language twice", "contradiction", u"[user]\nAnswer in English. Always answer in English."_s);
    row("reasons, then one word", "contradiction", u"[user]\nExplain your reasoning. On the last line, answer with one word."_s);
    row("no JSON in a part", "contradiction", u"[user]\nAnswer in JSON. Do not use JSON inside of the summary."_s);
    row("do not explain", "contradiction", u"[user]\nAnswer with only the label. Do not explain your reasoning."_s);
    row("reasons in a member", "contradiction", u"[user]\nOnly the JSON, nothing else. Explain your reasoning in the field \"why\"."_s);
    row("bounds of two things", "contradiction", u"[user]\ntitle: at most 5 words\nbody: at least 100 words"_s);
    row("bounds that hold", "contradiction", u"[user]\nWrite at least 50 words and at most 100 words."_s);

    const QString paragraph = u"Keep the facts of the letter as they are, and make its tone friendlier."_s;
    row("twice", "duplicate-paragraph", u"[user]\n"_s + paragraph + u"\n\n{{ a }}\n\n"_s + paragraph, u"0: "_s + paragraph);
    row("in two messages, other blanks", "duplicate-paragraph",
        u"[system]\n"_s + paragraph + u"\n[user]\n{{ a }}\n\nKeep the facts of the letter as they are,\nand make its tone friendlier."_s,
        u"1: Keep the facts of the letter as they are,\nand make its tone friendlier."_s);
    row("short ones", "duplicate-paragraph", u"[user]\nText:\n\n{{ a }}\n\nText:\n\n{{ b }}"_s);
    row("in examples", "duplicate-paragraph", u"[user]\n"_s + paragraph + u"\n[assistant]\nyes\n[user]\n"_s + paragraph + u"\n[assistant]\nno\n[user]\n"_s + paragraph);

    row("of no width", "invisible-character", u"[user]\nGr\u200Beet."_s, u"0: \u200B"_s);
    row("a run", "invisible-character", u"[user]\nGr\u202E\u202Eeet."_s, u"0: \u202E\u202E"_s);
    row("a control character", "invisible-character", u"[user]\nGr\u0007eet."_s, u"0: \u0007"_s);
    row("half a character", "invisible-character", QString(u"[user]\nGr"_s + QChar(0xDC00) + u"eet."_s), QString(u"0: "_s + QChar(0xDC00)));
    row("hidden tags", "invisible-character", u"[user]\nGreet\U000E0041\U000E0042."_s, u"0: \U000E0041\U000E0042"_s);
    row("line ends and tabs", "invisible-character", u"[user]\nGreet\r\n\tthem."_s);
    row("joiners in their place", "invisible-character", u"[user]\n👩\u200D👧 नमस्\u200Dते می\u200Cروم"_s);

    row("Cyrillic in Latin", "look-alike-character", u"[user]\nGreet the \u0441ustomer."_s, u"0: \u0441ustomer"_s);
    row("Russian and Greek", "look-alike-character", u"[user]\nПривет, мир. Καλημέρα κόσμε. ΔT, naïve façade, São Paulo."_s);
}

QTEST_GUILESS_MAIN(TestLint)
#include "tst_lint.moc"
