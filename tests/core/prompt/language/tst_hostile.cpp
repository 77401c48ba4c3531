// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/language/longtext.h"
#include "tests/core/prompt/language/templaterows.h"

#include <QRandomGenerator>
#include <QThread>

using namespace assay;
using namespace assay::prompt;
using namespace Qt::StringLiterals;

// Nothing here may crash, hang or eat the machine: each is a value or an error.
class TestHostile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nestingIsLimited_data()
    {
        QTest::addColumn<QString>("source");
        const qsizetype many = 100'000;
        QTest::newRow("parentheses") << QString(u"{{ " + u"("_s.repeated(many) + u"1" + u")"_s.repeated(many) + u" }}");
        QTest::newRow("brackets") << QString(u"{{ " + u"["_s.repeated(many));
        QTest::newRow("braces") << QString(u"{{ " + u"{\"a\":"_s.repeated(many));
        QTest::newRow("indexes") << QString(u"{{ " + u"x["_s.repeated(many));
        QTest::newRow("signs") << QString(u"{{ " + u"- "_s.repeated(many) + u"1 }}");
        QTest::newRow("not") << QString(u"{{ " + u"not "_s.repeated(many) + u"1 }}");
        QTest::newRow("sums") << QString(u"{{ " + u"1 + "_s.repeated(many) + u"1 }}");
        QTest::newRow("filters") << QString(u"{{ 'a'" + u"|upper"_s.repeated(many) + u" }}");
        QTest::newRow("members") << QString(u"{{ x" + u".a"_s.repeated(many) + u" }}");
        QTest::newRow("inline if") << QString(u"{{ " + u"1 if 1 else "_s.repeated(many) + u"1 }}");
        QTest::newRow("arguments") << QString(u"{{ " + u"x|d("_s.repeated(many));
        QTest::newRow("if blocks") << QString(u"{% if 1 %}"_s.repeated(many) + u"{% endif %}"_s.repeated(many));
        QTest::newRow("for blocks") << u"{% for a in [1] %}"_s.repeated(many);
        QTest::newRow("else blocks") << u"{% if 0 %}{% else %}"_s.repeated(many);
    }

    void nestingIsLimited()
    {
        QFETCH(const QString, source);
        const auto parsed = Template::parse(source);
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().kind, ErrorKind::parse);
        QVERIFY(!parsed.error().contextValue(u"column").isEmpty());
    }

    void ordinaryNestingWorks()
    {
        QCOMPARE(outcomeOf(u"{{ "_s + u"("_s.repeated(90) + u"1"_s + u")"_s.repeated(90) + u" }}"_s, {}), u"1"_s);
        QCOMPARE(outcomeOf(u"{% if 1 %}"_s.repeated(90) + u"a"_s + u"{% endif %}"_s.repeated(90), {}), u"a"_s);
        QCOMPARE(outcomeOf(u"{{ 1"_s + u" + 1"_s.repeated(240) + u" }}"_s, {}), u"241"_s);
        QCOMPARE(outcomeOf(u"{% if 0 %}"_s + u"{% elif 0 %}"_s.repeated(5000) + u"{% else %}a{% endif %}"_s, {}), u"a"_s);
    }

    void runawaysAreStopped_data()
    {
        QTest::addColumn<QString>("source");
        const QString ninety = u"a"_s.repeated(90);
        const QString turns = u"{% for i in '"_s + ninety + u"' %}"_s;
        QTest::newRow("doubling text") << QString(u"{% set a = 'x' %}" + turns + u"{% set a = a ~ a %}{% endfor %}");
        QTest::newRow("adding text") << QString(u"{% set a = 'x' %}" + turns + u"{% set a = a + a %}{% endfor %}");
        QTest::newRow("doubling list") << QString(u"{% set a = [1] %}" + turns + u"{% set a = a + a %}{% endfor %}");
        QTest::newRow("printing a shared list") << QString(u"{% set a = [1] %}" + turns + u"{% set a = [a, a] %}{% endfor %}{{ a }}");
        QTest::newRow("comparing shared lists") << QString(u"{% set a = [1] %}{% set b = [1] %}" + turns + u"{% set a = [a, a] %}{% set b = [b, b] %}{% endfor %}{{ a == b }}");
        QTest::newRow("seeking in shared lists") << QString(u"{% set a = [1] %}" + turns + u"{% set a = [a, a] %}{% endfor %}{{ [a, 1] in [[a, 2]] }}");
        QTest::newRow("unique of shared lists") << QString(u"{% set a = [1] %}" + turns + u"{% set a = [a, a] %}{% endfor %}{{ a | unique }}");
        QTest::newRow("repeated text") << u"{{ 'a' * 100000000000 }}"_s;
        QTest::newRow("repeated by the largest number") << u"{{ 'ab' * 9223372036854775807 }}"_s;
        QTest::newRow("replaced by a longer text") << u"{{ ('a' * 1000000) | replace('a', 'b' * 1000) }}"_s;
        QTest::newRow("replaced between characters") << u"{{ ('a' * 1000000) | replace('', 'b' * 1000) }}"_s;
        QTest::newRow("indented") << u"{{ ('\\n' * 1000000) | indent(1000) }}"_s;
        QTest::newRow("joined") << u"{{ ('a' * 100000) | join('b' * 1000) }}"_s;
        QTest::newRow("five nested loops") << QString(turns + turns + turns + turns + turns + u"x" + u"{% endfor %}"_s.repeated(5));
        QTest::newRow("empty nested loops") << QString(turns + turns + turns + turns + turns + u"{% endfor %}"_s.repeated(5));
        QTest::newRow("large output") << QString(u"{% set a = 'x' * 100000 %}" + turns + u"{{ a }}{% endfor %}");
        QTest::newRow("seeking in a large text") << QString(u"{% set a = 'x' * 4000000 %}" + turns + turns + u"{% if 'y' in a %}{% endif %}{% endfor %}{% endfor %}");
        QTest::newRow("range") << u"{{ range(10**9)|length }}"_s;
        QTest::newRow("range of all integers") << u"{% for i in range(-9223372036854775807, 9223372036854775807) %}{% endfor %}"_s;
        QTest::newRow("range in a loop") << u"{% for i in range(999) %}{% for j in range(9999) %}{% endfor %}{% endfor %}"_s;
        QTest::newRow("macro that calls itself") << u"{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}"_s;
        QTest::newRow("macro that calls itself twice") << u"{% macro f(n) %}{% if n > 0 %}{{ f(n - 1) }}{{ f(n - 1) }}{% endif %}{% endmacro %}{{ f(50) }}"_s;
        QTest::newRow("macros that call each other") << u"{% macro f() %}{% call g() %}{% endcall %}{% endmacro %}{% macro g() %}{{ f() }}{% endmacro %}{{ f() }}"_s;
        QTest::newRow("caller that calls its macro") << u"{% macro f() %}{{ caller() }}{% endmacro %}{% macro g() %}{% call f() %}{{ g() }}{% endcall %}{% endmacro %}{{ g() }}"_s;
        QTest::newRow("deep expressions in a macro")
            << QString(u"{% macro f() %}{{ "_s + u"("_s.repeated(90) + u"f()"_s + u" ~ 1)"_s.repeated(90) + u" }}{% endmacro %}{{ f() }}"_s);
        QTest::newRow("text by methods") << u"{{ 'abc'.repeat(4000000) }}"_s;
        QTest::newRow("padded text") << u"{{ 'a'.padStart(4194304, 'bcdef') ~ 'a' }}"_s;
        QTest::newRow("pairs of a slice") << u"{% set l = range(999) %}{% for i in range(999) %}{% for j in range(9) %}{% set k = l[::-1] %}{% endfor %}{% endfor %}"_s;
        QTest::newRow("slices filter") << u"{% for i in range(99) %}{% set a = [1]|slice(99999) %}{% endfor %}"_s;
        QTest::newRow("batches filled up") << u"{% for i in range(99) %}{% set a = [1]|batch(99999, 1) %}{% endfor %}"_s;
        QTest::newRow("member that is set") << u"{% set ns = namespace() %}{% for i in range(9999) %}{% set ns.a = ns %}{% endfor %}"_s;
        QTest::newRow("block that grows") << u"{% set a = 'x' %}{% for i in range(99) %}{% set a %}{{ a }}{{ a }}{% endset %}{% endfor %}"_s;
        QTest::newRow("wrapped") << u"{{ ('a b ' * 1000000)|wordwrap(1, wrapstring='x' * 1000) }}"_s;
        QTest::newRow("escaped") << u"{{ ('&' * 4000000)|escape }}"_s;
        QTest::newRow("joined by methods") << u"{{ ('b' * 1000).join('a' * 100000) }}"_s;
        QTest::newRow("capitals that become two") << u"{{ ('\u00df' * 3000000)|upper|length }}"_s;
        QTest::newRow("small letters that become two") << u"{{ ('\u0130' * 3000000)|lower|length }}"_s;
        QTest::newRow("list in itself") << QString(u"{% set a = [] %}{% for i in 'a' * 2000 %}{% set a = [a] %}{% endfor %}");
        QTest::newRow("mapping in itself") << QString(u"{% set a = {} %}{% for i in 'a' * 2000 %}{% set a = {'a': a} %}{% endfor %}");
    }

    void runawaysAreStopped()
    {
        QFETCH(const QString, source);
        const auto parsed = Template::parse(source);
        QVERIFY(parsed);
        const auto rendered = parsed->render(Json(jsoncons::json_object_arg));
        QVERIFY(!rendered);
        QCOMPARE(rendered.error().kind, ErrorKind::tooLarge);
        QVERIFY(!rendered.error().contextValue(u"line").isEmpty());
    }

    // Within the limits; in a time that grows as the square of the length these would take minutes.
    void longTextsAreDealtWith_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("result");
        QTest::newRow("a word cut at each character") << u"{{ ('a' * 2000000)|wordwrap(1)|length }}"_s << u"3999999"_s;
        QTest::newRow("capitals that become two") << u"{{ ('\u00df' * 2000000)|upper|length }}"_s << u"4000000"_s;
        QTest::newRow("small letters that become two") << u"{{ ('\u0130' * 2000000)|lower|length }}"_s << u"4000000"_s;
        QTest::newRow("a title of such") << u"{{ ('\u0130' * 2000000)|title|length }}"_s << u"3999999"_s;
        QTest::newRow("an address with many signs behind") << u"{{ ('http://a.b/' ~ '.,)' * 1000000)|urlize|length }}"_s << u"3000037"_s;
        for (const auto &[name, sought] : {std::pair{"another start", u"('b' ~ 'a' * 1000000)"_s}, std::pair{"another end", u"('a' * 1000000 ~ 'b')"_s}}) {
            const auto row = [&](const char *what, const QString &source, const QString &result) {
                QTest::addRow("%s of what has %s", what, name) << QString(u"{% set text = 'a' * 4000000 %}{{ "_s + source.arg(sought) + u" }}"_s) << result;
            };
            row("in", u"%1 in text"_s, u"false"_s);
            row("find", u"text.find(%1)"_s, u"-1"_s);
            row("count", u"text.count(%1)"_s, u"0"_s);
            row("split", u"text.split(%1)|length"_s, u"1"_s);
            row("replace", u"text|replace(%1, '')|length"_s, u"4000000"_s);
            row("replace, growing", u"text|replace(%1, %1 ~ 'c')|length"_s, u"4000000"_s);
            row("replace, some", u"text|replace(%1, 'c', 5)|length"_s, u"4000000"_s);
        }
        QTest::newRow("count of what is everywhere") << u"{{ ('a' * 4000000).count('a' * 1000000) }}"_s << u"3000001"_s;
        QTest::newRow("find a longer text, often") << u"{% set t = 'a' * 4000000 %}{% for i in range(9999) %}{{ 'b'.find(t) + 1 or '' }}{% endfor %}"_s << QString();
    }

    void longTextsAreDealtWith()
    {
        QFETCH(const QString, source);
        QTEST(outcomeOf(source, {}), "result");
    }

    void lettersChangeAsInQt()
    {
        const QString sample = u"Gro\u00dfe STRASSE \u0130\u0131 \u0149\u01c4\u01c5 \ufb01\ufb03 \u03a3\u03c2 \u1e9e\u2126 \U00010400\U00010428"_s;
        for (qsizetype shift = 0; shift < 4; ++shift) {
            const QString text = u"a"_s.repeated(shift) + sample.repeated(60) + u"\U00010428"_s.repeated(1200);
            QCOMPARE(inCapitals(text), text.toUpper());
            QCOMPARE(inSmallLetters(text), text.toLower());
        }
        QCOMPARE(inCapitals(u""), QString());
    }

    void placesAreThoseOfQt()
    {
        QRandomGenerator random(20260102);
        const auto text = [&random](qsizetype length) {
            QString letters;
            while (letters.size() < length)
                letters += random.bounded(12) == 0 ? u'b' : u'a';
            return letters;
        };
        for (int round = 0; round < 2000; ++round) {
            const QString whole = text(random.bounded(200, 400));
            const qsizetype length = random.bounded(1, 40);
            const QString sought = random.bounded(3) == 0 ? text(length) : whole.mid(random.bounded(150), length);
            const qsizetype from = random.bounded(200);
            QCOMPARE(Search(sought).in(whole, from), whole.indexOf(sought, from));
            QCOMPARE(Search(sought).countIn(whole), whole.count(sought));
            QCOMPARE(replaced(whole, sought, u"-c-", 1000), QString(whole).replace(sought, u"-c-"_s));
        }
    }

    void powersThatAreNoNumberSaySo_data()
    {
        addColumns();
        addRow("zero", u"{{ 0 ** -1 }}", u"", u"error 1:6 0 has no negative power: that would be a division by zero | Test the base with `if` first.");
        addRow("root", u"{{ (-8) ** (1 / 3) }}", u"",
            u"error 1:9 a power of a negative number needs a whole exponent | Use `| abs` for the number without its sign.");
    }

    void powersThatAreNoNumberSaySo()
    {
        QFETCH(const QString, source);
        QTEST(outcomeOf(source, {}), "result");
    }

    void largeNumbersAreErrorsNotWrongResults_data()
    {
        QTest::addColumn<QString>("source");
        for (const char *source : {"{{ 2 ** 64 }}", "{{ 2.5 ** 100000 }}", "{{ -9223372036854775807 - 2 }}", "{{ 3037000500 * 3037000500 }}", "{{ 10 ** 18 * 10 }}",
                 "{{ 1e308 * 10 }}", "{{ 0 ** -1 }}", "{{ -(-9223372036854775807 - 1) }}", "{{ (-9223372036854775807 - 1) // -1 }}", "{{ (-9223372036854775807 - 1) | abs }}",
                 "{{ 1e300 | int }}", "{{ ('9' * 30) | int }}", "{{ ('9' * 400) | float }}", "{{ 1 % 0 }}", "{{ 1.5 % 0 }}", "{{ (-8) ** 0.5 }}"})
            QTest::newRow(source) << QString::fromLatin1(source);
    }

    void largeNumbersAreErrorsNotWrongResults()
    {
        QFETCH(const QString, source);
        QVERIFY2(outcomeOf(source, {}).startsWith(u"error 1:"), qUtf8Printable(outcomeOf(source, {})));
    }

    void limitsOfIntegersAreReached()
    {
        QCOMPARE(outcomeOf(u"{{ -9223372036854775807 - 1 }} {{ 2 ** 62 }} {{ (-2) ** 63 }} {{ (-9223372036854775807 - 1) % -1 }}"_s, {}),
            u"-9223372036854775808 4611686018427387904 -9223372036854775808 0"_s);
        QVERIFY(outcomeOf(u"{{ [1][9223372036854775807] }}"_s, {}).startsWith(u"error 1:4"));
        QVERIFY(outcomeOf(u"{{ [1][-9223372036854775807 - 1] }}"_s, {}).startsWith(u"error 1:4"));
    }

    void deepVariablesAreReadOrRefused()
    {
        const auto nested = [](int levels) { return QString(u"{\"x\":" + u"["_s.repeated(levels) + u"]"_s.repeated(levels) + u"}"); };
        QCOMPARE(outcomeOf(u"{{ x }}"_s, nested(500)), QString(u"["_s.repeated(500) + u"]"_s.repeated(500)));
        Json deep(jsoncons::json_array_arg);
        for (int i = 0; i < 2000; ++i) {
            Json outer(jsoncons::json_array_arg);
            outer.push_back(std::move(deep));
            deep = std::move(outer);
        }
        Json variables(jsoncons::json_object_arg);
        variables.insert_or_assign("x", std::move(deep));
        const auto rendered = Template::parse(u"{{ x }}")->render(variables);
        QVERIFY(!rendered);
        QCOMPARE(rendered.error().kind, ErrorKind::tooLarge);
    }

    void everyCutOfATemplateIsReadOrRefused()
    {
        const QString source
            = u"a {{- x.y[0]|default('q\\u0041', true)|join(d=\", \") -}} {# c #}{% raw %}{{{% endraw %}{% for k, v in {\"a\": [1, -2.5e3]} %}{{ loop.index ** "
              u"2 // 1 }}"
              u"{% else %}{% endfor %}{% if a is not defined and not (b in [none]) %}{% elif 1 <= 2 != 3 %}{% else %}{% set q = 'x' if true else \"\U0001F600\" %}{% endif %}"_s;
        for (qsizetype length = 0; length <= source.size(); ++length) {
            (void)outcomeOf(source.first(length), u"{\"b\":1}"_s);
            (void)outcomeOf(source.sliced(length), u"{\"b\":1}"_s);
        }
        QVERIFY(!outcomeOf(source, u"{\"b\":1,\"x\":{\"y\":[[1]]}}"_s).startsWith(u"error"));
    }

    void randomTokensAreReadOrRefusedAndAlwaysTheSame()
    {
        const QStringList pieces{u"{{"_s, u"}}"_s, u"{%"_s, u"%}"_s, u"-"_s, u"{#"_s, u"#}"_s, u" "_s, u"x"_s, u"y.z"_s, u"if"_s, u"else"_s, u"endif"_s, u"for"_s, u"in"_s,
            u"endfor"_s, u"set"_s, u"="_s, u"("_s, u")"_s, u"["_s, u"]"_s, u"{"_s, u"}"_s, u"'"_s, u"\""_s, u"\\"_s, u"1"_s, u"2.5"_s, u"|"_s, u"upper"_s, u"d"_s, u","_s, u":"_s,
            u"not"_s, u"is"_s, u"defined"_s, u"**"_s, u"~"_s, u"%"_s, u"raw"_s, u"endraw"_s, u"macro"_s, u"f"_s, u"endmacro"_s, u"call"_s, u"endcall"_s, u"filter"_s, u"endfilter"_s, u"endset"_s, u"{% set x %}"_s, u"f()"_s, u"x[1:]"_s, u"\n"_s, u"\U0001F600"_s, QString(QChar(0xD800)), QString(QChar(0))};
        const Json variables = *parseJson(u"{\"x\":[1,\"a\"],\"y\":{\"z\":2}}");
        QRandomGenerator random(20260101);
        for (int round = 0; round < 20'000; ++round) {
            QString source;
            const int length = random.bounded(1, 25);
            for (int i = 0; i < length; ++i)
                source += pieces.at(random.bounded(pieces.size()));
            const auto parsed = Template::parse(source);
            if (!parsed) {
                QVERIFY(parsed.error().contextValue(u"line").toInt() >= 1);
                continue;
            }
            const auto once = parsed->render(variables, Trace::none);
            const auto again = Template::parse(source)->render(variables, Trace::spans);
            QCOMPARE(once.has_value(), again.has_value());
            if (once)
                QCOMPARE(once->text, again->text);
            else
                QCOMPARE(once.error().describe(), again.error().describe());
        }
    }

    // The stack of a thread that is not the main one, half of what glibc gives by default.
    void deepestRunFitsASmallStack()
    {
        const QString macros = u"{% macro f(n) %}{% if n %}{% for i in [1] %}{{ "_s + u"("_s.repeated(8) + u"f(n - 1)"_s + u" ~ '')"_s.repeated(8)
            + u" }}{% endfor %}{% endif %}{% endmacro %}{{ f(99) }}"_s;
        QString outcome;
        const std::unique_ptr<QThread> thread(QThread::create([&] { outcome = outcomeOf(macros, {}); }));
        thread->setStackSize(4 * 1024 * 1024);
        thread->start();
        QVERIFY(thread->wait());
        QVERIFY2(outcome.contains(u"levels deep"_s), qUtf8Printable(outcome));
    }

    void manyNamesAreFoundQuickly()
    {
        QString source;
        for (int i = 0; i < 30'000; ++i)
            source += u"{% set a%1 = 1 %}"_s.arg(i);
        source += u"{% for i in range(9999) %}{{ a1 + a29999 }}{% set a15000 = i %}{% endfor %}"_s;
        QVERIFY(!outcomeOf(source, {}).startsWith(u"error"));
    }

    void oversizedTemplateIsRefused() { QVERIFY(outcomeOf(u"a"_s.repeated(4 * 1024 * 1024 + 1), {}).startsWith(u"error 1:1")); }
};

QTEST_GUILESS_MAIN(TestHostile)
#include "tst_hostile.moc"
