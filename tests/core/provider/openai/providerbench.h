// SPDX-License-Identifier: GPL-3.0-or-later
// A provider of any kind at a loopback server, with a key in the environment, and all that it needs.
#pragma once

#include "core/provider/openai/chatapi.h"
#include "core/provider/responses/responsesapi.h"
#include "tests/support/loopbackserver.h"

namespace assay::test {

class ProviderBench {
public:
    static constexpr auto kVariable = "ASSAY_TEST_KEY";
    inline static const QByteArray kKey = QByteArray("sk-") + QByteArray(20, 'k') + "/+9";

    ProviderBench(const QString &kind, const QUrl &baseUrl, const QString &options = QStringLiteral("{}"))
    {
        qputenv(kVariable, kKey);
        m_keys.add(std::make_unique<secrets::EnvironmentKeyStore>());
        provider::openai::registerOpenAi(m_registry);
        provider::responses::registerResponses(m_registry);
        m_provider.name = QStringLiteral("lab");
        m_provider.kind = kind;
        m_provider.baseUrl = baseUrl.toString();
        m_provider.keySource = QStringLiteral("env:ASSAY_TEST_KEY");
        m_provider.options = *parseJson(options);
    }
    ~ProviderBench() { qunsetenv(kVariable); }
    ProviderBench(const ProviderBench &) = delete;
    ProviderBench &operator=(const ProviderBench &) = delete;

    [[nodiscard]] provider::Exchange ask(provider::ChatRequest request)
    {
        provider::ModelConfig config;
        config.name = QStringLiteral("loop");
        const auto model = *m_registry.make(m_provider, config, m_environment);
        streamed.clear();
        return QCoro::waitFor(model->complete(std::move(request), [this](const QString &piece) { streamed += piece; }, {}));
    }
    [[nodiscard]] std::unique_ptr<provider::Services> services() { return *m_registry.services(m_provider, m_environment); }

    QString streamed;

private:
    provider::ProviderConfig m_provider;
    secrets::KeyRing m_keys;
    SystemClock m_clock;
    provider::Registry m_registry;
    provider::Environment m_environment{m_keys, m_clock};
};

/// Header, address and body: the names of the parts of a request that hold the key.
inline QStringList placesOfKey(const LoopbackRequest &request)
{
    QStringList places;
    for (const auto &[name, value] : request.headers) {
        if (value.contains("kkkkkk"))
            places.append(QString::fromLatin1(name));
    }
    if (request.path.contains("kkkkkk"))
        places.append(QStringLiteral("path"));
    if (request.body.contains("kkkkkk"))
        places.append(QStringLiteral("body"));
    return places;
}

} // namespace assay::test
