// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/figures.h"
#include "app/cli/verb.h"

#include "app/pricebook.h"
#include "core/net/endpointpolicy.h"
#include "core/net/httptransport.h"
#include "core/pricing/price.h"
#include "core/provider/catalog.h"
#include "core/provider/modeloptions.h"
#include "core/secrets/keyage.h"
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
    const char *summary() const override { return "Add or change a model of a workspace: simulated, at a provider, or at a server of your own"; }

    void describe(CLI::App &command) override
    {
        command.add_option("FILE", m_file, "The workspace (.assay)")->required();
        command.add_flag("--simulated", m_isSimulated, "Add the simulated models sim-small, sim-medium and sim-large");
        command.add_option("--name", m_name, "The model's name here");
        command.add_option("--api-name", m_apiName, "Its name at the server (default: the same)");
        command.add_option("--kind", m_kind, "The kind of its API, such as openai, anthropic, gemini; see assay model FILE --kinds");
        command.add_flag("--kinds", m_listsKinds, "List the kinds and end");
        command.add_option("--base-url", m_baseUrl, "Such as http://localhost:11434/v1; a kind with an address of its own needs none");
        command.add_option("--key", m_key, "Where the key comes from, such as env:OPENAI_API_KEY; never the key itself");
        command.add_option("--concurrency", m_concurrency, "Calls at once")->check(CLI::Range(1, net::HttpTransport::kMaxConnectionsPerHost));
        command.add_option("--max-output-tokens", m_maxOutputTokens, "Cap on the answer when the prompt sets none")->check(CLI::Range(1, 1000000));
        command.add_option("--rpm", m_rpm, "Requests that may leave in a minute")->check(CLI::PositiveNumber);
        command.add_option("--tpm", m_tpm, "Tokens, input and output, that may be used in a minute")->check(CLI::PositiveNumber);
        command.add_option("--reasoning-effort", m_effort, "none, minimal, low, medium, high, xhigh or max");
        command.add_option("--thinking-budget", m_thinking, "Tokens for thinking, where an API counts them; 0 turns it off")->check(CLI::NonNegativeNumber);
        command.add_flag("--cache-prompt", m_cachesPrompt, "Mark what the calls have in common for the provider's prompt cache");
        command.add_option("--input-price", m_inputPrice, "US dollars per million input tokens")->check(CLI::NonNegativeNumber);
        command.add_option("--output-price", m_outputPrice, "US dollars per million output tokens")->check(CLI::NonNegativeNumber);
    }

    int run(Context &context) override
    {
        if (m_listsKinds) {
            for (const QString &kind : context.composition.providerKinds()) {
                const provider::KindInfo info = context.composition.kindInfo(kind);
                context.console.print(padded(kind, 20) + padded(info.title, 24) + padded(info.baseUrl, 52) + info.keyVariable);
            }
            return kDone;
        }
        auto workspace = workspace::Workspace::open(fromStd(m_file));
        if (!workspace)
            return wrongUse(context, workspace.error());
        if (m_isSimulated) {
            const auto added = (*workspace)->write([](store::Database &database) { return app::addSimulatedModels(database); }).result();
            return added ? int(kDone) : wrongUse(context, added.error());
        }
        if (const auto checked = checkOptions(context); !checked)
            return wrongUse(context, checked.error());
        if (m_key.empty() && m_baseUrl.empty() && !context.composition.kindInfo(fromStd(m_kind)).keyVariable.isEmpty()) {
            m_key = "env:" + context.composition.kindInfo(fromStd(m_kind)).keyVariable.toStdString();
            context.console.note(u"its key is taken from %1; --key says otherwise"_s.arg(fromStd(m_key)));
        }
        const auto saved = (*workspace)->write([this](store::Database &database) { return save(database); }).result();
        if (!saved)
            return wrongUse(context, saved.error());
        context.console.note(u"%1 is ready"_s.arg(fromStd(m_name)));
        tellPrice(context, *saved);
        const int oldAfterDays = context.composition.settings().keysOldAfterDays().value_or(secrets::kOldAfterDays);
        if (const QString reminder = secrets::ageReminder(fromStd(m_key), QDate::currentDate(), oldAfterDays); !reminder.isEmpty())
            context.console.note(reminder);
        return kDone;
    }

private:
    [[nodiscard]] Result<void> checkOptions(const Context &context) const
    {
        const auto refuse = [](const QString &problem) { return fail(ErrorKind::invalidInput, problem, u"See assay model --help."_s); };
        if (m_name.empty())
            return refuse(u"a model needs --name"_s);
        if (m_inputPrice.has_value() != m_outputPrice.has_value())
            return refuse(u"a price needs both --input-price and --output-price"_s);
        if (!context.composition.providerKinds().contains(fromStd(m_kind)))
            return fail(
                ErrorKind::invalidInput, u"there is no kind of provider \"%1\""_s.arg(fromStd(m_kind)), u"Known are: %1."_s.arg(context.composition.providerKinds().join(u", "_s)));
        if (m_baseUrl.empty())
            return context.composition.kindInfo(fromStd(m_kind)).baseUrl.isEmpty() ? refuse(u"a model of this kind needs --base-url"_s) : Result<void>();
        return net::checkEndpoint(QUrl(fromStd(m_baseUrl)));
    }

    [[nodiscard]] Json options() const
    {
        Json options(jsoncons::json_object_arg);
        if (!m_effort.empty())
            options.insert_or_assign("reasoningEffort", m_effort);
        if (m_thinking)
            options.insert_or_assign("thinkingBudget", *m_thinking);
        if (m_cachesPrompt)
            options.insert_or_assign("cachePrompt", true);
        return options;
    }

    // The user's word, else the price book's.
    [[nodiscard]] Result<std::optional<pricing::Price>> price(const provider::ModelConfig &model) const
    {
        if (m_inputPrice && m_outputPrice) {
            pricing::Price price;
            price.inputMicroUsdPerMTok = std::llround(*m_inputPrice * kMicroUsd);
            price.outputMicroUsdPerMTok = std::llround(*m_outputPrice * kMicroUsd);
            price.source = u"given by the user"_s;
            price.date = QDate::currentDate().toString(Qt::ISODate);
            return price;
        }
        return app::priceBook().transform([&](const pricing::PriceBook &book) { return book.price(provider::familyOf(fromStd(m_kind)), model.apiName, QDate::currentDate()); });
    }

    void tellPrice(const Context &context, const provider::ModelConfig &model) const
    {
        const auto price = model.price ? pricing::priceFromJson(*model.price) : Result<pricing::Price>(fail(ErrorKind::notFound, QString()));
        if (!price)
            context.console.note(u"its price is not known: give it with --input-price and --output-price, else no budget can hold"_s);
        else if (!price->row.isEmpty())
            context.console.note(u"its price is from the price book: $%1 in, $%2 out per million tokens (%3, %4)"_s.arg(
                QString::number(static_cast<double>(price->inputMicroUsdPerMTok) / kMicroUsd), QString::number(static_cast<double>(price->outputMicroUsdPerMTok) / kMicroUsd),
                price->date, price->source));
    }

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
        model.requestsPerMinute = m_rpm;
        model.tokensPerMinute = m_tpm;
        model.options = options();
        if (const auto checked = provider::readModelOptions(model); !checked)
            return std::unexpected(checked.error());
        const auto known = price(model);
        if (!known)
            return std::unexpected(known.error());
        if (*known)
            model.price = pricing::toJson(**known);
        return models.saveModel(model);
    }

    // One provider for each address and source of a key: a model that is added must not change where another's key comes from.
    [[nodiscard]] Result<provider::ProviderConfig> providerFor(store::ModelRepository &models) const
    {
        const auto known = models.providers();
        if (!known)
            return std::unexpected(known.error());
        provider::ProviderConfig provider;
        provider.kind = fromStd(m_kind);
        provider.baseUrl = fromStd(m_baseUrl);
        provider.keySource = fromStd(m_key);
        const auto same = std::ranges::find_if(*known,
            [&](const provider::ProviderConfig &other) { return other.kind == provider.kind && other.baseUrl == provider.baseUrl && other.keySource == provider.keySource; });
        if (same != known->end())
            return *same;
        const QString name = provider.baseUrl.isEmpty() ? provider.kind : provider.baseUrl;
        provider.name = name;
        for (int number = 2; std::ranges::contains(*known, provider.name, &provider::ProviderConfig::name); ++number)
            provider.name = u"%1 (%2)"_s.arg(name, QString::number(number));
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
    std::string m_kind = "openai-compatible";
    bool m_listsKinds = false;
    std::optional<qint64> m_rpm;
    std::optional<qint64> m_tpm;
    std::string m_effort;
    std::optional<qint64> m_thinking;
    bool m_cachesPrompt = false;
    std::optional<double> m_inputPrice;
    std::optional<double> m_outputPrice;
};

} // namespace

std::unique_ptr<Verb> makeModel()
{
    return std::make_unique<AddModel>();
}

} // namespace assay::cli
