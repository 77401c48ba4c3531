// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/anthropic/options.h"

#include <QTest>

using namespace assay;
using namespace assay::provider;
using namespace assay::provider::anthropic;
using namespace Qt::StringLiterals;

namespace {

Traits traits(const QString &name, const QString &options = u"{}"_s)
{
    ProviderConfig provider;
    provider.kind = u"anthropic"_s;
    ModelConfig model;
    model.apiName = name;
    model.options = *parseJson(options);
    return traitsOf(provider, model);
}

const Traits kAdaptive{.sampling = false, .reasons = true, .adaptiveThinking = true};

} // namespace

// With the table of models that the program carries.
class TestTraits : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theTableOfModelsSaysWhatAModelTakes()
    {
        QCOMPARE(traits(u"claude-opus-4-7"_s), kAdaptive);
        QCOMPARE(traits(u"claude-opus-4-7-20260416"_s), kAdaptive);
        QCOMPARE(traits(u"claude-haiku-4-5-20251001"_s), Traits());
        QCOMPARE(traits(u"a-gateways-own"_s), Traits());
    }

    void theModelsOwnOptionsGoFirst()
    {
        QCOMPARE(traits(u"claude-opus-4-7"_s, uR"({"capabilities":{"sampling":true}})"_s), Traits());
        QCOMPARE(traits(u"a-gateways-own"_s, uR"({"capabilities":{"sampling":false}})"_s), kAdaptive);
    }
};

QTEST_GUILESS_MAIN(TestTraits)
#include "tst_traits.moc"
