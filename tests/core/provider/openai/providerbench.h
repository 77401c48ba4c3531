// SPDX-License-Identifier: GPL-3.0-or-later
// A provider of any kind that speaks one of OpenAI's APIs, at a loopback server.
#pragma once

#include "core/provider/openai/chatapi.h"
#include "core/provider/responses/responsesapi.h"
#include "tests/support/apibench.h"

namespace assay::test {

class ProviderBench : public ApiBench {
public:
    ProviderBench(const QString &kind, const QUrl &baseUrl, const QString &options = QStringLiteral("{}")) : ApiBench(registerBoth, kind, baseUrl, options) {}

private:
    static void registerBoth(provider::Registry &registry)
    {
        provider::openai::registerOpenAi(registry);
        provider::responses::registerResponses(registry);
    }
};

} // namespace assay::test
