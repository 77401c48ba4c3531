// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/plumbing.h"

#include <QFile>
#include <QTest>

using namespace assay;
using namespace assay::prompt;
using namespace Qt::StringLiterals;

namespace {

Json requestOf(const Json &row)
{
    Json request(jsoncons::json_object_arg);
    for (const char *member : {"template", "vars", "snippets"}) {
        if (row.contains(member))
            request.insert_or_assign(member, row.at(member));
    }
    const Json options = row.get_value_or<Json>("options", Json(jsoncons::json_object_arg));
    request.insert_or_assign("strict", !options.get_value_or<bool>("lenient", false));
    for (const char *option : {"trimBlocks", "lstripBlocks"})
        request.insert_or_assign(option, options.get_value_or<bool>(option, false));
    return request;
}

QString resultOf(const Json &result)
{
    if (result.contains("error"))
        return u"error: "_s + toQString(result.at("error").is_object() ? result.at("error").at("message") : result.at("error"));
    return toQString(result.at("text"));
}

} // namespace

// tests/nunjucks/table.json: what Nunjucks 3.2.4 gave (tests/nunjucks/compare.js asks it), what this language gives, and why where they differ.
class TestNunjucksTable : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void resultsAreThoseOfTheTable_data()
    {
        QTest::addColumn<QByteArray>("row");
        QFile file(QStringLiteral(ASSAY_SOURCE_DIR "/tests/nunjucks/table.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto rows = parseJson(QByteArrayView(file.readAll()));
        QVERIFY2(rows, rows ? "" : qUtf8Printable(rows.error().describe()));
        for (const Json &row : rows->array_range())
            QTest::newRow(row.at("name").as<std::string>().c_str()) << toJson(row);
    }

    void resultsAreThoseOfTheTable()
    {
        QFETCH(const QByteArray, row);
        const Json parsed = *parseJson(QByteArrayView(row));
        const auto answer = templatePlumbing(requestOf(parsed));
        QVERIFY2(answer, answer ? "" : qUtf8Printable(answer.error().describe()));
        QCOMPARE(resultOf(*answer), resultOf(parsed.at("assay")));
    }

    void differencesHaveReasons_data() { resultsAreThoseOfTheTable_data(); }

    void differencesHaveReasons()
    {
        QFETCH(const QByteArray, row);
        const Json parsed = *parseJson(QByteArrayView(row));
        const bool failsBoth = parsed.at("assay").contains("error") && parsed.at("nunjucks").contains("error");
        const bool isSame = failsBoth || resultOf(parsed.at("assay")) == resultOf(parsed.at("nunjucks"));
        QCOMPARE(parsed.contains("reason"), !isSame);
    }
};

QTEST_GUILESS_MAIN(TestNunjucksTable)
#include "tst_nunjuckstable.moc"
