// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secrets/scan.h"
#include "core/secrets/scanplumbing.h"

#include <QTest>

using namespace assay;
using namespace Qt::StringLiterals;

class TestScanPlumbing : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findingsAreToldByRuleAndPlaceAndNeverByValue()
    {
        const Json answer = secrets::scanPlumbing(*parseJson(u"{\"text\": \"é ada@example.com, 4539148803436467\"}"));
        QCOMPARE(toJson(answer),
            QByteArray(
                R"({"findings":[{"rule":"email","kind":"pii","start":3,"end":18,"reserved":true},{"rule":"credit_card","kind":"pii","start":20,"end":36,"reserved":false}],"version":)")
                + QByteArray::number(secrets::kScanRulesVersion) + "}");
    }

    void aTextOfNoInterestHasNoFindings() { QCOMPARE(secrets::scanPlumbing(*parseJson(uR"({"text": ""})")).at("findings").size(), std::size_t(0)); }

    void anythingElseIsRefused_data()
    {
        QTest::addColumn<QString>("request");
        for (const char *request : {"{}", "[]", "1", R"({"text": 1})", R"({"text": null})"})
            QTest::newRow(request) << QString::fromLatin1(request);
    }

    void anythingElseIsRefused()
    {
        QFETCH(const QString, request);
        QCOMPARE(secrets::scanPlumbing(*parseJson(request)).at("error").at("kind").as<std::string>(), std::string("invalid-input"));
    }
};

QTEST_GUILESS_MAIN(TestScanPlumbing)
#include "tst_scanplumbing.moc"
