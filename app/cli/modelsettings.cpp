// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/modelsettings.h"

#include "app/pricebook.h"
#include "core/base/spelling.h"
#include "core/net/endpointpolicy.h"
#include "core/net/httptransport.h"
#include "core/provider/modeloptions.h"
#include "core/secrets/keysource.h"

#include <QDate>

#include <algorithm>
#include <cmath>

namespace assay::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr double kMicroUsd = 1e6;
constexpr double kPercent = 1e4; ///< millionths
constexpr double kHighestPrice = 1e6;
const std::string kCompatible = "openai-compatible";
const std::vector<std::string> kUnsettable{
    "rpm", "tpm", "tier", "price", "reasoning-effort", "thinking-budget", "cache-prompt", "can", "key", "base-url", "ca-file", "allow-plain-http", "provider-concurrency"};

std::unexpected<Error> refuse(const QString &problem)
{
    return fail(ErrorKind::invalidInput, problem, u"See assay model --help."_s);
}

bool unsets(const ModelSettings &settings, std::string_view name)
{
    return std::ranges::contains(settings.unset, name);
}

void erase(Json &options, std::string_view name)
{
    options.erase(std::string(name));
}

std::optional<qint64> micro(std::optional<double> dollars)
{
    return dollars.transform([](double amount) { return std::llround(amount * kMicroUsd); });
}

// What was said of the price; nothing when nothing was.
Result<std::optional<pricing::Price>> ownPrice(const ModelSettings &settings, const provider::ModelConfig &model)
{
    const bool isSaid = settings.inputPrice || settings.outputPrice || settings.cachedPrice || settings.cacheWritePrice || settings.batchPercent;
    if (!isSaid)
        return std::nullopt;
    auto price = model.price ? pricing::priceFromJson(*model.price) : Result<pricing::Price>(pricing::Price());
    if (!price)
        return std::unexpected(price.error());
    if (!model.price && (!settings.inputPrice || !settings.outputPrice))
        return refuse(u"a price needs both --input-price and --output-price"_s);
    price->inputMicroUsdPerMTok = micro(settings.inputPrice).value_or(price->inputMicroUsdPerMTok);
    price->outputMicroUsdPerMTok = micro(settings.outputPrice).value_or(price->outputMicroUsdPerMTok);
    if (settings.cachedPrice)
        price->cachedInputMicroUsdPerMTok = micro(settings.cachedPrice);
    if (settings.cacheWritePrice)
        price->cacheWriteMicroUsdPerMTok = micro(settings.cacheWritePrice);
    if (settings.batchPercent)
        price->batchMillionths = std::llround(*settings.batchPercent * kPercent);
    price->longPromptTiers.clear();
    price->source = u"given by the user"_s;
    price->date = QDate::currentDate().toString(Qt::ISODate);
    price->row.clear();
    return *price;
}

Result<std::optional<Json>> priceOf(const ModelSettings &settings, const provider::ModelConfig &model, const QString &family)
{
    if (unsets(settings, "price"))
        return std::nullopt;
    const auto own = ownPrice(settings, model);
    if (!own)
        return std::unexpected(own.error());
    if (*own)
        return pricing::toJson(**own);
    const bool isNew = !model.id.isValid();
    if (!isNew && !settings.takesListPrice)
        return model.price;
    return app::priceBook().transform([&](const pricing::PriceBook &book) { return book.price(family, model.apiName, QDate::currentDate()).transform(&pricing::toJson); });
}

Result<Json> modelOptions(const ModelSettings &settings, Json options)
{
    for (const auto &[word, name] :
        {std::pair("reasoning-effort", "reasoningEffort"), {"thinking-budget", "thinkingBudget"}, {"cache-prompt", "cachePrompt"}, {"can", "capabilities"}}) {
        if (unsets(settings, word))
            erase(options, name);
    }
    if (settings.effort)
        options.insert_or_assign("reasoningEffort", *settings.effort);
    if (settings.thinking)
        options.insert_or_assign("thinkingBudget", *settings.thinking);
    if (settings.cachesPrompt)
        options.insert_or_assign("cachePrompt", true);
    if (settings.abilities) {
        auto abilities = parseJson(QByteArrayView(*settings.abilities));
        if (!abilities || !abilities->is_object())
            return refuse(u"--can takes a JSON object such as {\"schema\": true, \"contextWindow\": 32768}"_s);
        options.insert_or_assign("capabilities", *std::move(abilities));
    }
    return options;
}

/// "strict-schema" is strictSchema: options of a provider are called as in JSON.
std::string spelledOption(const std::string &name)
{
    std::string spelled;
    bool isNext = false;
    for (const char c : name) {
        const bool isJoint = c == '-' || c == '_';
        if (!isJoint)
            spelled += isNext && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        isNext = isJoint && !spelled.empty();
    }
    return spelled;
}

Result<Json> providerOptions(const ModelSettings &settings, Json options)
{
    for (const auto &[word, name] : {std::pair("ca-file", "caFile"), {"allow-plain-http", "allowPlainHttp"}, {"provider-concurrency", "concurrency"}}) {
        if (unsets(settings, word))
            erase(options, name);
    }
    if (settings.caFile)
        options.insert_or_assign("caFile", *settings.caFile);
    if (settings.allowsPlainHttp)
        options.insert_or_assign("allowPlainHttp", true);
    if (settings.providerConcurrency)
        options.insert_or_assign("concurrency", *settings.providerConcurrency);
    for (const std::string &option : settings.providerOptions) {
        const auto at = option.find('=');
        if (at == std::string::npos || at == 0)
            return refuse(u"--provider-option takes NAME=JSON, such as apiVersion=\\\"2024-10-21\\\""_s);
        const std::string name = spelledOption(option.substr(0, at));
        const std::string text = option.substr(at + 1);
        if (text.empty()) {
            erase(options, name);
            continue;
        }
        const auto flag = flagFromText(fromStd(text));
        auto value = flag ? Result<Json>(Json(*flag)) : parseJson(QByteArrayView(text));
        if (!value)
            return fail(ErrorKind::invalidInput, u"the value of --provider-option %1 is not JSON"_s.arg(fromStd(name)),
                u"Write a text with quotes of its own, such as --provider-option 'apiVersion=\"2024-10-21\"'."_s);
        options.insert_or_assign(name, *std::move(value));
    }
    return options;
}

QString freeName(const QString &wanted, const QList<provider::ProviderConfig> &stored)
{
    QString name = wanted;
    for (int number = 2; std::ranges::contains(stored, name, &provider::ProviderConfig::name); ++number)
        name = u"%1 (%2)"_s.arg(wanted, QString::number(number));
    return name;
}

} // namespace

void ModelSettings::describe(CLI::App &command)
{
    command.add_option("--name", name, "The model's name here")->group("Model");
    command.add_option("--rename", rename, "Call the model this from now on")->group("Model");
    command.add_option("--api-name", apiName, "Its name at the API (default: the same)")->group("Model");
    command.add_option("--tier", tier, "Such as small, medium or large")->group("Model");
    command.add_option("--concurrency", concurrency, "Calls at once (default: 8)")->check(CLI::Range(1, net::HttpTransport::kMaxConnectionsPerHost))->group("Model");
    command.add_option("--max-output-tokens", maxOutputTokens, "Cap on the answer when the prompt sets none (default: 1024)")->check(CLI::Range(1, 1000000))->group("Model");
    command.add_option("--rpm", rpm, "Requests that may leave in a minute")->check(CLI::PositiveNumber)->group("Model");
    command.add_option("--tpm", tpm, "Tokens, input and output, that may be used in a minute")->check(CLI::PositiveNumber)->group("Model");
    auto *stream = command.add_flag("--stream", streams, "Stream answers (default)")->group("Model");
    command.add_flag("--no-stream", doesNotStream, "Ask for answers in one piece")->excludes(stream)->group("Model");
    command.add_option("--reasoning-effort", effort, "none, minimal, low, medium, high, xhigh or max")->group("Model");
    command.add_option("--thinking-budget", thinking, "Tokens for thinking, where an API counts them; 0 turns it off")->check(CLI::NonNegativeNumber)->group("Model");
    command.add_flag("--cache-prompt", cachesPrompt, "Mark what the calls have in common for the provider's prompt cache")->group("Model");
    command.add_option("--can", abilities, "What it can do, where the table of models is wrong or silent, as JSON: {\"schema\": true, \"contextWindow\": 32768}")->group("Model");

    constexpr auto kPrice = "Price (a new model takes it from the price book, where it has one)";
    command.add_option("--input-price", inputPrice, "US dollars per million input tokens")->check(CLI::NonNegativeNumber)->group(kPrice);
    command.add_option("--output-price", outputPrice, "US dollars per million output tokens")->check(CLI::NonNegativeNumber)->group(kPrice);
    command.add_option("--cached-price", cachedPrice, "For input that is read from the provider's cache (default: as input)")->check(CLI::NonNegativeNumber)->group(kPrice);
    command.add_option("--cache-write-price", cacheWritePrice, "For input that is written to it (default: as input)")->check(CLI::NonNegativeNumber)->group(kPrice);
    command.add_option("--batch-percent", batchPercent, "What calls in a batch cost, in percent of the price")->check(CLI::Range(0.0, 100.0))->group(kPrice);
    command.add_flag("--list-price", takesListPrice, "Take the price book's price in place of the one that is set")->group(kPrice);

    command.add_option("--provider", provider, "The provider's name here; without --name the provider alone is changed")->group("Provider");
    command.add_option("--kind", kind, "The kind of its API, such as openai, anthropic, gemini; see --kinds (default: openai-compatible)")->group("Provider");
    command.add_option("--base-url", baseUrl, "Such as http://localhost:11434/v1; a kind with an address of its own needs none")->group("Provider");
    command
        .add_option("--key", key,
            "Where the key comes from, never the key itself: env:NAME, keychain:NAME, \"command:PROGRAM WORDS\", or one for each label, production=keychain:p;env:NAME")
        ->group("Provider");
    command.add_option("--ca-file", caFile, "File with further certificates to trust (PEM)")->group("Provider");
    command.add_flag("--allow-plain-http", allowsPlainHttp, "Plain http also to other machines: everything can be read on the way")->group("Provider");
    command.add_option("--provider-concurrency", providerConcurrency, "Calls at once, all its models together")->check(CLI::Range(1, 10000))->group("Provider");
    command.add_option("--provider-option", providerOptions, "Another option of its kind, NAME=JSON such as strictSchema=false; NAME= takes it away")->group("Provider");

    command.add_option("--unset", unset, "Take back what was set")->check(CLI::IsMember(kUnsettable));
}

bool ModelSettings::isAboutProvider() const
{
    const auto isOfProvider
        = [](const std::string &word) { return word == "key" || word == "base-url" || word == "ca-file" || word == "allow-plain-http" || word == "provider-concurrency"; };
    return kind || baseUrl || key || caFile || allowsPlainHttp || providerConcurrency || !providerOptions.empty() || std::ranges::any_of(unset, isOfProvider);
}

Result<void> ModelSettings::checkNoKeys() const
{
    const std::pair<const char *, std::string> texts[]{{"--name", name}, {"--rename", rename}, {"--provider", provider}, {"--api-name", apiName.value_or("")},
        {"--tier", tier.value_or("")}, {"--base-url", baseUrl.value_or("")}, {"--kind", kind.value_or("")}, {"--ca-file", caFile.value_or("")},
        {"--reasoning-effort", effort.value_or("")}, {"--can", abilities.value_or("")}};
    for (const auto &[option, text] : texts) {
        if (const auto checked = secrets::checkNoKey(QString::fromLatin1(option), fromStd(text)); !checked)
            return checked;
    }
    for (const std::string &option : providerOptions) {
        if (const auto checked = secrets::checkNoKey(u"--provider-option"_s, fromStd(option)); !checked)
            return checked;
    }
    return {};
}

Result<void> ModelSettings::check(const app::Composition &composition) const
{
    if (name.empty() && provider.empty())
        return refuse(u"say which model with --name, or which provider with --provider"_s);
    // A range lets "nan" pass, and whole numbers of millionths end somewhere.
    for (const std::optional<double> &price : {inputPrice, outputPrice, cachedPrice, cacheWritePrice}) {
        if (price && !(*price >= 0 && *price <= kHighestPrice))
            return refuse(u"a price is an amount of US dollars from 0 to %1 per million tokens"_s.arg(kHighestPrice, 0, 'f', 0));
    }
    if (batchPercent && !(*batchPercent >= 0 && *batchPercent <= 100))
        return refuse(u"--batch-percent is no percentage from 0 to 100"_s);
    if (inputPrice.has_value() != outputPrice.has_value())
        return refuse(u"a price needs both --input-price and --output-price"_s);
    const QStringList kinds = composition.providerKinds();
    if (kind && !kinds.contains(fromStd(*kind)))
        return fail(ErrorKind::invalidInput, u"there is no kind of provider \"%1\""_s.arg(fromStd(*kind)), u"Known are: %1."_s.arg(kinds.join(u", "_s)));
    if (baseUrl)
        return net::checkEndpoint(QUrl(fromStd(*baseUrl)), allowsPlainHttp);
    return {};
}

Result<provider::ProviderConfig> ModelSettings::applied(provider::ProviderConfig known, const app::Composition &composition) const
{
    if (kind || known.kind.isEmpty())
        known.kind = fromStd(kind.value_or(kCompatible));
    if (baseUrl)
        known.baseUrl = fromStd(*baseUrl);
    else if (unsets(*this, "base-url"))
        known.baseUrl.clear();
    const provider::KindInfo info = composition.kindInfo(known.kind);
    if (key)
        known.keySource = fromStd(*key);
    else if (unsets(*this, "key"))
        known.keySource.clear();
    else if (!known.id.isValid() && known.keySource.isEmpty() && !baseUrl && !info.keyVariable.isEmpty())
        known.keySource = u"env:"_s + info.keyVariable;
    if (known.baseUrl.isEmpty() && info.baseUrl.isEmpty() && !known.isSimulated())
        return refuse(u"a model of this kind needs --base-url"_s);
    auto options = cli::providerOptions(*this, known.options);
    if (!options)
        return std::unexpected(options.error());
    known.options = *std::move(options);
    return known;
}

Result<provider::ModelConfig> ModelSettings::applied(provider::ModelConfig known, const provider::ProviderConfig &owner, const app::Composition &composition) const
{
    const bool isNew = !known.id.isValid();
    known.providerId = owner.id;
    known.name = fromStd(rename.empty() ? name : rename);
    if (apiName || isNew)
        known.apiName = fromStd(apiName.value_or(name));
    if (tier)
        known.tier = fromStd(*tier);
    else if (unsets(*this, "tier"))
        known.tier.clear();
    known.concurrency = concurrency.value_or(known.concurrency);
    known.maxOutputTokens = maxOutputTokens.value_or(known.maxOutputTokens);
    known.stream = streams || (known.stream && !doesNotStream);
    if (rpm || unsets(*this, "rpm"))
        known.requestsPerMinute = rpm;
    if (tpm || unsets(*this, "tpm"))
        known.tokensPerMinute = tpm;
    auto options = modelOptions(*this, known.options);
    if (!options)
        return std::unexpected(options.error());
    known.options = *std::move(options);
    if (const auto checked = provider::readModelOptions(known); !checked)
        return std::unexpected(checked.error());
    auto price = priceOf(*this, known, composition.familyOf(owner.kind));
    if (!price)
        return std::unexpected(price.error());
    known.price = *std::move(price);
    return known;
}

Result<provider::ProviderConfig> ModelSettings::owner(const QList<provider::ProviderConfig> &stored, const run::PlannedModel *model, const app::Composition &composition) const
{
    if (!provider.empty()) {
        const auto named = std::ranges::find(stored, fromStd(provider), &provider::ProviderConfig::name);
        provider::ProviderConfig config = named == stored.end() ? provider::ProviderConfig() : *named;
        config.name = fromStd(provider);
        return applied(config, composition);
    }
    if (model != nullptr && !isAboutProvider())
        return model->provider;
    // One provider for each kind, address and source of a key: a model that is added must not change where another's key comes from.
    provider::ProviderConfig start = model == nullptr ? provider::ProviderConfig() : model->provider;
    start.id = {};
    auto config = applied(start, composition);
    if (!config)
        return config;
    const auto same = std::ranges::find_if(stored, [&](const provider::ProviderConfig &other) {
        return other.kind == config->kind && other.baseUrl == config->baseUrl && other.keySource == config->keySource && other.options == config->options;
    });
    if (same != stored.end())
        return *same;
    config->name = freeName(config->baseUrl.isEmpty() ? config->kind : config->baseUrl, stored);
    return config;
}

} // namespace assay::cli
