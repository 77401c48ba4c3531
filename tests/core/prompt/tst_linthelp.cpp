// SPDX-License-Identifier: GPL-3.0-or-later
// Each rule has a page, and its examples are true: the bad one is found, of the good one nothing is said.
#include "core/importexport/yaml.h"
#include "core/prompt/lint/lint.h"
#include "tests/core/prompt/lintcases.h"

#include <QDir>
#include <QRegularExpression>
#include <QTest>

using namespace assay;
using namespace assay::prompt;
using namespace assay::test;

namespace {

QString blockBelow(const QString &page, const QString &heading)
{
    const QRegularExpression block(u"^## "_s + heading + u"\\n\\n```\\w+\\n(.*?)^```"_s, QRegularExpression::MultilineOption | QRegularExpression::DotMatchesEverythingOption);
    return block.match(page).captured(1);
}

// As a prompt file, but with the faults in templates that one must not have.
Result<Content> contentOf(const QString &yaml)
{
    auto json = importexport::jsonFromYaml(yaml.toUtf8());
    if (!json)
        return std::unexpected(json.error());
    json->erase("prompt");
    json->erase("note");
    if (json->contains("responseFormat") && json->at("responseFormat").is_object()) {
        json->insert_or_assign("responseSchema", Json(json->at("responseFormat").at("schema")));
        json->insert_or_assign("responseFormat", "json-schema");
    }
    return contentFromJson(*json);
}

LintContext contextOf(const QString &text, const std::string &side)
{
    LintContext context;
    if (text.isEmpty())
        return context;
    Json json = *parseJson(text);
    if (json.contains(side))
        json = Json(json.at(side));
    const Json items = json.get_value_or<Json>("items", Json(jsoncons::json_array_arg));
    const Json models = json.get_value_or<Json>("models", Json(jsoncons::json_array_arg));
    for (const Json &item : items.array_range())
        context.items.append({.key = toQString(item.at("key")), .variables = item.at("variables")});
    for (const Json &model : models.array_range())
        context.models.append({.name = toQString(model.at("name")),
            .isFloatingAlias = model.get_value_or<bool>("isFloatingAlias", false),
            .contextWindow = model.get_value_or<qint64>("contextWindow", 0),
            .longestPrompt = model.get_value_or<qint64>("longestPrompt", 0),
            .longestItem = QString::fromStdString(model.get_value_or<std::string>("longestItem", std::string()))});
    return context;
}

} // namespace

class TestLintHelp : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void thePageOfARuleIsTrue_data()
    {
        QTest::addColumn<QString>("rule");
        for (const RuleInfo &rule : lintRules())
            QTest::newRow(qPrintable(rule.id)) << rule.id;
    }

    void thePageOfARuleIsTrue()
    {
        QFETCH(const QString, rule);
        const auto page = lintHelp(rule);
        QVERIFY(page);
        QVERIFY(page->startsWith(u"# "));
        QVERIFY(page->contains(u"\n## Why\n"));
        const QString context = blockBelow(*page, u"Tried with"_s);
        const auto bad = contentOf(blockBelow(*page, u"Bad"_s));
        const auto good = contentOf(blockBelow(*page, u"Good"_s));
        QVERIFY2(bad && good, qPrintable(bad ? good ? QString() : good.error().describe() : bad.error().describe()));
        const auto found = ofRule(lint(*bad, contextOf(context, "bad")), rule);
        QVERIFY(!found.isEmpty());
        QCOMPARE(shown(*good, lint(*good, contextOf(context, "good"))), QString());
        if (found.first().fix)
            QCOMPARE(ofRule(lint(fixed(*bad, *found.first().fix), contextOf(context, "bad")), rule).size(), found.size() - 1);
        QCOMPARE(found.first().fix.has_value(), page->contains(u"\nThe fix "));
    }

    void noPageIsLeftOver()
    {
        QStringList pages;
        for (const QFileInfo &page : QDir(u":/assay/help/lint"_s).entryInfoList())
            pages.append(page.completeBaseName());
        QCOMPARE(pages.size(), lintRules().size());
    }

    void aRuleThatThereIsNotIsToldWithThoseThatThereAre()
    {
        const auto page = lintHelp(u"astrology"_s);
        QVERIFY(!page);
        QCOMPARE(page.error().kind, ErrorKind::notFound);
        QVERIFY(page.error().hint.contains(u"unfenced-variable"));
    }

    void ofTheBundledPromptsNothingIsSaidButThatJsonIsAskedForInWordsAlone_data()
    {
        QTest::addColumn<QString>("file");
        const QDir sets(QStringLiteral(ASSAY_SOURCE_DIR) + u"/evalsets"_s);
        for (const QString &set : sets.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            for (const QFileInfo &file : QDir(sets.filePath(set) + u"/prompts"_s).entryInfoList({u"*.yaml"_s}))
                QTest::newRow(qPrintable(file.fileName())) << file.filePath();
        }
    }

    void ofTheBundledPromptsNothingIsSaidButThatJsonIsAskedForInWordsAlone()
    {
        QFETCH(const QString, file);
        QFile yaml(file);
        QVERIFY(yaml.open(QIODevice::ReadOnly));
        const auto content = contentOf(QString::fromUtf8(yaml.readAll()));
        QVERIFY(content);
        auto findings = lint(*content);
        findings.removeIf([](const Finding &finding) { return finding.rule == u"json-format-not-set"; });
        QCOMPARE(shown(*content, findings), QString());
    }
};

QTEST_GUILESS_MAIN(TestLintHelp)
#include "tst_linthelp.moc"
