// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/htmlwriter.h"
#include "core/report/jsonwriter.h"
#include "core/report/markdownwriter.h"
#include "tests/support/smallplan.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

// moc loses its place in the library's raw strings.
#ifndef Q_MOC_RUN
#include <jsoncons_ext/jsonschema/jsonschema.hpp>
#endif

using namespace assay;
using namespace Qt::StringLiterals;

namespace {

const QString kHostile = u"<script>alert(1)</script> \"q\" 'a' & | `x` ``` %1 %2 \u202Egnp @team"_s;

QList<run::CellResult> resultsOf(const run::RunPlan &plan)
{
    QList<run::CellResult> cells;
    for (int cell = 0; cell < plan.cellCount(); ++cell) {
        run::CellResult result;
        result.cell = cell;
        result.key = plan.cellKey(cell);
        result.itemKey = plan.set.items.at(result.key.item).key;
        // The first version fails where the second passes, but for one item the other way round.
        const bool first = result.key.version == 0;
        result.outcome = (result.key.item == 0) == first ? run::Outcome::passed : run::Outcome::failed;
        result.attempts = 1;
        result.usage = tokens::Usage{.input = 10, .output = 5};
        result.cost = Money::fromMicroUsd(15);
        result.latency = Milliseconds(100);
        result.text = kHostile;
        cells.append(result);
    }
    return cells;
}

report::ReportModel hostileReport(bool isSimulated = false)
{
    run::RunPlan plan = test::smallPlan(12, 2, 2);
    plan.set.name = kHostile;
    plan.set.title = kHostile;
    plan.versions[0].note = kHostile;
    plan.versions[0].contentHash = QString(64, u'a');
    plan.versions[1].contentHash = QString(64, u'b');
    plan.versions[1].content.messages[0].text = kHostile;
    plan.set.items[0].tags = {kHostile};
    plan.leftOut = {kHostile};
    if (isSimulated)
        plan.models[0].provider.kind = u"simulated"_s;
    return report::makeReport(plan, resultsOf(plan), run::RunState::finished, SystemClock().utcNow());
}

} // namespace

class TestWriters : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void hostileTextStaysTextInHtml()
    {
        const QString html = QString::fromUtf8(report::toHtml(hostileReport()));
        QVERIFY(!html.contains(u"<script"_s));
        QVERIFY(html.contains(u"&lt;script&gt;"_s));
        QVERIFY(html.contains(u"%1 %2"_s));
    }

    void theHtmlNeedsNothingElse()
    {
        const QString html = QString::fromUtf8(report::toHtml(hostileReport()));
        for (const QString &reference : {u"src="_s, u"href="_s, u"@import"_s, u"url("_s})
            QVERIFY2(!html.contains(reference), qPrintable(reference));
    }

    void hostileTextStaysTextInMarkdown()
    {
        const QString text = QString::fromUtf8(report::toMarkdown(hostileReport()));
        static const QRegularExpression unescaped(u"(^|[^\\\\])<script"_s);
        QVERIFY(!text.section(u"## Prompt versions"_s, 0, 0).contains(unescaped));
        QVERIFY(text.contains(u"\\@team"_s));
        QVERIFY(text.contains(u"\n````text\n"_s));
    }

    void theVerdictAndItsFiguresAreTheComparisons()
    {
        const report::ReportModel model = hostileReport();
        QCOMPARE(model.comparisons.size(), 2);
        QCOMPARE(model.comparisons.first().comparison.verdict, compare::Verdict::better);
        const QString html = QString::fromUtf8(report::toHtml(model));
        QVERIFY(html.contains(model.comparisons.first().sentence.toHtmlEscaped()));
        QVERIFY(html.contains(u"▲ 11 fixes"_s));
        QVERIFY(html.contains(u"▼ 1 regressions"_s));
    }

    void simulatedIsSaidAndNothingMore()
    {
        const report::ReportModel partly = hostileReport(true);
        QVERIFY(partly.isSimulated);
        QVERIFY(!partly.isWhollySimulated);
        QVERIFY(report::toHtml(partly).contains("Some answers come"));
        QVERIFY(!report::toHtml(partly).contains("Nothing was charged"));
        QVERIFY(!report::toHtml(hostileReport()).contains("Simulated."));
        QVERIFY(report::toMarkdown(partly).contains("**Simulated:**"));
    }

    void anIncompleteRunIsSaid()
    {
        run::RunPlan plan = test::smallPlan(4, 2);
        const report::ReportModel model = report::makeReport(plan, {}, run::RunState::capped, SystemClock().utcNow());
        QVERIFY(report::toHtml(model).contains("did not complete (capped)"));
        QVERIFY(report::toMarkdown(model).contains("**Not complete** (capped)"));
    }

    void errorsAreListedByColumnAndReason()
    {
        const run::RunPlan plan = test::smallPlan(12, 2);
        QList<run::CellResult> cells = resultsOf(plan);
        for (const int broken : {2, 3, 5}) {
            cells[broken].outcome = run::Outcome::error;
            cells[broken].reason = broken == 2 ? u"seldom"_s : kHostile;
        }
        const report::ReportModel model = report::makeReport(plan, cells, run::RunState::finished, SystemClock().utcNow());
        QCOMPARE(model.errors.size(), 2);
        QCOMPARE(model.errors.first().reason, kHostile);
        QCOMPARE(model.errors.first().cells, 2);
        QCOMPARE(model.errors.first().firstItem, u"I-4"_s);
        QCOMPARE(model.errors.last().reason, u"seldom"_s);
        QVERIFY(report::toHtml(model).contains("<h2>Errors</h2>"));
        QVERIFY(!report::toHtml(model).contains("<script"));
        QVERIFY(report::toMarkdown(model).contains("| p\\@1 | m1 | 1 | I-3 | seldom |"));
        QVERIFY(!report::toHtml(hostileReport()).contains("<h2>Errors</h2>"));
        QCOMPARE(report::toJson(model).at("errors").at(0).at("cells").as<int>(), 2);
    }

    void regressionsAndFixesAreListedInMarkdown()
    {
        const QString text = QString::fromUtf8(report::toMarkdown(hostileReport()));
        QCOMPARE(text.count(u"\nRegressions:\n"_s), 2);
        QCOMPARE(text.count(u"\nFixes:\n"_s), 2);
        QVERIFY(text.indexOf(u"| I-1 |"_s) < text.indexOf(u"| I-2 |"_s));
    }

    void theJsonFitsItsSchema()
    {
        QFile file(QStringLiteral(ASSAY_SOURCE_DIR "/resources/schemas/run-result.schema.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto schema = jsoncons::jsonschema::make_json_schema(*parseJson(QByteArrayView(file.readAll())));
        for (const Json &json : {report::toJson(hostileReport()), report::toJson(report::makeReport(test::smallPlan(2), {}, run::RunState::cancelled, SystemClock().utcNow()))}) {
            Json checked = json;
            for (Json &version : checked.at("versions").array_range()) {
                if (version.at("contentHash").as<std::string>().empty())
                    version.insert_or_assign("contentHash", std::string(64, '0'));
            }
            QString problems;
            schema.validate(checked, [&problems](const jsoncons::jsonschema::validation_message &message) {
                problems += QString::fromStdString(message.instance_location().string() + ": " + message.message() + "\n");
                return jsoncons::jsonschema::walk_result::advance;
            });
            QVERIFY2(problems.isEmpty(), qPrintable(problems));
        }
    }
};

QTEST_GUILESS_MAIN(TestWriters)
#include "tst_writers.moc"
