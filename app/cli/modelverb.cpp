// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/verb.h"

#include "core/net/endpointpolicy.h"
#include "core/net/httptransport.h"
#include "core/pricing/price.h"
#include "core/store/modelrepository.h"
#include "core/workspace/workspace.h"

#include <QDate>

#include <cmath>

namespace assay::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr double kMicroUsd = 1e6;

class AddModel final : public Verb {
public:
    const char *name() const override { return "model"; }
    const char *summary() const override { return "Add or change a model of a workspace: simulated, or at an OpenAI-compatible server"; }

    void describe(CLI::App &command) override
    {
        command.add_option("FILE", m_file, "The workspace (.assay)")->required();
        command.add_flag("--simulated", m_isSimulated, "Add the simulated models sim-small, sim-medium and sim-large");
        command.add_option("--name", m_name, "The model's name here");
        command.add_option("--api-name", m_apiName, "Its name at the server (default: the same)");
        command.add_option("--base-url", m_baseUrl, "Such as http://localhost:11434/v1");
        command.add_option("--key", m_key, "Where the key comes from, such as env:OPENAI_API_KEY; never the key itself");
        command.add_option("--concurrency", m_concurrency, "Calls at once")->check(CLI::Range(1, net::HttpTransport::kMaxConnectionsPerHost));
        command.add_option("--max-output-tokens", m_maxOutputTokens, "Cap on the answer when the prompt sets none")->check(CLI::Range(1, 1000000));
        command.add_option("--input-price", m_inputPrice, "US dollars per million input tokens")->check(CLI::NonNegativeNumber);
        command.add_option("--output-price", m_outputPrice, "US dollars per million output tokens")->check(CLI::NonNegativeNumber);
    }

    int run(Context &context) override
    {
        auto workspace = workspace::Workspace::open(fromStd(m_file));
        if (!workspace)
            return wrongUse(context, workspace.error());
        if (m_isSimulated) {
            const auto added = (*workspace)->write([](store::Database &database) { return app::addSimulatedModels(database); }).result();
            return added ? int(kDone) : wrongUse(context, added.error());
        }
        if (m_name.empty() || m_baseUrl.empty() || m_inputPrice.has_value() != m_outputPrice.has_value()) {
            const QString problem = m_name.empty() || m_baseUrl.empty() ? u"a model needs --name and --base-url"_s : u"a price needs both --input-price and --output-price"_s;
            return wrongUse(context, fail(ErrorKind::invalidInput, problem, u"See assay model --help."_s).error());
        }
        if (const auto checked = net::checkEndpoint(QUrl(fromStd(m_baseUrl))); !checked)
            return wrongUse(context, checked.error());
        const auto saved = (*workspace)->write([this](store::Database &database) { return save(database); }).result();
        if (!saved)
            return wrongUse(context, saved.error());
        context.console.note(u"%1 is ready"_s.arg(fromStd(m_name)));
        return kDone;
    }

private:
    [[nodiscard]] Result<provider::ModelConfig> save(store::Database &database) const
    {
        store::ModelRepository models(database);
        const auto saved = providerFor(models);
        if (!saved)
            return std::unexpected(saved.error());
        provider::ModelConfig model;
        model.providerId = saved->id;
        model.name = fromStd(m_name);
        model.apiName = fromStd(m_apiName.empty() ? m_name : m_apiName);
        model.concurrency = m_concurrency;
        model.maxOutputTokens = m_maxOutputTokens;
        if (m_inputPrice && m_outputPrice) {
            pricing::Price price;
            price.inputMicroUsdPerMTok = std::llround(*m_inputPrice * kMicroUsd);
            price.outputMicroUsdPerMTok = std::llround(*m_outputPrice * kMicroUsd);
            price.source = u"given by the user"_s;
            price.date = QDate::currentDate().toString(Qt::ISODate);
            model.price = pricing::toJson(price);
        }
        return models.saveModel(model);
    }

    // One provider for each address and source of a key: a model that is added must not change where another's key comes from.
    [[nodiscard]] Result<provider::ProviderConfig> providerFor(store::ModelRepository &models) const
    {
        const auto known = models.providers();
        if (!known)
            return std::unexpected(known.error());
        provider::ProviderConfig provider;
        provider.kind = u"openai-compatible"_s;
        provider.baseUrl = fromStd(m_baseUrl);
        provider.keySource = fromStd(m_key);
        const auto same = std::ranges::find_if(*known,
            [&](const provider::ProviderConfig &other) { return other.kind == provider.kind && other.baseUrl == provider.baseUrl && other.keySource == provider.keySource; });
        if (same != known->end())
            return *same;
        provider.name = provider.baseUrl;
        for (int number = 2; std::ranges::contains(*known, provider.name, &provider::ProviderConfig::name); ++number)
            provider.name = u"%1 (%2)"_s.arg(provider.baseUrl, QString::number(number));
        return models.saveProvider(provider);
    }

    std::string m_file;
    bool m_isSimulated = false;
    std::string m_name;
    std::string m_apiName;
    std::string m_baseUrl;
    std::string m_key;
    int m_concurrency = 8;
    qint64 m_maxOutputTokens = 1024;
    std::optional<double> m_inputPrice;
    std::optional<double> m_outputPrice;
};

} // namespace

std::unique_ptr<Verb> makeModel()
{
    return std::make_unique<AddModel>();
}

} // namespace assay::cli
