// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/lintcontext.h"

#include <QTest>

using namespace assay;
using namespace Qt::StringLiterals;

namespace {

evalset::EvalSet mails()
{
    evalset::EvalSet set;
    set.defaultAssertions = {{.type = u"contains"_s, .value = Json("{{ expected.word | lower }}")}};
    for (int i = 0; i < 20; ++i) {
        evalset::Item item;
        item.key = u"M-%1"_s.arg(i);
        item.variables.insert_or_assign("mail", std::string(std::size_t(10 * i + 10), 'a'));
        item.reference = *parseJson(i % 2 ? u"{\"mood\": \"good\"}"_s : u"{\"mood\": \"bad\"}"_s);
        item.assertions = {{.type = u"equals"_s, .value = *parseJson(u"[{\"a\": \"{{ other }}\"}, \"{{ broken\"]"_s)}};
        set.items.append(item);
    }
    return set;
}

run::PlannedModel modelOf(const QString &kind, const QString &apiName, const QString &options = u"{}"_s)
{
    run::PlannedModel planned;
    planned.provider.kind = kind;
    planned.model.name = apiName + u" here"_s;
    planned.model.apiName = apiName;
    planned.model.options = *parseJson(options);
    return planned;
}

} // namespace

class TestLintContext : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theSetTellsItemsUsesAndLabels()
    {
        const auto context = run::lintContext(mails(), {});
        QCOMPARE(context.items.size(), 20);
        QCOMPARE(context.items.last().key, u"M-19"_s);
        QCOMPARE(context.otherUses, (QStringList{u"expected.word"_s, u"other"_s}));
        QCOMPARE(context.allowedLabels, (QMap<QString, QStringList>{{u"mood"_s, {u"bad"_s, u"good"_s}}}));
    }

    void modelsTellHowMuchTheyReadAndWhetherTheirNameMovesOn()
    {
        const auto own = modelOf(u"openai-compatible"_s, u"local"_s, u"{\"capabilities\": {\"contextWindow\": 4096}}"_s);
        const auto context = run::lintContext({}, {own, modelOf(u"gemini"_s, u"gemini-flash-latest"_s), modelOf(u"openai-compatible"_s, u"other"_s)});
        QCOMPARE(context.models.at(0).contextWindow, 4096);
        QVERIFY(!context.models.at(0).isFloatingAlias);
        QVERIFY(context.models.at(1).isFloatingAlias);
        QCOMPARE(context.models.at(2).contextWindow, 0);
        QVERIFY(run::lintContext({}, {modelOf(u"anthropic"_s, u"claude-sonnet-4-5"_s)}).models.first().isFloatingAlias);
    }

    void theLongestPromptIsNamed()
    {
        const QList<run::PlannedModel> models{
            modelOf(u"openai-compatible"_s, u"local"_s, u"{\"capabilities\": {\"contextWindow\": 4096}}"_s), modelOf(u"openai-compatible"_s, u"other"_s)};
        auto context = run::lintContext(mails(), models);
        run::countLongestPrompts(context, {.messages = {{.text = u"Read this: {{ mail }}"_s}}}, models);
        QCOMPARE(context.models.at(0).longestItem, u"M-19"_s);
        QVERIFY(context.models.at(0).longestPrompt > 20);
        QCOMPARE(context.models.at(1).longestPrompt, 0);
        run::countLongestPrompts(context, {.messages = {{.text = u"{{ broken"_s}}}, models);
        QCOMPARE(context.models.at(0).longestItem, u"M-19"_s);
    }
};

QTEST_GUILESS_MAIN(TestLintContext)
#include "tst_lintcontext.moc"
