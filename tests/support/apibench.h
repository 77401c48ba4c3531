// SPDX-License-Identifier: GPL-3.0-or-later
// A provider of one API at a loopback server, with a key in the environment, and all that its models and services need.
#pragma once

#include "core/provider/registry.h"
#include "tests/support/loopbackserver.h"

#include <QCoro/QCoroCore>

namespace assay::test {

class ApiBench {
public:
    static constexpr auto kVariable = "ASSAY_TEST_KEY";
    inline static const QByteArray kKey = QByteArray("ky-") + QByteArray(20, 'k') + "/+9";

    ApiBench(void (*registerApi)(provider::Registry &), const QString &kind, const QUrl &baseUrl, const QString &options = QStringLiteral("{}"))
    {
        qputenv(kVariable, kKey);
        m_keys.add(std::make_unique<secrets::EnvironmentKeyStore>());
        registerApi(m_registry);
        m_provider.name = QStringLiteral("lab");
        m_provider.kind = kind;
        m_provider.baseUrl = baseUrl.toString();
        m_provider.keySource = QStringLiteral("env:ASSAY_TEST_KEY");
        m_provider.options = *parseJson(options);
    }
    ~ApiBench() { qunsetenv(kVariable); }
    ApiBench(const ApiBench &) = delete;
    ApiBench &operator=(const ApiBench &) = delete;

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

/// The parts of a request that hold the bench's key: names of headers, "path", "body".
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

/// Everything that people could get to see of it.
inline QString everyWordOf(const provider::Exchange &exchange)
{
    QString words = exchange.requestId + exchange.partialText;
    if (!exchange.result) {
        words += exchange.result.error().describe();
        for (const auto &[key, value] : exchange.result.error().context)
            words += key + value;
    }
    return words;
}

} // namespace assay::test
