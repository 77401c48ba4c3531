// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/pinning.h"
#include "core/prompt/rendering.h"

#include <QTest>

#include <thread>

using namespace assay;
using namespace assay::prompt;
using namespace Qt::StringLiterals;

namespace {

Content contentOf(const QStringList &texts)
{
    Content content;
    for (const QString &text : texts)
        content.messages.append({.role = content.messages.isEmpty() ? tokens::Role::system : tokens::Role::user, .text = text});
    return content;
}

} // namespace

class TestRendering : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyMessageIsFilledIn()
    {
        const auto prompt = CompiledPrompt::compile(contentOf({u"You are {{ role }}."_s, u"Sort: {{ ticket.text }}"_s}));
        QVERIFY(prompt);
        const auto messages = prompt->render(*parseJson(u"{\"role\":\"kind\",\"ticket\":{\"text\":\"help\"}}"));
        QVERIFY(messages);
        QCOMPARE(toChatMessages(*messages),
            (QList<tokens::ChatMessage>{{.role = tokens::Role::system, .text = u"You are kind."_s}, {.role = tokens::Role::user, .text = u"Sort: help"_s}}));
        QCOMPARE(messages->at(1).rendered.spans,
            (QList<Span>{{.start = 0, .length = 6, .from = 0, .fromLength = 6}, {.start = 6, .length = 4, .variable = u"ticket.text"_s, .from = 6, .fromLength = 17}}));
    }

    void variablesOfAllMessagesAreFound()
    {
        const auto prompt = CompiledPrompt::compile(contentOf({u"{{ b }}{{ a|default(1) }}{{ c|default(1) }}"_s, u"{{ a }}{{ d.e|default(1) }}"_s}));
        QVERIFY(prompt);
        QCOMPARE(prompt->variables(), (QStringList{u"a"_s, u"b"_s, u"c"_s, u"d.e"_s}));
        QCOMPARE(prompt->optionalVariables(), (QStringList{u"c"_s, u"d.e"_s}));
    }

    void parseErrorNamesTheMessage()
    {
        const auto prompt = CompiledPrompt::compile(contentOf({u"fine"_s, u"a\n {{ b c }}"_s}));
        QVERIFY(!prompt);
        QCOMPARE(prompt.error().kind, ErrorKind::parse);
        QCOMPARE(prompt.error().contextValue(u"message"), u"2"_s);
        QCOMPARE(prompt.error().contextValue(u"line"), u"2"_s);
        QCOMPARE(prompt.error().contextValue(u"column"), u"7"_s);
    }

    void renderErrorNamesTheMessage()
    {
        const auto prompt = CompiledPrompt::compile(contentOf({u"fine"_s, u"{{ ticket }}"_s}));
        QVERIFY(prompt);
        const auto messages = prompt->render(*parseJson(u"{\"tickt\":1}"));
        QVERIFY(!messages);
        QCOMPARE(messages.error().kind, ErrorKind::render);
        QCOMPARE(messages.error().message, u"`ticket` is not defined"_s);
        QCOMPARE(messages.error().hint, u"Did you mean `tickt`?"_s);
        QCOMPARE(messages.error().contextValue(u"message"), u"2"_s);
        QCOMPARE(messages.error().contextValue(u"line"), u"1"_s);
        QCOMPARE(messages.error().contextValue(u"column"), u"4"_s);
    }

    void snippetsAndOptionsAreThoseOfTheVersion()
    {
        Content content = contentOf({u"  {% if true %}\n{% include 'tone' %}{{ x }}{% endif %}"_s});
        content.snippets = {{u"tone"_s, u"Be {{ tone }}."_s}};
        content.templateOptions = {.lenient = true, .trimBlocks = true, .lstripBlocks = true};
        const auto prompt = CompiledPrompt::compile(content);
        QVERIFY2(prompt, prompt ? "" : qUtf8Printable(prompt.error().describe()));
        QCOMPARE(prompt->variables(), (QStringList{u"tone"_s, u"x"_s}));
        QCOMPARE(prompt->render(*parseJson(u"{\"tone\":\"kind\"}"))->first().rendered.text, u"Be kind."_s);
        content.snippets.clear();
        QCOMPARE(CompiledPrompt::compile(content).error().message, u"there is no snippet `tone`"_s);
    }

    void snippetsArePinnedWithWhatTheyInclude()
    {
        const QMap<QString, QString> known{{u"a"_s, u"{% include 'b' %}"_s}, {u"b"_s, u"new"_s}, {u"c"_s, u"unused"_s}};
        Content content = contentOf({u"{% include 'a' %}{% include 'none' ignore missing %}"_s});
        content.snippets = {{u"b"_s, u"old"_s}, {u"d"_s, u"no longer included"_s}};
        const auto made = withSnippets(content, known);
        QVERIFY2(made, made ? "" : qUtf8Printable(made.error().describe()));
        QCOMPARE(made->snippets, (QMap<QString, QString>{{u"a"_s, u"{% include 'b' %}"_s}, {u"b"_s, u"old"_s}}));
        const auto missing = withSnippets(contentOf({u"fine"_s, u"{% include 'bb' %}"_s}), known);
        QVERIFY(!missing);
        QCOMPARE(missing.error().contextValue(u"message"), u"2"_s);
        QCOMPARE(missing.error().message, u"there is no snippet `bb`"_s);
    }

    void threadsMayShareAPrompt()
    {
        const auto prompt = CompiledPrompt::compile(contentOf({u"{% for x in xs %}{{ x }}{{ loop.index }}{% endfor %}{{ name|upper }}"_s}));
        QVERIFY(prompt);
        std::array<int, 4> right{};
        {
            std::vector<std::jthread> threads;
            for (std::size_t thread = 0; thread < right.size(); ++thread) {
                threads.emplace_back([&, thread] {
                    for (int i = 0; i < 200; ++i) {
                        const auto messages = prompt->render(*parseJson(u"{\"xs\":[\"a\",\"b\"],\"name\":\"n%1\"}"_s.arg(i)));
                        right[thread] += messages && messages->first().rendered.text == u"a1b2N%1"_s.arg(i) ? 1 : 0;
                    }
                });
            }
        }
        QCOMPARE(right, (std::array<int, 4>{200, 200, 200, 200}));
    }
};

QTEST_GUILESS_MAIN(TestRendering)
#include "tst_rendering.moc"
