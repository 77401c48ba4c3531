// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/anthropic/messagesapi.h"
#include "core/provider/gemini/geminiapi.h"
#include "core/provider/openai/chatapi.h"
#include "core/provider/responses/responsesapi.h"

#include <QTest>

using namespace assay;
using namespace assay::provider;
using namespace Qt::StringLiterals;

class TestBatchKinds : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsSaidBeforehandIsWhatTheServicesOffer()
    {
        Registry registry;
        openai::registerOpenAi(registry);
        responses::registerResponses(registry);
        anthropic::registerAnthropic(registry);
        gemini::registerGemini(registry);
        secrets::KeyRing keys;
        const SystemClock clock;
        Environment environment(keys, clock);
        QVERIFY(registry.kinds().size() > 10);
        for (const QString &kind : registry.kinds()) {
            ProviderConfig config;
            config.name = u"lab"_s;
            config.kind = kind;
            config.baseUrl = u"http://127.0.0.1:9/v1"_s;
            const auto services = registry.services(config, environment);
            QVERIFY2(services, qPrintable(kind + u": "_s + (services ? QString() : services.error().describe())));
            const auto said = takesBatches(kind);
            // Only a server that can be anything is left open.
            QVERIFY2(said || kind == u"openai-compatible", qPrintable(kind));
            if (said)
                QVERIFY2(*said == ((*services)->batches() != nullptr), qPrintable(kind));
        }
    }

    void simulatedModelsTakeNone() { QCOMPARE(takesBatches(u"simulated"), std::optional(false)); }
};

QTEST_GUILESS_MAIN(TestBatchKinds)
#include "tst_batchkinds.moc"
